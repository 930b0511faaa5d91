import type { Row } from '../challenge/types.ts';
import type { BehaviourProbe } from '../evidence/behaviour.ts';
import type { Answer, Asker } from './behaviour-asker.ts';
import { chunks } from './behaviour-choose.ts';
import { type Asked, type Compared, probeOf } from './behaviour-probe.ts';

const targets = 8;
const ordered = { most: 20, fewest: 4 };

/**
 * Differences in probability that are nobody's doing. A model in 32-bit floats answers a row alone and in a batch up to 1e-5
 * apart, since sums are taken in another order; 1e-3 leaves two orders of magnitude, and decides about no customer.
 */
export const integrityTolerance = 1e-3;

const about = (id: string, kind: BehaviourProbe['kind'], title: string): Asked => ({
  id,
  kind,
  title,
  family: 'integrity',
  roles: [],
  defect: null,
  relation: { kind: 'same', tolerance: integrityTolerance },
});

type Placed = { readonly target: number; readonly answer: Answer };

/** Answers to each target as the last rows of batches of so many, the places before them filled from `company`. */
const inBatches = async (
  asker: Asker,
  { rows, company, size }: { rows: readonly Row[]; company: readonly Row[]; size: number },
): Promise<readonly Placed[]> => {
  const together = Math.max(1, Math.min(rows.length, Math.floor(size / 2)));
  const placed: Placed[] = [];
  for (const [index, group] of chunks(rows, together).entries()) {
    const others = size - group.length;
    const from = (index * others) % Math.max(1, company.length - others);
    const before = company.slice(from, from + others);
    const sent = await asker.send([...before, ...group]);
    if (sent === null) break;
    group.forEach((_, place) => {
      const value = sent.values?.[before.length + place] ?? null;
      const answer = { value, exchange: sent.exchange, alone: false };
      placed.push({ target: index * together + place, answer });
    });
  }
  return placed;
};

/** Pairs of answers to the same target. A batch that was refused or not answered in time says nothing about the answers. */
const compare = (
  bases: readonly Placed[],
  { others, note }: { others: readonly Placed[]; note: string },
): readonly Compared[] =>
  bases.flatMap(({ target, answer: base }) => {
    const other = others.find((placed) => placed.target === target)?.answer;
    const both = other && base.value !== null && other.value !== null;
    return both ? [{ changed: [], note, base, other }] : [];
  });

const rowsIn = (size: number): string => `a batch of ${size} rows`;

type Company = { readonly asker: Asker; readonly rows: readonly Row[]; readonly company: readonly Row[] };

/** The same rows in batches of this size, among these and among those. */
const bySize = async (
  { asker, rows, company }: Company,
  { alone, size }: { alone: readonly Placed[]; size: number },
): Promise<{ readonly probe: BehaviourProbe | null; readonly companions: readonly Compared[] }> => {
  const half = Math.floor(company.length / 2);
  const these = await inBatches(asker, { rows, company: company.slice(0, half), size });
  const those = await inBatches(asker, { rows, company: company.slice(half), size });
  const asked = about(`batch-of-${size}`, 'batch-size', `A row alone, and in ${rowsIn(size)}`);
  const pairs = compare(alone, { others: these, note: `alone, then in ${rowsIn(size)}` });
  const note = `among other rows, each time in ${rowsIn(size)}`;
  return { probe: probeOf(asked, pairs), companions: compare(these, { others: those, note }) };
};

const singles = (answers: readonly (Answer | null)[]): readonly Placed[] =>
  answers.flatMap((answer, target) => (answer ? [{ target, answer }] : []));

const aloneEach = async (asker: Asker, rows: readonly Row[]): Promise<readonly Placed[]> => {
  const answers: (Answer | null)[] = [];
  for (const row of rows) answers.push(...(await asker.each([row])));
  return singles(answers);
};

const twice = async (asker: Asker, rows: readonly Row[]): Promise<readonly Compared[]> => {
  const sent = await asker.send(rows.flatMap((row) => [row, row]));
  const { values, exchange } = sent ?? {};
  if (!values || !exchange) return [];
  const answer = (place: number): Answer => ({ value: values[place] ?? null, exchange, alone: false });
  const note = 'twice in one request';
  return rows.map((_, place) => ({
    changed: [],
    note,
    base: answer(2 * place),
    other: answer(2 * place + 1),
  }));
};

const reversed = async (asker: Asker, rows: readonly Row[]): Promise<readonly Compared[]> => {
  const forth = await asker.send(rows);
  const back = await asker.send(rows.toReversed());
  if (!forth?.values || !back?.values) return [];
  const { values } = back;
  return forth.values.map((value, place) => ({
    changed: [],
    note: 'the same batch in reverse',
    base: { value, exchange: forth.exchange, alone: false },
    other: { value: values[rows.length - 1 - place] ?? null, exchange: back.exchange, alone: false },
  }));
};

/** Rows that the targets take in batches of this size, among these rows and among those. */
const rowsFor = (count: number, size: number): number =>
  2 * size * Math.ceil(count / Math.max(1, Math.floor(size / 2)));

/** Sizes of batches: small ones, the size that unseen rows were asked in, and one beyond. */
const sizesFor = ({ most }: Asker, available: number): readonly number[] =>
  [...new Set([2, 10, most, Math.round(most * 1.5)])].filter((size) => size > 1 && size * 2 <= available);

/**
 * Whether an answer depends on anything but its row: on the moment, the order, the rows beside it, or their number. A service
 * that takes one row a request is asked about the moment alone. `rows` are unseen ones in a drawn order.
 */
export const batchProbes = async (asker: Asker, rows: readonly Row[]): Promise<readonly BehaviourProbe[]> => {
  const chosen = rows.slice(0, targets);
  const company = { asker, rows: chosen, company: rows.slice(targets) };
  const alone = await aloneEach(asker, chosen);
  const batched = asker.most > 1;
  const sizes = [];
  for (const size of batched ? sizesFor(asker, rows.length) : []) {
    if (asker.affordable(0.2) < rowsFor(chosen.length, size)) break;
    sizes.push(await bySize(company, { alone, size }));
  }
  const inOrder = Math.max(ordered.fewest, Math.min(ordered.most, Math.floor(asker.affordable(0.1) / 2)));
  const order = batched ? await reversed(asker, rows.slice(0, inOrder)) : [];
  const inOne = batched ? await twice(asker, chosen.slice(0, targets / 2)) : [];
  const later = await aloneEach(asker, chosen.slice(0, targets / 2));
  const again = compare(alone, { others: later, note: 'the same request a little later' });
  return [
    probeOf(about('repeated', 'repeat', 'The same row twice'), [...again, ...inOne]),
    probeOf(about('order', 'order', 'A batch, and the same batch in reverse'), order),
    probeOf(
      about('companions', 'companions', 'A row among some rows, and among others'),
      sizes.flatMap(({ companions }) => companions),
    ),
    ...sizes.map(({ probe }) => probe),
  ].filter((probe) => probe !== null);
};
