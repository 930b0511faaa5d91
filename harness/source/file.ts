import { countLines, cutLines, decode, digestOf } from './decode.ts';
import { marimoTexts } from './marimo.ts';
import { readNotebook } from './notebook.ts';
import { isDependencyList, kindOf, originOf } from './paths.ts';
import { isPickle, pickledIn } from './pickled.ts';
import type { FileReading, Question } from './protocol.ts';
import { readPython } from './python.ts';
import { isScaffold } from './scaffold.ts';
import type { ReadScript } from './script.ts';
import type { ParsePython } from './tree.ts';
import type { FileKind } from './types.ts';

type Target = Question['files'][number];

/** What reading one file takes; `bytes` gives a file's content by its path. */
export type Reader = {
  readonly question: Pick<Question, 'supplied' | 'limits'>;
  readonly parse: ParsePython;
  /** Null where no file needs it. */
  readonly script: ReadScript | null;
  readonly bytes: (path: string) => Buffer;
};

type Parts = Pick<FileReading, 'python' | 'script' | 'text' | 'pickled' | 'unread'>;

const nothing: Parts = { python: null, script: null, text: null, pickled: null, unread: null };

const limitOf = (kind: FileKind, limits: Question['limits']): number => {
  switch (kind) {
    case 'python':
    case 'typescript':
    case 'javascript':
      return limits.pythonBytes;
    case 'notebook':
      return limits.notebookBytes;
    case 'markdown':
    case 'config':
      return limits.pythonBytes;
    case 'data':
    case 'model':
    case 'other':
      return 0;
  }
};

const isSupplied = (
  target: Target,
  { bytes, supplied }: { bytes: () => Buffer; supplied: Question['supplied'] },
): boolean => {
  const near = supplied.filter((file) => Math.abs(file.bytes - target.bytes) <= 64 + file.bytes * 0.2);
  if (near.length === 0) return false;
  const digest = digestOf(bytes());
  return near.some((file) => file.digest === digest);
};

const readCode = ({ parse }: Reader, { path, text }: { path: string; text: string }): Parts => {
  const markdown = marimoTexts(text)?.map((cell) => ({ path, ...cell }));
  const notebook = markdown ? { markdown, outputs: [] } : null;
  return { ...nothing, python: readPython({ path, script: parse(text), notebook }) };
};

const readCells = ({ parse }: Reader, { path, text }: { path: string; text: string }): Parts => {
  const notebook = readNotebook(text);
  if (!notebook) return { ...nothing, unread: 'encoding' };
  const placed = (pieces: typeof notebook.markdown) => pieces.map((cell) => ({ path, ...cell }));
  const { markdown, outputs } = notebook;
  const written = { markdown: placed(markdown), outputs: placed(outputs) };
  const script = parse(notebook.source, notebook.lines);
  return { ...nothing, python: readPython({ path, script, notebook: written }) };
};

/** What nests deeper than the stack costs itself, and not the child. */
const readWith = (read: Reader['script'], file: { readonly path: string; readonly text: string }): Parts => {
  try {
    return { ...nothing, script: read?.(file) ?? null };
  } catch (error) {
    if (error instanceof RangeError) return { ...nothing, unread: 'crashed' };
    throw error;
  }
};

const parts = (
  reader: Reader,
  { path, kind, text }: { path: string; kind: FileKind; text: string },
): Parts => {
  switch (kind) {
    case 'python':
      return readCode(reader, { path, text });
    case 'notebook':
      return readCells(reader, { path, text });
    case 'markdown':
    case 'config':
      return { ...nothing, text: { path, text: cutLines(text).slice(0, reader.question.limits.textBytes) } };
    case 'typescript':
    case 'javascript':
      return readWith(reader.script, { path, text });
    case 'data':
    case 'model':
    case 'other':
      return nothing;
  }
};

/** A list of dependencies in a vendored folder is not the submission's. */
const isOwn = (origin: FileReading['file']['origin'], path: string): boolean =>
  origin === 'own' || (origin === 'supplied' && isDependencyList(path));

/** Reads one file: what it is and, for the submission's own code and writing, what stands in it. */
export const readOne = (reader: Reader, target: Target): FileReading => {
  const { supplied, limits } = reader.question;
  const { path, bytes } = target;
  const kind = kindOf(path);
  let content: Buffer | null = null;
  const read = (): Buffer => {
    content ??= reader.bytes(path);
    return content;
  };
  const guessed = originOf(target);
  const origin = guessed === 'own' && isSupplied(target, { bytes: read, supplied }) ? 'supplied' : guessed;
  const file = { path, bytes, lines: null, kind, origin };
  if (kind === 'model' && origin === 'own' && isPickle(path) && bytes <= limits.pickleBytes)
    return { file, ...nothing, pickled: pickledIn(path, read()) };
  const limit = limitOf(kind, limits);
  if (limit === 0 || origin === 'vendored') return { file, ...nothing };
  if (bytes > limit) return { file, ...nothing, unread: 'too-big' };
  const text = decode(read());
  if (text === null) return { file, ...nothing, unread: 'encoding' };
  const lines = countLines(text);
  if (origin === 'own' && isScaffold({ path, text }))
    return { file: { ...file, lines, origin: 'generated' }, ...nothing };
  return {
    file: { ...file, lines },
    ...(isOwn(origin, path) ? parts(reader, { path, kind, text }) : nothing),
  };
};
