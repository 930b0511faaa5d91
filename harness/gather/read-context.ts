import { manifestNames } from '../config/manifest.ts';
import { readManifest } from '../config/read-manifest.ts';
import { readFacts } from '../source/read.ts';
import { textReader } from '../workspace/text.ts';
import type { GatherContext } from './types.ts';

type Found = 'draw' | 'facts' | 'manifest' | 'manifestPlace' | 'manifestProblems';
type Given = Omit<GatherContext, Found> & { readonly candidate: string };

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Reads the files once for every gatherer: facts from the child process, and takehome.yaml. Draws the data meanwhile. */
export const readContext = async ({ candidate, ...given }: Given): Promise<GatherContext> => {
  const { workspace, challenge, signal } = given;
  const draw = once(() => challenge.generate({ version: challenge.config.version, candidate }));
  const facts = await readFacts({
    root: workspace.root,
    files: workspace.files,
    brief: challenge.brief,
    supplied: () => draw().files.map(({ text }) => text),
    signal,
  });
  const read = { ...given, draw: draw(), facts };
  const path = manifestNames.find((name) => workspace.files.some((file) => file.path === name));
  const text = path ? textReader(workspace)(path) : null;
  if (!path || text === null) return { ...read, manifest: null, manifestPlace: null, manifestProblems: [] };
  const { manifest, problems } = readManifest({ file: path, text });
  return { ...read, manifest, manifestPlace: { path, line: 1 }, manifestProblems: problems };
};
