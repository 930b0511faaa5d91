import { figuresIn, mentionsIn } from './claims-metrics.ts';
import type { Stated } from './claims-writing.ts';

export type TableRow = { readonly line: number; readonly raw: string };
export type StatedRow = TableRow & { readonly stated: readonly Stated[] };

const chosen =
  /\b(chosen|selected|best|final|served|deployed|shipped|submitted|production|winner|ours)\b|✅|✓|←|\*\*/i;
const simple = /\b(baselines?|dummy|majority|naive|base rate|one[ -]rule|random guess|constant)\b/i;
const training = /\b(train(ing)?|in[ -]sample|leaky?|random (split|folds?))\b/i;
const maxRows = 60;

const cellsOf = (row: string): readonly string[] =>
  row
    .slice(0, 2_000)
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

const isRule = (row: string): boolean => /^[\s|:-]+$/.test(row);
const plain = (cell: string): string => cell.replaceAll(/[*`]/g, '').trim();
const figureIn = (cell: string, percent: boolean): number | null => {
  const text = plain(cell);
  return figuresIn(percent && !text.includes('%') ? `${text} %` : text)[0]?.value ?? null;
};

type Column = {
  readonly at: number;
  readonly metric: Stated['metric'];
  readonly elsewhere: boolean;
  readonly percent: boolean;
};

const columnsOf = (header: readonly string[]): readonly Column[] =>
  header.flatMap((cell, at) => {
    const [mention] = mentionsIn(plain(cell));
    return mention
      ? [{ at, metric: mention.metric, elsewhere: training.test(cell), percent: cell.includes('%') }]
      : [];
  });

const lowerIsBetter = new Set<Stated['metric']>(['brier', 'log-loss', 'calibration-error']);

type Line = TableRow & { readonly cells: readonly string[] };

/** The line that is said to be chosen, else the best by the first metric among those that are no baseline. */
const handedIn = (lines: readonly Line[], [first]: readonly Column[]): Line | null => {
  const models = lines.filter(({ cells }) => !simple.test(cells[0] ?? ''));
  const said = models.filter(({ raw }) => chosen.test(raw));
  if (said.length === 1) return said[0] ?? null;
  if (!first) return null;
  const sign = lowerIsBetter.has(first.metric) ? -1 : 1;
  const of = ({ cells }: Line): number =>
    sign * (figureIn(cells[first.at] ?? '', first.percent) ?? Number.NEGATIVE_INFINITY);
  return models.toSorted((one, other) => of(other) - of(one))[0] ?? null;
};

/** Models down, metrics across. */
const byColumn = (lines: readonly Line[], columns: readonly Column[]): readonly StatedRow[] => {
  const ours = handedIn(lines, columns);
  return lines.map((line) => ({
    line: line.line,
    raw: line.raw,
    stated: columns.flatMap(({ at, metric, elsewhere, percent }) => {
      const value = figureIn(line.cells[at] ?? '', percent);
      const about = line === ours && !elsewhere ? ('handed-in' as const) : ('other' as const);
      return value === null ? [] : [{ metric, value, about, model: plain(line.cells[0] ?? '') || null }];
    }),
  }));
};

/** Metrics down: the column that is said to be chosen, else the last one that is no baseline and no training score. */
const byRow = (header: readonly string[], lines: readonly Line[]): readonly StatedRow[] => {
  const models = header.map((title, at) => ({ title, at })).slice(1);
  const own = models.filter(({ title }) => !simple.test(title) && !training.test(title));
  const ours = own.find(({ title }) => chosen.test(title)) ?? own.at(-1);
  return lines.map(({ line, raw, cells }) => {
    const [mention] = mentionsIn(plain(cells[0] ?? ''));
    const stated = models.flatMap(({ title, at }) => {
      const value = mention ? figureIn(cells[at] ?? '', (cells[0] ?? '').includes('%')) : null;
      const about = at === ours?.at ? ('handed-in' as const) : ('other' as const);
      return value === null || !mention
        ? []
        : [{ metric: mention.metric, value, about, model: plain(title) || null }];
    });
    return { line, raw, stated };
  });
};

/** Figures in a Markdown table: `rows` are its lines, header and rule included. */
export const statedInTable = (rows: readonly TableRow[]): readonly StatedRow[] => {
  const [head, ...body] = rows.filter(({ raw }) => !isRule(raw)).slice(0, maxRows);
  if (!head) return [];
  const header = cellsOf(head.raw);
  const lines = body.map((row) => ({ ...row, cells: cellsOf(row.raw) }));
  const columns = columnsOf(header);
  const stated = columns.length > 0 ? byColumn(lines, columns) : byRow(header, lines);
  return stated.filter((row) => row.stated.length > 0);
};
