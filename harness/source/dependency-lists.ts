import { isDependencyList } from './paths.ts';
import type { FileFact } from './protocol.ts';
import type { TextFile } from './types.ts';

const leastPins = 3;
const mostOthers = 0.1;
const pin = /^[A-Za-z0-9][\w.-]*\s*(\[[\w\s,.-]*\])?\s*==\s*\d[\w.*+!-]*/;

/** Lines that are nearly all `name==1.2`, whatever the file is called. */
const isListOfPins = ({ text }: TextFile): boolean => {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const others = lines.filter((line) => !pin.test(line.trim()));
  return lines.length - others.length >= leastPins && others.length <= lines.length * mostOthers;
};

/** Files that `pip install -r` is given anywhere: in a README, a Dockerfile, a configuration of CI. */
const namedIn = (texts: readonly TextFile[]): readonly string[] =>
  texts.flatMap(({ text }) =>
    (text.match(/^.*\b(?:pip[\d.]*|uv)\b.*$/gm) ?? []).flatMap((line) =>
      [...line.matchAll(/\s(?:-r|--requirement)[\s=]*["']?([\w./-]+\.txt)\b/g)].map(([, path = '']) =>
        path.replace(/^(\.{0,2}\/)+/, ''),
      ),
    ),
  );

const isText = (path: string): boolean => /(^|\/)[^./][^/]*\.txt$/i.test(path);

/** Files with their kinds, lists of dependencies of any name among them, which are no writing. */
export const withLists = (files: readonly FileFact[], texts: readonly TextFile[]): readonly FileFact[] => {
  const open = new Set(
    files.filter(({ path, kind }) => kind === 'markdown' && isText(path)).map(({ path }) => path),
  );
  if (open.size === 0) return files;
  const named = namedIn(texts);
  const pinned = new Set(
    texts.filter((file) => open.has(file.path) && isListOfPins(file)).map(({ path }) => path),
  );
  const isList = (path: string): boolean =>
    pinned.has(path) || named.some((name) => path === name || path.endsWith(`/${name}`));
  return files.map((file) => (open.has(file.path) && isList(file.path) ? { ...file, kind: 'config' } : file));
};

/** A list of dependencies by its name, or one that `withLists` found. */
export const isListOfDependencies = ({ path, kind }: Pick<FileFact, 'path' | 'kind'>): boolean =>
  isDependencyList(path) || (kind === 'config' && isText(path));
