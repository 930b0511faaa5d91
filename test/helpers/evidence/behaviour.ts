import type {
  BehaviourEvidence,
  BehaviourProbe,
  BehaviourStatistic,
  Pair,
} from '../../../harness/evidence/behaviour.ts';
import type { Exchange, StageName } from '../../../harness/evidence/common.ts';

const asked = (row: Readonly<Record<string, unknown>>, probability: number): Exchange => {
  const body = JSON.stringify({ instances: [row] });
  return {
    request: {
      method: 'POST',
      path: '/predict',
      headers: { 'content-type': 'application/json' },
      body,
      bodyBytes: body.length,
    },
    reply: {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ predictions: [{ probability }] }),
      truncated: false,
    },
    error: null,
    durationMs: 11.4,
  };
};

/** A row with one value changed, and the two answers. */
export function pair(over: Partial<Pair> = {}): Pair {
  const row = { customer_id: 'C-1007', monthly_fee: 12.99, plan: 'basic' };
  return {
    changed: [{ column: 'monthly_fee', from: 12.99, to: '€ 12,99' }],
    note: null,
    base: asked(row, 0.31),
    other: asked({ ...row, monthly_fee: '€ 12,99' }, 0.31),
    before: 0.31,
    after: 0.31,
    held: true,
    ...over,
  };
}

export function behaviourProbe(over: Partial<BehaviourProbe> = {}): BehaviourProbe {
  return {
    id: 'money-notation',
    family: 'defect',
    kind: 'rewrite',
    roles: ['feature'],
    defect: 'money-notation',
    title: 'Currency signs and decimal commas',
    relation: { kind: 'same', tolerance: 0.01 },
    pairs: 20,
    answered: 20,
    held: 20,
    largestDifference: 0,
    examples: [pair()],
    ...over,
  };
}

const integrity = (id: string, over: Partial<BehaviourProbe>): BehaviourProbe =>
  behaviourProbe({
    id,
    family: 'integrity',
    roles: [],
    defect: null,
    relation: { kind: 'same', tolerance: 0.001 },
    examples: [pair({ changed: [], note: over.title ?? id })],
    ...over,
  });

/** One column that has another value, and answers that say the same. */
const changed = (
  column: string,
  { from, to }: { from: string | number | null; to: string | number | null },
) => [pair({ changed: [{ column, from, to }] })];

export function behaviourStatistic(over: Partial<BehaviourStatistic> = {}): BehaviourStatistic {
  return {
    id: 'class-imbalance',
    family: 'defect',
    kind: 'rate',
    defect: 'class-imbalance',
    title: 'Few leave',
    rows: 2000,
    distinct: 1990,
    value: { value: 1.04, low: 0.93, high: 1.16 },
    accepts: { low: 0.5, high: 2 },
    held: true,
    against: [],
    ...over,
  };
}

export const memoryStatistic = (id: string, over: Partial<BehaviourStatistic> = {}): BehaviourStatistic =>
  behaviourStatistic({
    id,
    family: 'integrity',
    kind: 'memory',
    defect: null,
    title: `ROC AUC of ${id}`,
    rows: 100,
    distinct: 98,
    value: { value: 0.9, low: 0.83, high: 0.96 },
    accepts: { low: 0, high: 1 },
    against: [{ label: 'unseen rows', value: { value: 0.88, low: 0.86, high: 0.9 } }],
    ...over,
  });

