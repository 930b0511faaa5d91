import { type Manifest, manifestNames } from '../config/manifest.ts';
import { readManifest } from '../config/read-manifest.ts';
import { folderOf, fromRoot, ownPaths } from '../start/files.ts';
import type { FilesContext } from './types.ts';

type Found = Pick<FilesContext, 'manifest' | 'manifestPlace' | 'manifestProblems'>;
type Given = Pick<FilesContext, 'facts'> & { readonly read: (path: string) => string | null };

const maxLookedInto = 10;

/** Paths written in a manifest count from its own folder; everyone else's count from the root. */
const seenFromRoot = (manifest: Manifest, folder: string): Manifest => {
  const { workdir = '.', requirements } = manifest;
  const moved = (path: string): string => fromRoot(folder, path) ?? path;
  return {
    ...manifest,
    workdir: moved(workdir),
    ...(requirements === undefined ? {} : { requirements: moved(requirements) }),
  };
};

const understood = ({ path, text }: { readonly path: string; readonly text: string }): Found => {
  const { manifest, problems } = readManifest({ file: path, text });
  const folder = folderOf(path);
  return {
    manifest: manifest === null || folder === '.' ? manifest : seenFromRoot(manifest, folder),
    manifestPlace: { path, line: 1 },
    manifestProblems: problems,
  };
};

/** A line that is no comment and not the one entry of the template that candidates receive. */
const statement = /^(?![ \t]*(?:#|\r?$)|env:[ \t]*\{\}[ \t]*\r?$)/m;

/** The takehome.yaml nearest to the root that states something: a project may lie in a folder, below a template left as it came. */
export const findManifest = ({ facts, read }: Given): Found => {
  const names: readonly string[] = manifestNames;
  const found = ownPaths({ facts })
    .filter((path) => names.includes(path.split('/').at(-1) ?? ''))
    .slice(0, maxLookedInto)
    .flatMap((path) => {
      const text = read(path);
      return text === null ? [] : [{ path, text }];
    });
  const meant = found.find(({ text }) => statement.test(text)) ?? found[0];
  return meant ? understood(meant) : { manifest: null, manifestPlace: null, manifestProblems: [] };
};
