import { posix } from 'node:path';
import type { Copy, Replayed } from './dockerfile.ts';

/** Paths of an image, and where their contents stand in the submission. */
export type Layout = {
  readonly copies: readonly Mapped[];
  /** As it was when an instruction began. */
  before(line: number): Layout;
  /** The folder of the submission that stands for a folder of the image as a whole; null when copying would be needed. */
  baseOf(folder: string): string | null;
  /** The path in the submission behind a path in the image, null when nothing was copied there. */
  toSource(path: string): string | null;
};

type Tree = ReadonlySet<string>;

const under = (folder: string, path: string): string | null => {
  if (path === folder) return '.';
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
};

const inContext = (context: string, from: string): string =>
  posix.normalize(posix.join(context, from.replace(/^\/+/, '') || '.')).replace(/(.)\/$/, '$1');

/** Every folder on the way to any file, `.` included. */
export const foldersOf = (files: readonly string[]): ReadonlySet<string> => {
  const folders = new Set(['.']);
  for (const file of files) {
    for (let at = posix.dirname(file); !folders.has(at); at = posix.dirname(at)) folders.add(at);
  }
  return folders;
};

const exists = (tree: { readonly files: Tree; readonly folders: Tree }, path: string): boolean =>
  tree.files.has(path) || tree.folders.has(path) || path.includes('*');

/** The build context is not written in a Dockerfile: it is the folder in which most of what it copies is found. */
export const guessContext = (
  replayed: Replayed,
  { own, files }: { readonly own: string; readonly files: readonly string[] },
): string => {
  const tree = { files: new Set(files), folders: foldersOf(files) };
  const sources = replayed.copies.flatMap(({ from }) => from);
  const found = (context: string): number =>
    sources.filter((from) => exists(tree, inContext(context, from))).length;
  return found('.') > found(own) ? '.' : own;
};

/** `line` of the instruction that put it there. */
export type Mapped = { readonly source: string; readonly target: string; readonly line: number };

/** COPY puts a file into a folder when the target ends with `/` or looks like one, and a folder's contents into the target. */
const isInto = (copy: Copy, source: string): boolean =>
  copy.to.endsWith('/') ||
  copy.from.length > 1 ||
  (posix.extname(copy.to) === '' && posix.basename(copy.to) !== posix.basename(source));

const mappedOne = (
  copy: Copy,
  { source, folders }: { readonly source: string; readonly folders: Tree },
): Mapped => {
  const { line } = copy;
  const to = copy.to.replace(/(.)\/$/, '$1');
  if (source.includes('*')) return { source: posix.dirname(source), target: to, line };
  if (folders.has(source) || !isInto(copy, source)) return { source, target: to, line };
  return { source, target: posix.join(to, posix.basename(source)), line };
};

const mapped = (
  copy: Copy,
  { context, folders }: { readonly context: string; readonly folders: Tree },
): readonly Mapped[] =>
  copy.from.map((from) => mappedOne(copy, { source: inContext(context, from), folders }));

/** Needed while the image is built, not by what it runs: no reason to call a layout different. */
const isBuildFile = ({ source }: Mapped): boolean =>
  /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|(?:poetry|uv|pdm)\.lock|Pipfile(?:\.lock)?|setup\.(?:py|cfg)|README\.md|package(?:-lock)?\.json|tsconfig[\w.-]*\.json|yarn\.lock|pnpm-lock\.yaml)$/i.test(
    source,
  );

/** The folder of the submission that, seen from, makes every copy stand where the image has it; null when none does. */
const baseOf = (folder: string, copies: readonly Mapped[]): string | null => {
  const bases = copies.flatMap(({ source, target }) => {
    const inside = under(folder, target);
    if (inside === null) return [];
    if (inside === '.') return [source];
    const outer =
      source === inside ? '.' : source.endsWith(`/${inside}`) ? source.slice(0, -inside.length - 1) : null;
    return [outer];
  });
  const [first] = bases;
  if (first !== undefined && bases.every((base) => base === first)) return first;
  const essential = copies.filter((copy) => !isBuildFile(copy));
  return essential.length < copies.length ? baseOf(folder, essential) : null;
};

const layoutOf = (copies: readonly Mapped[]): Layout => {
  const inside = (path: string): string | null => {
    for (const { source, target } of copies.toReversed()) {
      const rest = under(target, path);
      if (rest !== null) return rest === '.' ? source : posix.normalize(posix.join(source, rest));
    }
    return null;
  };
  return {
    copies,
    before: (line) => layoutOf(copies.filter((copy) => copy.line < line)),
    baseOf: (folder) => {
      const covered = copies.some(({ target }) => under(folder, target) !== null);
      return covered ? baseOf(folder, copies) : inside(folder);
    },
    toSource: (path) => inside(path) ?? baseOf(path, copies),
  };
};

export const readLayout = (
  replayed: Replayed,
  { context, files }: { readonly context: string; readonly files: readonly string[] },
): Layout => {
  const folders = foldersOf(files);
  const copies = replayed.copies.flatMap((copy) => mapped(copy, { context, folders }));
  return layoutOf(copies.filter(({ source }) => source !== '..' && !source.startsWith('../')));
};

/** A mount hides what was copied under it. */
export const withMounts = (layout: Layout, mounts: readonly Mapped[]): Layout =>
  layoutOf([
    ...layout.copies.filter(({ target }) => mounts.every((mount) => under(mount.target, target) === null)),
    ...mounts,
  ]);
