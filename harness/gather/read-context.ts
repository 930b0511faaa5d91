import type { Challenge, Draw } from '../challenge/types.ts';
import { openReaders, type Readers } from '../source/read.ts';
import { textReader } from '../workspace/text.ts';
import type { Workspace } from '../workspace/types.ts';
import type { FilesContext, GatherContext } from './types.ts';

type Given = Omit<GatherContext, keyof Found | 'draw'> & { readonly candidate: string };
type Found = Pick<
  FilesContext,
  'facts' | 'own' | 'supplied' | 'manifest' | 'manifestPlace' | 'manifestProblems'
>;

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

type Files = {
  readonly workspace: Workspace;
  readonly challenge: Challenge | null;
  /** Draws the data, where there is a challenge to draw it. */
  readonly draw: () => Draw | null;
  readonly readers: Pick<Readers, 'read'>;
};

/** Reads the files once for every gatherer: facts from the child process, and takehome.yaml. */
const readFound = async ({ workspace, challenge, draw, readers }: Files): Promise<Found> => {
  // Whatever is not needed to start the children is loaded beside them: so is this.
  const [facts, { findManifest }, { suppliedIn, without }] = await Promise.all([
    readers.read({
      files: workspace.files,
      brief: challenge?.brief ?? '',
      supplied: () => draw()?.files.map(({ text }) => text) ?? [],
    }),
    import('./find-manifest.ts'),
    import('./supplied.ts'),
  ]);
  const supplied = suppliedIn({ facts, begun: workspace.begun, brief: challenge?.brief ?? null });
  const own = without(facts, supplied);
  return { facts, own, supplied, ...findManifest({ facts, read: textReader(workspace) }) };
};

type Inspected = Pick<FilesContext, 'workspace' | 'challenge' | 'today' | 'signal'> & {
  readonly candidate: string;
  readonly readers: Pick<Readers, 'read'>;
};

/** The files, and the data as it was drawn for this candidate, null without a challenge. */
export const readFilesContext = async ({
  candidate,
  readers,
  ...given
}: Inspected): Promise<FilesContext & { readonly draw: Draw | null }> => {
  const { challenge } = given;
  const draw = once(() => challenge?.generate({ version: challenge.config.version, candidate }) ?? null);
  const found = await readFound({ ...given, draw, readers });
  return { ...given, ...found, draw: draw() };
};

/** The same with what running takes. */
export const readContext = async ({ candidate, ...given }: Given): Promise<GatherContext> => {
  const { challenge } = given;
  const draw = once(() => challenge.generate({ version: challenge.config.version, candidate }));
  await using readers = await openReaders({ root: given.workspace.root, signal: given.signal });
  const found = await readFound({ ...given, draw, readers });
  return { ...given, ...found, draw: draw() };
};
