import { createHash } from 'node:crypto';
import type { Draw, Generate, LedgerEntry, Row } from '../types.ts';

const trainRows = 400;
const holdoutRows = 200;
const missing = 0.1;

type Person = { readonly row: Row; readonly label: 0 | 1 };

/** A stream of numbers from 0 to 1 for each name: no clock, no chance, the same everywhere. */
const streamOf = (...name: readonly string[]): (() => number) => {
  let drawn = 0;
  return () => {
    drawn += 1;
    const digest = createHash('sha256')
      .update(JSON.stringify([...name, drawn]))
      .digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
};

const people = (
  count: number,
  { prefix, uniform }: { prefix: string; uniform: () => number },
): readonly Person[] =>
  Array.from({ length: count }, (_, index) => {
    const height = Math.round(140 + 60 * uniform()) / 100;
    return { row: { id: `${prefix}${index}`, height }, label: uniform() < height - 1.2 ? 1 : 0 };
  });

/** One defect: so many values are lost, and the ledger says where. */
const loseHeights = (
  clean: readonly Person[],
): { people: readonly Person[]; ledger: readonly LedgerEntry[] } => {
  const every = Math.round(1 / missing);
  const struck = clean.filter((_, index) => index % every === 0);
  return {
    people: clean.map((person) =>
      struck.includes(person) ? { ...person, row: { ...person.row, height: null } } : person,
    ),
    ledger: struck.map(({ row }) => ({
      defect: 'missing-at-random',
      column: 'height',
      row: String(row.id),
      before: String(row.height),
      after: null,
    })),
  };
};

const csvOf = (table: readonly Person[]): string =>
  ['id,height,outcome', ...table.map(({ row, label }) => `${row.id},${row.height ?? ''},${label}`), ''].join(
    '\n',
  );

/** Same version and candidate, same bytes; the holdout depends on the version alone. */
export const generate: Generate = ({ version, candidate }): Draw => {
  const train = loseHeights(
    people(trainRows, { prefix: 'a', uniform: streamOf(version, 'candidate', candidate) }),
  );
  const holdout = people(holdoutRows, { prefix: 'h', uniform: streamOf(version, 'holdout') });
  return {
    files: [{ path: 'data/train.csv', text: csvOf(train.people) }],
    train: train.people.map(({ row }) => row),
    trainLabels: train.people.map(({ label }) => label),
    ledger: train.ledger,
    holdout: { rows: holdout.map(({ row }) => row), labels: holdout.map(({ label }) => label) },
  };
};
