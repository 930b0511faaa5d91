import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { type ImageFacts, imageFacts, type ListedImage } from './facts.ts';
import { insist, unless, within } from './failure.ts';
import { follow, type OnProgress } from './output.ts';

const replyMs = 30_000;
const removeMs = 60_000;
const imageMs = 30 * 60_000;

export type Bounds = { readonly ms?: number; readonly signal?: AbortSignal };
/** `ulimits` is a parameter of the engine's that its types leave out: JSON, as in a container's settings. */
type BuildOptions = Docker.ImageBuildOptions & {
  readonly ulimits?: string;
  readonly onProgress: OnProgress;
  readonly bounds?: Bounds;
};

/** A digest stands where a tag would. */
const splitRef = (ref: string): { repo: string; tag: string } => {
  const at = ref.indexOf('@');
  if (at > 0) return { repo: ref.slice(0, at), tag: ref.slice(at + 1) };
  const colon = ref.lastIndexOf(':');
  return colon > ref.lastIndexOf('/')
    ? { repo: ref.slice(0, colon), tag: ref.slice(colon + 1) }
    : { repo: ref, tag: 'latest' };
};

/** What a client of the engine can do with images. */
export const imageCalls = (docker: Docker) => {
  const ask = <T>(doing: string, call: (abortSignal: AbortSignal) => Promise<T>, ms = replyMs) =>
    within({ doing, ms }, call);
  return {
    inspectImage: async (ref: string): Promise<ImageFacts | null> => {
      const found = await unless(
        [404],
        ask('image inspect', () => docker.getImage(ref).inspect()),
      );
      return found ? imageFacts(found) : null;
    },
    /** `changes`: Dockerfile instructions, e.g. `ENV LANG=C.UTF-8`. */
    importImage: (tar: Readable, { ref, changes = [] }: { ref: string; changes?: readonly string[] }) =>
      ask(
        'image import',
        async (abortSignal) =>
          follow(await docker.importImage(tar, { ...splitRef(ref), changes, abortSignal }), () => {}),
        imageMs,
      ),
    pullImage: (ref: string, onProgress: OnProgress, bounds: Bounds = {}): Promise<void> =>
      within({ doing: 'image pull', ms: imageMs, ...bounds }, async (abortSignal) => {
        const { repo, tag } = splitRef(ref);
        await follow(await docker.createImage({ fromImage: repo, tag, abortSignal }), onProgress);
      }),
    buildImage: (tar: Readable, { onProgress, bounds, ...options }: BuildOptions): Promise<void> =>
      within({ doing: 'image build', ms: imageMs, ...bounds }, async (abortSignal) =>
        follow(await docker.buildImage(tar, { ...options, abortSignal }), onProgress),
      ),
    tagImage: async ({ from, to }: { from: string; to: string }): Promise<void> => {
      await ask('image tag', (abortSignal) => docker.getImage(from).tag({ ...splitRef(to), abortSignal }));
    },
    removeImage: async (ref: string): Promise<void> => {
      await unless(
        [404],
        ask('image remove', () => docker.getImage(ref).remove()),
      );
    },
    /** With every name that it has, as soon as no container holds it any more. */
    discardImage: (id: string): Promise<void> =>
      insist(() => ask('image remove', () => docker.getImage(id).remove({ force: true }), removeMs)),
    /** Those that a build left between its steps included. */
    listImages: async (label?: string): Promise<readonly ListedImage[]> => {
      const options = { all: true, ...(label === undefined ? {} : { filters: { label: [label] } }) };
      const found = await ask('image list', (abortSignal) => docker.listImages({ ...options, abortSignal }));
      return found.map(({ Id, ParentId, Labels }) => ({ id: Id, parent: ParentId, labels: Labels ?? {} }));
    },
  };
};
