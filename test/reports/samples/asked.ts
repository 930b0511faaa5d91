import type { Exchange } from '../../../harness/evidence/common.ts';
import type { Evidence } from '../../../harness/types.ts';
import { behaviour, behaviourProbe, behaviourStatistic, pair } from '../../helpers/evidence/behaviour.ts';
import { claims, latency, load, service } from '../../helpers/evidence/endpoint.ts';

type Probe = Evidence['behaviour']['probes'][number];

const row = {
  customer_id: 'C-1007',
  snapshot_date: '2024-02-29',
  full_name: 'أمينة بن يوسف',
  signup_date: '2023-04-09',
  monthly_fee: 12.99,
  plan: 'basic',
};

const asked = (over: Readonly<Record<string, unknown>>, reply: Exchange['reply']): Exchange => {
  const body = JSON.stringify({ instances: [{ ...row, ...over }] });
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', path: '/predict', headers, body, bodyBytes: body.length };
  return { request, reply, error: reply ? null : 'timed-out', durationMs: 14 };
};

const answered = (probability: number): Exchange['reply'] => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ predictions: [{ probability }] }),
  truncated: false,
});

const page: Exchange['reply'] = {
  status: 500,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html>\n<title>ValueError: could not convert string to float: &#39;€ 12,99&#39;</title>\n',
  truncated: true,
};

/** An answer that moves, an error page, and no reply at all. */
const lost: Probe['examples'] = [
  pair({
    changed: [{ column: 'signup_date', from: '2023-04-09', to: '09/04/2023' }],
    base: asked({}, answered(0.31)),
    other: asked({ signup_date: '09/04/2023' }, answered(0.52)),
    after: 0.52,
    held: false,
  }),
  pair({
    base: asked({}, answered(0.31)),
    other: asked({ monthly_fee: '€ 12,99' }, page),
    after: null,
    held: false,
  }),
  pair({
    changed: [{ column: 'plan', from: 'basic', to: 'bàsïc'.repeat(60) }],
    base: asked({}, answered(0.31)),
    other: asked({ plan: 'bàsïc'.repeat(60) }, null),
    after: null,
    held: false,
  }),
];

const broken: readonly Probe[] = [
  behaviourProbe({
    id: 'mixed',
    defect: 'mixed',
    title: 'Dates in mixed formats',
    held: 7,
    largestDifference: 0.21,
    examples: lost,
  }),
  behaviourProbe({
    id: 'gaps',
    defect: 'gaps',
    title: `Values lost at random, ${'and in more columns than anybody would name in one title '.repeat(3)}`,
    relation: { kind: 'answered' },
    held: 0,
    largestDifference: null,
    examples: lost.slice(1),
  }),
];

/** Dates and money that are read in one notation only, and probabilities that are too high. */
export const carelessBehaviour = (): Evidence['behaviour'] => {
  const { probes, statistics } = behaviour();
  const rate = behaviourStatistic({ value: { value: 2.4, low: 2.2, high: 2.7 }, held: false });
  return behaviour({ probes: [...broken, ...probes.slice(2)], statistics: [rate, ...statistics.slice(1)] });
};

/** One answer for a row alone, and another in a large batch. */
export const twoFacedBehaviour = (): Evidence['behaviour'] => {
  const { probes } = behaviour();
  const sizes = [100, 150].map((size) =>
    behaviourProbe({
      id: `batch-of-${size}`,
      family: 'integrity',
      kind: 'batch-size',
      roles: [],
      defect: null,
      title: `A row alone, and in a batch of ${size} rows`,
      relation: { kind: 'same', tolerance: 0.001 },
      pairs: 8,
      answered: 8,
      held: 0,
      largestDifference: 0.213,
      examples: [
        pair({ changed: [], note: `alone, then in a batch of ${size} rows`, after: 0.52, held: false }),
      ],
    }),
  );
  return behaviour({ probes: [...probes.filter(({ kind }) => kind !== 'batch-size'), ...sizes] });
};

/** Few answers, each of them late, and none after the overload. */
export const slowService = (): Evidence['service'] => {
  const late = { ...latency(1_900), requests: 6, failures: 4 };
  return service({
    latency: {
      rounds: [{ submissionMs: 1_900, stubMs: 0.62 }],
      submission: late,
      stub: latency(0.62),
      ratio: { value: 3_064, low: 2_900, high: 3_300 },
    },
    throughput: [1, 16].map((connections) => ({
      submission: load({
        connections,
        perSecond: 0,
        p50: null,
        p95: null,
        p99: null,
        answered: 0,
        unanswered: connections,
      }),
      stub: load({ connections, perSecond: 1_500 }),
    })),
    overload: {
      load: load({ connections: 128, answered: 0, perSecond: 0 }),
      alive: true,
      healthyAfterMs: null,
    },
    memory: { beforeLoadBytes: null, peakBytes: 1.9 * 2 ** 30, limitBytes: 2 * 2 ** 30 },
  });
};

/** One figure that holds, one that flatters, one that nothing here measures. */
export const boldClaims = (): Evidence['claims'] => {
  const [stated] = claims().claims;
  return claims({
    claims: stated
      ? [
          stated,
          { ...stated, metric: 'accuracy', value: 0.97, place: { ...stated.place, line: 3 } },
          {
            ...stated,
            metric: 'log-loss',
            value: 0.31,
            place: { ...stated.place, path: 'reports/notes/first try.md' },
          },
          { ...stated, metric: 'roc-auc', value: 0.99, about: 'other' },
        ]
      : [],
  });
};
