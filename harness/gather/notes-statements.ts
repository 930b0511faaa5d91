import { type Block, blocksOf } from './notes-blocks.ts';
import { addressesCandidate, type Brief, wordsOf } from './notes-brief.ts';
import type { GatherContext } from './types.ts';

/** One sentence or list item of the candidate's own, cleaned of code. */
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
  /** Where it was written: a document, a notebook's text, or inside code. */
  readonly from: 'document' | 'notebook' | 'code';
};

type Writing = {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly from: Statement['from'];
};

const maxStatements = 6_000;
const notWriting =
  /(^|\/)(licen[sc]e|copying|code_of_conduct|changelog|authors|security|notice|robots|top_level|sources)[\w.-]*$|(^|\/)([\w.-]*data(sets?)?|raw|fixtures|prompts?)\/.*\.txt$|(requirements|constraints)[\w.-]*\.(txt|in)$/i;

/** Documents, text cells, and the prose inside code; tests and what others wrote are left out. */
const writings = ({ facts }: Pick<GatherContext, 'facts'>): readonly Writing[] => {
  const kinds = new Map(facts.files.map(({ path, kind }) => [path, kind]));
  const documents = facts.texts.filter(
    ({ path }) => kinds.get(path) === 'markdown' && !notWriting.test(path),
  );
  const code = facts.python.filter(({ test }) => !test);
  return [
    ...documents.map(({ path, text }) => ({ path, line: 1, text, from: 'document' as const })),
    ...code.flatMap(({ markdown }) =>
      markdown.map(({ path, line, text }) => ({ path, line, text, from: 'notebook' as const })),
    ),
    ...code.flatMap(({ prose }) =>
      prose.map(({ path, line, text }) => ({ path, line, text, from: 'code' as const })),
    ),
  ];
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

/** Sentences of a block with the line that each starts on. */
const sentences = ({
  text,
  kind,
  line,
}: Block): readonly { readonly text: string; readonly line: number }[] => {
  if (kind === 'code' || kind === 'table') return [{ text, line }];
  const parts = text.slice(0, 20_000).split(/(?<=[.!?;])\s+(?=["'(*\p{Lu}\p{N}])/u);
  let at = 0;
  return parts.map((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return { text: part, line: line + (text.slice(0, found).match(/\n/g)?.length ?? 0) };
  });
};

const statementsOf = (writing: Writing, block: Block): readonly Statement[] =>
  sentences(block).map(({ text, line }) => {
    const rows = text.split('\n').slice(0, 12);
    return {
      path: writing.path,
      line,
      endLine: line + rows.length - 1,
      raw: rows.join('\n').slice(0, 2_000),
      text: block.kind === 'code' ? text : clean(text.slice(0, 2_000)),
      kind: block.kind,
      block: `${writing.path}:${block.line}`,
      headings: block.headings,
      from: writing.from,
    };
  });

export type OwnWriting = {
  readonly statements: readonly Statement[];
  readonly files: readonly string[];
  readonly words: number;
  readonly briefWords: number;
};

const count = (statements: readonly { readonly text: string }[]): number =>
  statements.reduce((sum, { text }) => sum + wordsOf(text).length, 0);

/** Statements of one piece of writing, and which of them are the employer's. */
const sorted = (
  writing: Writing,
  brief: Brief,
): { readonly own: readonly Statement[]; readonly others: readonly Statement[] } => {
  const all = blocksOf(writing.text, writing.line).flatMap((block) => statementsOf(writing, block));
  const own = all.filter(({ raw }) => !brief.holds(raw));
  if (writing.from === 'document' && addressesCandidate(own.map(({ text }) => text)))
    return { own: [], others: all };
  return { own, others: all.filter((statement) => !own.includes(statement)) };
};

/** The submission's writing as statements, the brief's own text set aside and counted. */
export const ownWriting = (context: Pick<GatherContext, 'facts'>, brief: Brief): OwnWriting => {
  const pieces = writings(context).map((writing) => sorted(writing, brief));
  const statements = pieces.flatMap(({ own }) => own).slice(0, maxStatements);
  const prose = statements.filter(({ kind }) => kind !== 'code');
  return {
    statements,
    files: [...new Set(prose.map(({ path }) => path))].slice(0, 200),
    words: count(prose),
    briefWords: count(pieces.flatMap(({ others }) => others.filter(({ kind }) => kind !== 'code'))),
  };
};
