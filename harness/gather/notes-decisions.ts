import { choiceAt, isExchange } from './notes-choices.ts';
import { labelOf, rowOf } from './notes-labels.ts';
import { comparesMetrics } from './notes-metric.ts';
import type { Statement } from './notes-statements.ts';
import { type Aspect, aspectsOf, aspectsOfAll, isWeighed } from './notes-weighing.ts';

/** A choice with what stands beside it. */
export type Decision = {
  readonly statements: readonly Statement[];
  readonly weighed: boolean;
  /** Under a heading that promises to weigh. */
  readonly exchange: boolean;
};

/** Sentences after a choice that may still tell of it. */
const reach = 3;

const decision = (statements: readonly Statement[], labelled: Iterable<Aspect> = []): Decision => ({
  statements,
  weighed: isWeighed(aspectsOfAll(statements, labelled)),
  exchange: statements.some(isExchange),
});

/** Rows of a table with a column for reasons, other options or prices. */
const fromRows = (statements: readonly Statement[]): readonly Decision[] =>
  statements.flatMap((statement) => {
    const row = rowOf(statement);
    return row && (row.isChoice || isWeighed(row.aspects)) ? [decision([statement], row.aspects)] : [];
  });

const isNear = (before: Statement, { path, line, headings }: Statement): boolean =>
  before.path === path && line - before.endLine <= 2 && headings.join('\n') === before.headings.join('\n');

/** What is chosen, and the paragraphs or items right under it that are labelled `Why:`, `Alternatives:`, `Trade-off:`. */
const fromLabels = (statements: readonly Statement[]): readonly Decision[] => {
  const units: Statement[][] = [];
  statements.forEach((statement, at) => {
    if (!labelOf(statement)) return;
    const before = statements[at - 1];
    const open = units.at(-1);
    if (before && open?.at(-1) === before && isNear(before, statement)) open.push(statement);
    else
      units.push(before && isNear(before, statement) && !labelOf(before) ? [before, statement] : [statement]);
  });
  return units.flatMap((unit) => {
    const labelled = new Set(unit.flatMap((statement) => labelOf(statement) ?? []));
    return isWeighed(labelled) ? [decision(unit, labelled)] : [];
  });
};

/** Sentences of the same paragraph that belong to no other choice: one before, and those after until there is one. */
const fromSentences = (
  statements: readonly Statement[],
  taken: ReadonlySet<Statement>,
): readonly Decision[] => {
  const choices = statements.map((one, at) => (taken.has(one) ? null : choiceAt(statements, at)));
  const claimed = new Set(choices.flatMap((choice) => choice?.statements ?? []));
  const named = new Set(choices.flatMap((choice) => (choice?.named ? choice.statements : [])));
  return choices.flatMap((choice, at) => {
    const [own] = choice?.statements ?? [];
    if (!choice || !own) return [];
    const isFree = (one: Statement): boolean => one.block === own.block && !claimed.has(one);
    const before = statements.slice(Math.max(0, at - 1), at).filter(isFree);
    const start = at + choice.statements.length;
    const later = statements.slice(start, start + reach);
    const end = later.findIndex((one) => !isFree(one) && !(one.block === own.block && named.has(one)));
    const rest = end < 0 ? later : later.slice(0, end);
    const tells = (one: Statement): boolean => aspectsOf(one).size > 0;
    return [decision([...before.filter(tells), ...choice.statements, ...rest.filter(tells)])];
  });
};

/**
 * Choices that are given with a reason, an alternative or a price, in the sentence itself, in those that go on from it
 * (`FastAPI was used. It validates requests, at some cost in speed.`), or under labels or columns of their own.
 */
export const decisions = (statements: readonly Statement[]): readonly Decision[] => {
  const laidOut = [...fromRows(statements), ...fromLabels(statements)];
  const taken = new Set(laidOut.flatMap((one) => one.statements));
  return [...laidOut, ...fromSentences(statements, taken)];
};

/** However often one metric is set above another, that is one choice. */
const distinct = (found: readonly Decision[]): number => {
  const onMetrics = found.filter(({ statements }) => statements.some(({ text }) => comparesMetrics(text)));
  return found.length - Math.max(0, onMetrics.length - 1);
};

/** Two choices that are weighed, or one of several under a heading that promises it. */
export const areWeighed = (found: readonly Decision[]): boolean => {
  const weighed = found.filter((one) => one.weighed);
  const promised = found.filter((one) => one.exchange);
  return distinct(weighed) >= 2 || (weighed.length >= 1 && distinct(promised) >= 2);
};
