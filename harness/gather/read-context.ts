import { manifestNames } from '../config/manifest.ts';
import { readManifest } from '../config/read-manifest.ts';
import { readFacts } from '../source/read.ts';
import { textReader } from '../workspace/text.ts';
import type { GatherContext } from './types.ts';

type Given = Omit<GatherContext, 'facts' | 'manifest' | 'manifestPlace' | 'manifestProblems'>;

/** Reads the files once for every gatherer: facts from the child process, and takehome.yaml. */
export const readContext = async (given: Given): Promise<GatherContext> => {
  const { workspace, challenge, draw, signal } = given;
  const supplied = draw.files.map(({ text }) => text);
  const facts = await readFacts({
    root: workspace.root,
    files: workspace.files,
    brief: challenge.brief,
    supplied,
    signal,
  });
  const path = manifestNames.find((name) => workspace.files.some((file) => file.path === name));
  const text = path ? textReader(workspace)(path) : null;
  if (!path || text === null)
    return { ...given, facts, manifest: null, manifestPlace: null, manifestProblems: [] };
  const { manifest, problems } = readManifest({ file: path, text });
  return { ...given, facts, manifest, manifestPlace: { path, line: 1 }, manifestProblems: problems };
};
