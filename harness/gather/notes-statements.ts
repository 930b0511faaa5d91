import { baseName } from '../source/paths.ts';
import { type Block, cutBlocks, type Heading } from './notes-blocks.ts';
import { fold } from './notes-fold.ts';
import type { Writing } from './notes-writings.ts';

/** One sentence or list item of the candidate's own, cleaned of code. Letters of `text` and of headings have no accents. */
export type Statement = {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  /** As it stands, at most twelve lines. */
  readonly raw: string;
  readonly text: string;
  readonly kind: Block['kind'];
  /** Equal for the sentences of one paragraph. */
  readonly block: string;
  readonly headings: readonly string[];
  readonly chapter: number;
  /** A question over the nested items that answer it. */
  readonly heads?: true;
  /** Where it was written: a document, a notebook's text, or inside code. */
  readonly from: Writing['from'];
  /** What stands over the cells of a table's row. */
  readonly columns?: readonly string[];
  /** The row of a table that names its columns, which says nothing by itself. */
  readonly isHead?: true;
};

/** Without code, addresses and identifiers: `monitor="val_loss"` and `from_pretrained` say nothing about a plan. */
const clean = (text: string): string =>
  text
    .replace(/<!--[^>]{0,2000}-->/g, ' ')
    .replace(/`[^`\n]{1,200}`/g, ' ')
    .replace(/!?\[([^\]\n]{0,200})\]\([^)\n]{0,400}\)/g, '$1')
    .replace(/https?:\/\/\S{1,500}/g, ' ')
    .replace(/<\/?[a-z][^>\n]{0,200}>/gi, ' ')
    .replace(/\b\w+\s?=\s?["'][^"'\n]{0,100}["']/g, ' ')
    .replace(/\b\w{0,60}_\w{1,60}(\.\w{1,60})*(\(\))?/g, ' ')
    .replace(/[*#>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const isRule = (row: string): boolean => /^[\s|:+=-]*$/.test(row);

const breaks = (text: string): number => text.split('\n').length - 1;

/** Sentences of a block, or rows of a table, with the line that each starts on. */
const sentences = ({
  text,
  kind,
  line,
}: Block): readonly { readonly text: string; readonly line: number }[] => {
  if (kind === 'code') return [{ text, line }];
  if (kind === 'table')
    return text.split('\n').flatMap((row, at) => (isRule(row) ? [] : [{ text: row, line: line + at }]));
  const parts = text.slice(0, 20_000).split(/((?<=[.!?;])\s+(?=["'(*\p{Lu}\p{N}]))/u);
  let row = line;
  return parts.flatMap((part, at) => {
    const start = row;
    row += breaks(part);
    return at % 2 === 0 ? [{ text: part, line: start }] : [];
  });
};

/** A README's title names the project; the name of another document is a heading of its own. */
const headingsOf = ({ path, from }: Writing, headings: readonly string[]): readonly string[] => {
  if (from !== 'document') return headings;
  const name = baseName(path).replace(/\.\w+$/, '');
  if (/^readme$/i.test(name)) return headings.length > 1 ? headings.slice(1) : headings;
  return [name.replace(/[-_.]+/g, ' '), ...headings];
};

export const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map(clean);

const columnsOf = ({ kind, text }: Block): readonly string[] | null => {
  const [head = '', rule] = kind === 'table' ? text.split('\n', 2) : [];
  return rule !== undefined && isRule(rule) ? cellsOf(head) : null;
};

const fromBlock = (writing: Writing, block: Block): readonly Statement[] => {
  const columns = columnsOf(block);
  return sentences(block).map(({ text, line }) => {
    const lines = text.split('\n').slice(0, 12);
    return {
      path: writing.path,
      line,
      endLine: line + lines.length - 1,
      raw: lines.join('\n').slice(0, 2_000),
      text: block.kind === 'code' ? text : fold(clean(text.slice(0, 2_000))),
      kind: block.kind,
      block: `${writing.path}:${block.line}`,
      headings: headingsOf(writing, block.headings).map(fold),
      chapter: block.chapter,
      ...(block.heads ? { heads: true as const } : {}),
      from: writing.from,
      ...(columns && (line > block.line ? { columns } : { isHead: true as const })),
    };
  });
};

/** A writing as statements; headings of one notebook cell hold for the cells after it. */
export const statementsOf = (writing: Writing): readonly Statement[] => {
  let above: readonly Heading[] = [];
  return writing.pieces.flatMap(({ line, endLine: last = Number.POSITIVE_INFINITY, text }) => {
    const { blocks, headings } = cutBlocks(text, { first: line, above });
    above = headings;
    return blocks
      .flatMap((block) => fromBlock(writing, block))
      .map((one) => ({ ...one, line: Math.min(one.line, last), endLine: Math.min(one.endLine, last) }));
  });
};
