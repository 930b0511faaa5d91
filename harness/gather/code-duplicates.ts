import type { CodeEvidence } from '../evidence/code.ts';
import type { StatementFact } from '../source/types.ts';
import type { CodeFile, OwnCode } from './code-files.ts';

type Block = CodeEvidence['duplicates']['blocks'][number];

/** What is shorter than this stands twice by chance: statements, names in them, and lines. */
const leastStatements = 5;
const leastNames = 25;
const leastLines = 5;
const maxBlocks = 100;

type At = { readonly file: CodeFile; readonly index: number };
type Window = At & { readonly key: string; readonly length: number };

const names = (statements: readonly StatementFact[]): number =>
  statements.reduce((sum, [, , words]) => sum + words, 0);

/** A table written as statements: one shape again and again. */
const isTable = (statements: readonly StatementFact[]): boolean =>
  new Set(statements.map(([, , , hash]) => hash)).size < leastStatements - 1;

/** The shortest run from here that is long enough to mean something; it depends on nothing but what it holds. */
const windowAt = ({ file, index }: At): Window | null => {
  const { statements } = file;
  let length = leastStatements;
  while (index + length <= statements.length && length <= leastNames) {
    const run = statements.slice(index, index + length);
    if (names(run) >= leastNames) {
      if (isTable(run)) return null;
      return { file, index, length, key: run.map(([, , , hash]) => hash.toString(36)).join(' ') };
    }
    length += 1;
  }
  return null;
};

const placeOf = ({ file, index }: At, length: number) => {
  const first = file.statements[index];
  const run = file.statements.slice(index, index + length);
  const endLine = Math.max(...run.map(([, end]) => end));
  return { path: file.path, line: first?.[0] ?? 1, endLine };
};

const betweenOf = (a: CodeFile, b: CodeFile): Block['between'] => {
  const notebooks = [a, b].filter(({ role }) => role === 'notebook').length;
  return notebooks === 0 ? 'modules' : notebooks === 2 ? 'notebooks' : 'module-and-notebook';
};

type Copy = { readonly first: At; readonly again: At; length: number };

/** A run does not reach into its own copy. */
const lengthTo = ({ first, again }: Copy, end: number): number => {
  const length = end - again.index;
  return first.file === again.file ? Math.min(length, again.index - first.index) : length;
};

const overlaps = (a: Window, b: Window): boolean => a.file === b.file && b.index < a.index + a.length;

const continues = (copy: Copy | undefined, first: At, again: At): copy is Copy =>
  copy !== undefined &&
  copy.again.file === again.file &&
  copy.first.file === first.file &&
  again.index - copy.again.index === first.index - copy.first.index &&
  again.index <= copy.again.index + copy.length;

/** Each run is looked up among those before it; runs that follow each other in both places are one copy. */
const copiesIn = (files: readonly CodeFile[]): readonly Copy[] => {
  const seen = new Map<string, Window>();
  const copies: Copy[] = [];
  for (const file of files)
    for (let index = 0; index < file.statements.length; index += 1) {
      const window = windowAt({ file, index });
      const first = window ? seen.get(window.key) : undefined;
      if (window && !first) seen.set(window.key, window);
      if (!window || !first || overlaps(first, window)) continue;
      const open = copies.at(-1);
      if (continues(open, first, window)) open.length = lengthTo(open, window.index + window.length);
      else copies.push({ first, again: window, length: window.length });
    }
  return copies;
};

const blockOf = ({ first, again, length }: Copy): Block => ({
  between: betweenOf(first.file, again.file),
  statements: length,
  first: placeOf(first, length),
  again: placeOf(again, length),
});

const lines = ({ again: { line, endLine } }: Block): number => (endLine ?? line) - line + 1;

/** Modules come first, so that what is copied into a notebook is the copy. One pass over all statements. */
export const duplicatesIn = ({ files }: OwnCode): CodeEvidence['duplicates'] => {
  const modules = files.filter(({ role }) => role !== 'notebook');
  const ordered = [...modules, ...files.filter(({ role }) => role === 'notebook')];
  const blocks = copiesIn(ordered)
    .map(blockOf)
    .filter((block) => lines(block) >= leastLines);
  return {
    statements: modules.reduce((sum, { statements }) => sum + statements.length, 0),
    repeated: blocks
      .filter(({ between }) => between === 'modules')
      .reduce((sum, { statements }) => sum + statements, 0),
    blocks: blocks.toSorted((a, b) => b.statements - a.statements).slice(0, maxBlocks),
  };
};