const defectProbes = (): readonly BehaviourProbe[] => [
  behaviourProbe(),
  behaviourProbe({
    id: 'mixed-date-formats',
    defect: 'mixed-date-formats',
    title: 'Dates in mixed formats',
    examples: changed('signup_date', { from: '2023-04-09', to: '09/04/2023' }),
  }),
  behaviourProbe({
    id: 'missing-at-random',
    defect: 'missing-at-random',
    title: 'Values lost at random',
    relation: { kind: 'answered' },
    examples: changed('device_count', { from: 2, to: null }),
  }),
  behaviourProbe({
    id: 'unit-outliers',
    defect: 'unit-outliers',
    title: 'Minutes recorded in seconds',
    relation: { kind: 'bounded', most: 0.1 },
    examples: changed('minutes_watched_30d', { from: 410, to: 24_600 }),
  }),
  behaviourProbe({
    id: 'drift',
    family: 'drift',
    defect: 'drift',
    title: 'Usage and prices change with time',
    relation: { kind: 'bounded', most: 0.1 },
    examples: changed('monthly_fee', { from: 12.99, to: 14.94 }),
  }),
  behaviourProbe({
    id: 'leaking-column',
    defect: 'leaking-column',
    title: 'A column filled in afterwards',
    roles: ['leaking'],
    examples: changed('exit_survey_score', { from: null, to: 3 }),
  }),
  behaviourProbe({
    id: 'personal-data',
    defect: 'personal-data',
    kind: 'swap',
    title: 'Personal data',
    roles: ['personal'],
    examples: changed('full_name', { from: 'Anna Clark', to: 'Jan Kowalski' }),
  }),
];

const integrityProbes = (): readonly BehaviourProbe[] => [
  integrity('repeated', { kind: 'repeat', title: 'The same row twice' }),
  integrity('order', { kind: 'order', title: 'A batch, and the same batch in reverse' }),
  integrity('companions', { kind: 'companions', title: 'A row among some rows, and among others' }),
  integrity('batch-of-100', { kind: 'batch-size', title: 'A row alone, and in a batch of 100 rows' }),
  integrity('identifiers', {
    kind: 'identifier',
    roles: ['identifier'],
    title: 'An unseen row, and the same row under another identifier',
    examples: changed('customer_id', { from: 'C-1007', to: 'C-8215' }),
  }),
  integrity('near-copies', {
    kind: 'near-copy',
    roles: ['identifier', 'feature'],
    title: 'A training row, and a near copy of it under another identifier',
    relation: { kind: 'bounded', most: 0.25 },
    examples: changed('monthly_fee', { from: 12.99, to: 12.9965 }),
  }),
  integrity('unseen-values', {
    kind: 'unseen-value',
    roles: ['feature'],
    title: 'A category that training data never hold',
    relation: { kind: 'answered' },
    examples: changed('plan', { from: 'basic', to: 'unheard of' }),
  }),
  integrity('out-of-range', {
    kind: 'out-of-range',
    roles: ['feature'],
    title: 'A number ten times the largest in training data',
    relation: { kind: 'answered', orRefused: true },
    examples: changed('device_count', { from: 2, to: 90 }),
  }),
];

const half = (label: string, value: number) => ({
  label,
  value: { value, low: value - 0.1, high: value + 0.1 },
});

const statistics = (): readonly BehaviourStatistic[] => [
  behaviourStatistic(),
  behaviourStatistic({
    id: 'flipped-labels',
    kind: 'label-noise',
    defect: 'flipped-labels',
    title: 'Mislabelled rows',
    rows: 240,
    distinct: 240,
    value: { value: 0.88, low: 0.83, high: 0.92 },
    accepts: { low: 0.5, high: 1 },
  }),
  behaviourStatistic({
    id: 'drift',
    family: 'drift',
    kind: 'periods',
    defect: 'drift',
    title: 'Usage and prices change with time',
    value: { value: 0.94, low: 0.76, high: 1.14 },
    accepts: { low: 0.7, high: 1.14 },
    against: [half('early half', 0.55), half('late half', 0.52)],
  }),
  ...['training-rows', 'renamed-rows', 'nudged-rows', 'near-copies'].map((id) => memoryStatistic(id)),
];

export function behaviour(over: Partial<BehaviourEvidence> = {}): BehaviourEvidence {
  return {
    notAsked: null,
    answers: {
      rows: 2000,
      distinct: 1990,
      lowest: 0.004,
      highest: 0.91,
      rocAuc: { value: 0.88, low: 0.86, high: 0.9 },
    },
    probes: [...defectProbes(), ...integrityProbes()],
    statistics: statistics(),
    requests: 108,
    durationMs: 2_600,
    ...over,
  };
}

export const behaviourNotAsked = (stage: StageName): BehaviourEvidence =>
  behaviour({ notAsked: stage, answers: null, probes: [], statistics: [], requests: 0, durationMs: 0 });
