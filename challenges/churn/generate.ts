import type { Draw, Generate, Row } from '../../harness/challenge/types.ts';
import { csvOf } from './csv.ts';
import { type Customer, drawCustomer, drawIdentifiers, type Period } from './customers.ts';
import { changingWorld, dirt, labelled, leak, type Named, trainingOnly } from './defects.ts';
import { riskOf } from './outcome.ts';
import { randomOf } from './random.ts';
import { idOf, type Struck, target } from './table.ts';

/** Distinct customers in training data; duplicates make it 6,000 rows. */
const customers = 5_882;
const holdoutRows = 1_000;
/** January 2023 to December 2024, then January to March 2025. */
const past: Period = { from: 0, to: 23 };
const future: Period = { from: 24, to: 26 };

type Population = {
  readonly version: string;
  /** Whose stream it is: the candidate, or everyone's holdout. */
  readonly owner: readonly string[];
  readonly ids: readonly string[];
  readonly period: Period;
};

const strikeAll = (
  start: Struck,
  { defects, seed }: { defects: readonly Named[]; seed: readonly string[] },
): Struck =>
  defects.reduce<Struck>(({ rows, ledger }, { id, strike }) => {
    const struck = strike(rows, randomOf(...seed, id));
    return { rows: struck.rows, ledger: [...ledger, ...struck.ledger] };
  }, start);

const drawPopulation = ({ version, owner, ids, period }: Population): readonly Customer[] => {
  const random = randomOf(version, ...owner, 'customers');
  return ids.map((id) => drawCustomer(id, { period, random }));
};

/** Who left is decided by the world as it was, before any of it was written down badly. */
const withOutcome = (population: Population): Struck => {
  const seed = [population.version, ...population.owner];
  const drawn = drawPopulation(population);
  const start = { rows: drawn.map(({ row }) => row), ledger: [] };
  const changed = strikeAll(start, { defects: [changingWorld], seed });
  const chance = randomOf(...seed, 'chance');
  const risks = drawn.map((customer, index) =>
    riskOf({ ...customer, row: changed.rows[index] ?? customer.row }, chance),
  );
  return strikeAll(changed, { defects: [labelled(risks)], seed });
};

const withoutTarget = (row: Row): Row => {
  const { [target]: _, ...known } = row;
  return known;
};

const labelOf = (row: Row): 0 | 1 => (row[target] === 1 ? 1 : 0);

const holdoutOf = (version: string): Draw['holdout'] => {
  const owner = ['holdout'];
  const ids = drawIdentifiers(holdoutRows, { taken: new Set(), random: randomOf(version, 'holdout', 'ids') });
  const outcome = withOutcome({ version, owner, ids, period: future });
  const { rows } = strikeAll(outcome, { defects: [leak(0), ...dirt], seed: [version, ...owner] });
  return { rows: rows.map(withoutTarget), labels: rows.map(labelOf) };
};

const trainOf = (
  version: string,
  { candidate, taken }: { candidate: string; taken: ReadonlySet<string> },
): Struck => {
  const owner = ['candidate', candidate];
  const ids = drawIdentifiers(customers, { taken, random: randomOf(version, ...owner, 'ids') });
  const outcome = withOutcome({ version, owner, ids, period: past });
  return strikeAll(outcome, { defects: [leak(0.85), ...dirt, ...trainingOnly], seed: [version, ...owner] });
};

/** The data of one candidate. Pure: same version and candidate, same bytes. */
export const generate: Generate = ({ version, candidate }) => {
  const holdout = holdoutOf(version);
  const { rows, ledger } = trainOf(version, { candidate, taken: new Set(holdout.rows.map(idOf)) });
  return {
    files: [{ path: 'data/train.csv', text: csvOf(rows) }],
    train: rows.map(withoutTarget),
    trainLabels: rows.map(labelOf),
    ledger,
    holdout,
  };
};
