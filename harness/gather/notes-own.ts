import { askedOf } from './notes-asking.ts';
import { isBoilerplate } from './notes-boilerplate.ts';
import { type Brief, wordsOf } from './notes-brief.ts';
import { generatedIn } from './notes-generated.ts';
import { isOutput } from './notes-output.ts';
import { type Statement, statementsOf } from './notes-statements.ts';
import { type Writing, writingsOf } from './notes-writings.ts';
import type { GatherContext } from './types.ts';

export type OwnWriting = {
  readonly statements: readonly Statement[];
  readonly files: readonly string[];
  readonly words: number;
  readonly briefWords: number;
};

const maxStatements = 6_000;

type Sorted = { readonly own: readonly Statement[]; readonly others: readonly Statement[] };

/** Statements of one piece of writing, and which of them are the employer's or came with a template. */
const sorted = (writing: Writing, brief: Brief): Sorted => {
  const all = statementsOf(writing)
    .slice(0, maxStatements)
    .filter((statement) => !isOutput(statement));
  const generated = generatedIn(all);
  const rest = all.filter((one) => !brief.holds(one.raw) && !isBoilerplate(one) && !generated.has(one));
  const asked = writing.from === 'code' ? new Set() : askedOf(rest);
  const own = new Set(rest.filter((statement) => !asked.has(statement)));
  return { own: [...own], others: all.filter((statement) => !own.has(statement)) };
};

const prose = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ kind }) => kind !== 'code');

const count = (statements: readonly Statement[]): number =>
  prose(statements).reduce((sum, { text }) => sum + wordsOf(text).length, 0);

/** The submission's writing as statements, the brief's own text set aside and counted. */
export const ownWriting = (context: Pick<GatherContext, 'facts'>, brief: Brief): OwnWriting => {
  const pieces = writingsOf(context).map((writing) => sorted(writing, brief));
  const statements = pieces.flatMap(({ own }) => own).slice(0, maxStatements);
  return {
    statements,
    files: [...new Set(prose(statements).map(({ path }) => path))].slice(0, 200),
    words: count(statements),
    briefWords: count(pieces.flatMap(({ others }) => others)),
  };
};
