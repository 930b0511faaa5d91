import type { ClaimsEvidence } from '../../../harness/evidence/claims.ts';
import type { StageName } from '../../../harness/evidence/common.ts';
import type { Latency, Load, ServiceEvidence } from '../../../harness/evidence/service.ts';
import type { ShuffledEvidence } from '../../../harness/evidence/shuffled.ts';
import type { Page, Records, SignsEvidence } from '../../../harness/evidence/signs.ts';

export function latency(p50: number): Latency {
  const bins = Array.from({ length: 12 }, (_, bin) => p50 * 0.6 * 1.15 ** bin);
  return {
    requests: 300,
    failures: 0,
    p50,
    p95: p50 * 1.6,
    p99: p50 * 2.1,
    max: p50 * 2.9,
    histogram: bins.map((fromMs, bin) => ({
      fromMs,
      toMs: fromMs * 1.15,
      count: Math.round(90 * Math.exp(-((bin - 4) ** 2) / 6)),
    })),
  };
}

export function load(over: Partial<Load> = {}): Load {
  const base = { connections: 1, seconds: 1, perSecond: 80, p50: 11, p95: 18, p99: 24 };
  return { ...base, answered: 80, refused: 0, failed: 0, unanswered: 0, ...over };
}

export function service(over: Partial<ServiceEvidence> = {}): ServiceEvidence {
  return {
    notAsked: null,
    coldStart: { submissionMs: 2_300, stubMs: 160 },
    latency: {
      rounds: [11.2, 11.4, 11.9].map((submissionMs) => ({ submissionMs, stubMs: 0.62 })),
      submission: latency(11.4),
      stub: latency(0.62),
      ratio: { value: 18.4, low: 18.1, high: 19.2 },
    },
    throughput: [1, 4, 16].map((connections) => ({
      submission: load({ connections, perSecond: 80 + connections, p95: 18 * connections }),
      stub: load({ connections, perSecond: 1_500, p50: 0.6, p95: 0.9, p99: 1.4, answered: 1_500 }),
    })),
    overload: { load: load({ connections: 128, perSecond: 92 }), alive: true, healthyAfterMs: 420 },
    memory: { beforeLoadBytes: 190 * 2 ** 20, peakBytes: 260 * 2 ** 20, limitBytes: 2 * 2 ** 30 },
    ...over,
  };
}

export const serviceNotAsked = (stage: StageName): ServiceEvidence =>
  service({
    notAsked: stage,
    coldStart: null,
    latency: null,
    throughput: [],
    overload: null,
    memory: { beforeLoadBytes: null, peakBytes: null, limitBytes: 2 * 2 ** 30 },
  });

export function shuffled(over: Partial<ShuffledEvidence> = {}): ShuffledEvidence {
  return {
    outcome: 'measured',
    because: null,
    rows: 400,
    rocAuc: { value: 0.47, low: 0.39, high: 0.55 },
    unchangedShare: 0.12,
    spread: { trueLabels: 0.21, shuffledLabels: 0.03 },
    durationMs: 5_200,
    ...over,
  };
}

export const shuffledNotRun = (because: NonNullable<ShuffledEvidence['because']>): ShuffledEvidence =>
  shuffled({
    outcome: 'not-run',
    because,
    rows: 0,
    rocAuc: null,
    unchangedShare: null,
    spread: null,
    durationMs: 0,
  });

export function claims(over: Partial<ClaimsEvidence> = {}): ClaimsEvidence {
  return {
    claims: [
      {
        metric: 'average-precision',
        value: 0.53,
        source: 'writing',
        about: 'handed-in',
        model: 'gradient boosting',
        place: {
          path: 'README.md',
          line: 41,
          text: 'Gradient boosting reaches an average precision of 0.53.',
        },
      },
    ],
    ...over,
  };
}

export const series = (name: string, over: { labels?: string; before?: number; after?: number } = {}) => ({
  name,
  labels: '',
  before: 3,
  after: 8,
  ...over,
});

export function page(over: Partial<Page> = {}): Page {
  return {
    path: '/metrics',
    format: 'prometheus',
    kind: 'counts',
    numbers: 48,
    cut: false,
    counted: [series('http_requests_total', { labels: '{status="200"}' })],
    latency: series('http_request_duration_seconds_count'),
    predictions: series('predicted_probability_count'),
    errors: series('http_requests_total', { labels: '{status="422"}', before: 0, after: 1 }),
    ...over,
  };
}

export function records(over: Partial<Records> = {}): Records {
  return {
    kind: 'structured',
    source: 'output',
    count: 5,
    fields: ['status', 'duration', 'request id', 'prediction'],
    holdsPrediction: true,
    holdsRow: false,
    excerpt: 'level=… request_id=4f1c9a20 status=200 ms=2.31 probability=0.1312',
    ...over,
  };
}

export function signs(over: Partial<SignsEvidence> = {}): SignsEvidence {
  return {
    notAsked: null,
    sent: 5,
    answered: 5,
    tried: ['/metrics', '/metrics/', '/prometheus', '/stats'],
    pages: [page()],
    refusedWith: 422,
    records: records(),
    ...over,
  };
}

export const signsNotAsked = (stage: StageName): SignsEvidence =>
  signs({
    notAsked: stage,
    sent: 0,
    answered: 0,
    tried: [],
    pages: [],
    refusedWith: null,
    records: records({
      kind: 'none',
      source: null,
      count: 0,
      fields: [],
      holdsPrediction: false,
      excerpt: '',
    }),
  });
