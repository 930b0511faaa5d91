import { parse } from 'csv-parse/sync';
import { type RecordField, type Records, recordFields } from '../evidence/signs.ts';
import { type Asked, fieldOf, repeatsRow } from './signs-fields.ts';
import { type Line, lineOf } from './signs-lines.ts';

/** What was written to one place while our requests were answered. `header` is that of a table. */
export type Written = {
  readonly source: string;
  readonly text: string;
  readonly header: string | null;
};

export type Counting = {
  readonly asked: Asked;
  /** Predictions that were answered. */
  readonly answered: number;
  /** Whether a text shows a row that nobody may see. */
  readonly hidden: (text: string) => boolean;
};

const maxLines = 4_000;
/** Begun and done, and a line of the handler's own beside each. */
const mostTimes = 4;
const excerptCharacters = 400;

export const noRecords: Records = {
  kind: 'none',
  source: null,
  count: 0,
  fields: [],
  holdsPrediction: false,
  holdsRow: false,
  excerpt: '',
};

const cellsOf = (line: string): readonly string[] => {
  try {
    const [cells] = parse(line, { relax_quotes: true, relax_column_count: true }) as string[][];
    return cells ?? [];
  } catch {
    return [];
  }
};

/** A line of a table, each cell under the name of its column. */
const inTable = (text: string, { header, asked }: { header: readonly string[]; asked: Asked }): Line => {
  const cells = cellsOf(text);
  const values = header.map((name, place) => ({ name, value: cells[place] ?? '' }));
  const fields = new Set(values.map((one) => fieldOf(one, asked)).filter((field) => field !== null));
  return { kind: fields.size > 1 || fields.has('prediction') ? 'structured' : 'other', values, text };
};

const linesIn = ({ text, header, source }: Written, asked: Asked): readonly Line[] => {
  const names = header === null ? [] : cellsOf(header);
  const isTable = /\.[ct]sv$/i.test(source) && names.length > 1;
  return text
    .split('\n', maxLines)
    .filter((line) => line.trim() !== '' && line !== header)
    .map((line) => (isTable ? inTable(line, { header: names, asked }) : lineOf(line, asked)));
};

const pathOf = ({ values }: Line, asked: Asked): string =>
  String(values.find((one) => fieldOf(one, asked) === 'path')?.value ?? '');

/** `"POST /predict HTTP/1.1" 200` of a framework's line: what is the same for each of our requests. */
const requestLine = /(GET|POST|PUT|PATCH) \/?\S{0,300}/;

/** Lines that look alike are of one kind: keys and path, or the words without what differs from one to the next. */
const shapeOf = (line: Line, asked: Asked): string => {
  if (line.kind === 'structured')
    return `${pathOf(line, asked)} ${line.values.map(({ name }) => name).join(',')}`;
  if (line.kind === 'access-log') return requestLine.exec(line.text)?.[0] ?? '';
  return line.text.replaceAll(/[\d.:+-]+|\b[0-9a-f]{8,}\b/gi, '#').slice(0, 80);
};

type Group = { readonly kind: Line['kind']; readonly lines: readonly Line[] };

const groupsOf = (lines: readonly Line[], asked: Asked): readonly Group[] => {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const shape = `${line.kind} ${shapeOf(line, asked)}`;
    const alike = groups.get(shape);
    if (alike) alike.push(line);
    else groups.set(shape, [line]);
  }
  return [...groups.values()].flatMap((some) => (some[0] ? [{ kind: some[0].kind, lines: some }] : []));
};

const told = (lines: readonly Line[], asked: Asked): readonly RecordField[] => {
  const fields = new Set(lines.flatMap(({ values }) => values.map((one) => fieldOf(one, asked))));
  return recordFields.filter((field) => fields.has(field));
};

/** Names with what is known of a request; whatever else a record holds is left out. */
const structuredExcerpt = ({ values }: Line, asked: Asked): string =>
  values.map((one) => `${one.name}=${fieldOf(one, asked) === null ? '…' : String(one.value)}`).join(' ');

const excerptOf = (line: Line, { asked, hidden }: Counting): string => {
  const text = line.kind === 'structured' ? structuredExcerpt(line, asked) : line.text;
  if (hidden(line.text) || repeatsRow(text, asked.rows)) return '';
  return text.length > excerptCharacters ? `${text.slice(0, excerptCharacters - 1)}…` : text;
};

const rank: Readonly<Record<Line['kind'], number>> = { other: 0, 'access-log': 1, plain: 2, structured: 3 };

/** The most telling kind of record of which there is one for each of our requests. */
export const recordsIn = (written: Written, counting: Counting): Records => {
  const { asked, answered } = counting;
  const lines = linesIn(written, asked);
  if (lines.length === 0) return noRecords;
  const { source } = written;
  const fitting = groupsOf(lines, asked).filter(
    ({ kind, lines: some }) =>
      kind !== 'other' && answered > 0 && some.length >= answered && some.length <= mostTimes * answered,
  );
  const best = Math.max(0, ...fitting.map(({ kind }) => rank[kind]));
  const found = fitting.filter(({ kind }) => rank[kind] === best);
  const [first] = found.toSorted(
    (one, other) => told(other.lines.slice(0, 1), asked).length - told(one.lines.slice(0, 1), asked).length,
  );
  const sample = first?.lines[0];
  if (!first || !sample || first.kind === 'other')
    return { ...noRecords, kind: 'unrelated', source, count: lines.length };
  const fields = told(
    found.flatMap((group) => group.lines),
    asked,
  );
  return {
    kind: first.kind,
    source,
    count: first.lines.length,
    fields: first.kind === 'structured' ? fields : [],
    holdsPrediction: fields.includes('prediction'),
    holdsRow: found.some(({ lines: some }) => some.some(({ text }) => repeatsRow(text, asked.rows))),
    excerpt: excerptOf(sample, counting),
  };
};

const worth = ({ kind, fields }: Records): number =>
  ['none', 'unrelated', 'access-log', 'plain', 'structured'].indexOf(kind) * 10 + fields.length;

/** Of what was written to several places, the most telling. */
export const bestOf = (all: readonly Records[]): Records =>
  all.toSorted((one, other) => worth(other) - worth(one))[0] ?? noRecords;
