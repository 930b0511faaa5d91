import { parse } from 'csv-parse/sync';
import { asJson } from './example-json.ts';
import type { ExampleInput, ExampleRequest } from './example-kinds.ts';
import type { Operation } from './openapi.ts';

const requestFile =
  /(request|payload|sample|example|input|instance|body|customer|test[-_]?data)[\w-]*\.json$/i;
const dataFile = /\.csv$/i;
const maxFiles = 6;
const maxRoutes = 3;

const post = (
  path: string,
  { body, from }: { body: unknown; from: ExampleRequest['from'] },
): ExampleRequest => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  type: 'application/json',
  from,
});

/** Request bodies that were handed in as files, for the routes that are known. */
export const files = ({ facts, read }: ExampleInput, routes: readonly string[]): readonly ExampleRequest[] =>
  facts.files
    .filter(({ path, bytes }) => requestFile.test(path) && bytes < 100_000)
    .slice(0, maxFiles)
    .flatMap(({ path: file }) => {
      const body = asJson(read(file) ?? '');
      return body === null ? [] : routes.map((path) => post(path, { body: JSON.parse(body), from: 'file' }));
    });

type Cell = string | number | null;
type Row = Readonly<Record<string, Cell>>;

const typed = (cell: string): Cell => {
  if (cell === '') return null;
  return Number.isFinite(Number(cell)) ? Number(cell) : cell;
};

const firstRow = (text: string): Row | null => {
  try {
    const rows: Record<string, string>[] = parse(text.slice(0, 200_000), {
      columns: true,
      to: 1,
      relax_column_count: true,
    });
    const [row] = rows;
    return row ? Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typed(cell)])) : null;
  } catch {
    return null;
  }
};

type Json = Operation['body'];
type Filled = { readonly value: Json; readonly known: number };

/** A postal code is a number in a table and a word in a schema. */
const likeSample = (cell: Cell, sample: Json): Cell => (typeof sample === 'string' ? String(cell) : cell);

/** A body made from a schema, with the fields that the row has taken from the row, at any depth. */
const filledFrom = (value: Json, row: Row): Filled => {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => filledFrom(item, row));
    return { value: items.map((item) => item.value), known: Math.max(0, ...items.map(({ known }) => known)) };
  }
  if (typeof value !== 'object' || value === null) return { value, known: 0 };
  const fields = Object.entries(value).map(([name, inner]) => {
    const cell = Object.hasOwn(row, name) ? (row[name] ?? null) : null;
    return [
      name,
      cell === null ? filledFrom(inner, row) : { value: likeSample(cell, inner), known: 1 },
    ] as const;
  });
  return {
    value: Object.fromEntries(fields.map(([name, one]) => [name, one.value])),
    known: fields.reduce((sum, [, { known }]) => sum + known, 0),
  };
};

const described = (operations: readonly Operation[], row: Row): readonly ExampleRequest[] =>
  operations.flatMap(({ path, method, body }) => {
    const { value, known } = filledFrom(body, row);
    return known > 1 ? [{ ...post(path, { body: value, from: 'data' }), method }] : [];
  });

/** As clients of the usual servers wrap a row, MLflow's among them. */
const wrapped = (row: Row): readonly unknown[] => [
  row,
  [row],
  { data: [row] },
  { instances: [row] },
  { dataframe_split: { columns: Object.keys(row), data: [Object.values(row)] } },
];

export type Known = { readonly operations: readonly Operation[]; readonly routes: readonly string[] };

/** The first row of each table that was handed in: in the bodies that the schema describes, and as clients wrap rows. */
export const rows = (
  { facts, read }: ExampleInput,
  { routes, operations }: Known,
): readonly ExampleRequest[] => {
  const found = facts.files
    .filter(({ path, bytes }) => dataFile.test(path) && bytes > 0)
    .toSorted((one, other) => one.bytes - other.bytes)
    .slice(0, maxFiles)
    .map(({ path }) => firstRow(read(path) ?? ''))
    .filter((row) => row !== null);
  const whole = found.flatMap((row) =>
    routes
      .slice(0, maxRoutes)
      .flatMap((path) => wrapped(row).map((body) => post(path, { body, from: 'data' }))),
  );
  return [...found.flatMap((row) => described(operations, row)), ...whole];
};
