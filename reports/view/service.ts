import type { Dossier, Evidence } from '../../harness/types.ts';
import { latencySpread, throughputBars } from '../charts/latency.ts';
import { meter } from '../charts/meter.ts';
import { whyMissing } from './missing.ts';
import { bytes, duration } from './units.ts';
import { type Audience, ownLabel } from './voice.ts';
import { between, capital, decimals, grouped, plural } from './words.ts';

type ServiceEvidence = Evidence['service'];
type Latency = NonNullable<ServiceEvidence['latency']>;
type Load = ServiceEvidence['throughput'][number]['submission'];

const stub = 'reference stub';
const fine = (ms: number): string => (ms < 10 ? `${decimals(ms, 1)} ms` : duration(ms));
const places = (ratio: number): string => decimals(ratio, ratio < 10 ? 1 : 0);

const percentiles = [
  { key: 'p50', title: 'p50, the median' },
  { key: 'p95', title: 'p95' },
  { key: 'p99', title: 'p99' },
  { key: 'max', title: 'longest' },
] as const;

const ratioText = ({ ratio: { value, low, high }, rounds }: Latency): string =>
  `A row took ${places(value)} times as long as the stub’s (95 % interval ${between(places(low), places(high))}), over ${plural(rounds.length, 'round')} in turn.`;

const unansweredText = ({ failures }: Latency['submission']): string =>
  failures === 0 ? '' : `; ${plural(failures, 'request')} got an error or nothing in time`;

const latencyOf = (latency: Latency, label: string) => ({
  label: capital(label),
  chart: latencySpread(
    [
      { kind: 'submission', label, bins: latency.submission.histogram },
      { kind: 'reference', label: stub, bins: latency.stub.histogram },
    ],
    {
      title: 'Time of one row',
      told: `Median ${fine(latency.submission.p50)}, ${stub} ${fine(latency.stub.p50)}.`,
    },
  ),
  asked: `One row a request, one request at a time: ${plural(latency.submission.requests, 'answer')}${unansweredText(latency.submission)}. ${ratioText(latency)}`,
  rows: percentiles.map(({ key, title }) => ({
    title,
    ours: fine(latency.submission[key]),
    theirs: fine(latency.stub[key]),
  })),
});

const loadRow = ({ submission, stub: other }: ServiceEvidence['throughput'][number]) => ({
  connections: grouped(submission.connections),
  perSecond: decimals(submission.perSecond, 0),
  stub: decimals(other.perSecond, 0),
  p95: submission.p95 === null ? 'none' : fine(submission.p95),
  refused: grouped(submission.refused),
  failed: grouped(submission.failed),
  unanswered: grouped(submission.unanswered),
});

/** The next round number, so that both pictures share their axis. */
const roundUp = (value: number): number => {
  const step = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return Math.max(10, step * Math.ceil(value / step));
};

const throughputOf = ({ throughput }: ServiceEvidence, label: string) => {
  if (throughput.length === 0) return null;
  const steps = (side: 'submission' | 'stub'): readonly Load[] => throughput.map((step) => step[side]);
  const sides = [
    { name: capital(label), kind: 'submission' as const, loads: steps('submission') },
    { name: capital(stub), kind: 'reference' as const, loads: steps('stub') },
  ];
  const top = roundUp(Math.max(...sides.flatMap(({ loads }) => loads.map(({ perSecond }) => perSecond))));
  return {
    label: capital(label),
    charts: sides.map(({ name, kind, loads }) => ({
      label: name,
      chart: throughputBars(loads, {
        kind,
        top,
        title: `Throughput, ${name}`,
        told: `${loads.map(({ connections, perSecond }) => `${decimals(perSecond, 0)} with ${connections}`).join(', ')}.`,
      }),
    })),
    rows: throughput.map(loadRow),
  };
};

type Fact = { readonly name: string; readonly text: string; readonly meter: ReturnType<typeof meter> | null };

const coldStart = ({ coldStart: start }: ServiceEvidence): readonly Fact[] =>
  start
    ? [
        {
          name: 'Cold start',
          text: `First reply after ${duration(start.submissionMs)}, ${stub} ${duration(start.stubMs)}.`,
          meter: null,
        },
      ]
    : [];

const memory = ({ memory: { beforeLoadBytes, peakBytes, limitBytes } }: ServiceEvidence): readonly Fact[] => {
  if (peakBytes === null) return [];
  const before = beforeLoadBytes === null ? '' : `; ${bytes(beforeLoadBytes)} before the load`;
  const share = Math.min(100, (100 * peakBytes) / limitBytes);
  return [
    {
      name: 'Memory',
      text: `Peak ${bytes(peakBytes)} of ${bytes(limitBytes)}, the limit${before}.`,
      meter: meter({ low: share, high: share }),
    },
  ];
};

const recovery = ({ alive, healthyAfterMs }: NonNullable<ServiceEvidence['overload']>): string => {
  if (!alive) return 'The service ended.';
  return healthyAfterMs === null
    ? 'No good row was answered within 10 s.'
    : `A good row was answered ${duration(healthyAfterMs)} later.`;
};

const overload = ({ overload: evidence }: ServiceEvidence): readonly Fact[] => {
  if (!evidence) return [];
  const { connections, seconds, answered, refused, failed } = evidence.load;
  const came = [plural(answered, 'answer'), plural(refused, 'refusal'), plural(failed, 'error')].join(', ');
  const text = `${plural(connections, 'client')} at once for ${decimals(seconds, 0)} s: ${came}. ${recovery(evidence)}`;
  return [{ name: 'Overload', text, meter: null }];
};

const nothing = (empty: string) => ({ empty, sentence: '', latency: null, throughput: null, facts: [] });

const sentenceOf = ({ latency }: ServiceEvidence): string =>
  latency
    ? `p95 of one row is ${fine(latency.submission.p95)}, ${stub} ${fine(latency.stub.p95)}, in the same run under the same limits.`
    : 'No single row was answered while latency was measured.';

type Telling = { readonly audience: Audience; readonly watched: readonly Fact[] };

/**
 * How fast it answers and what load does to it, beside the stub measured in the same run. `watched`: what it let somebody see
 * of itself.
 */
export const serviceOf = ({ service }: Dossier, { audience, watched }: Telling) => {
  if (service.state !== 'gathered') return nothing(whyMissing(service));
  const { value } = service;
  if (value.notAsked !== null)
    return nothing(`Speed was not measured: the run stopped at ${value.notAsked}.`);
  const label = ownLabel(audience);
  return {
    empty: null,
    sentence: sentenceOf(value),
    latency: value.latency && latencyOf(value.latency, label),
    throughput: throughputOf(value, label),
    facts: [...coldStart(value), ...memory(value), ...overload(value), ...watched],
  };
};
