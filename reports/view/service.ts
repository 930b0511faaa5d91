import type { Dossier, Evidence } from '../../harness/types.ts';
import { latencySpread, throughputBars } from '../charts/latency.ts';
import { bytes, duration } from './units.ts';
import { type Audience, ownLabel } from './voice.ts';
import { capital, decimals, plural, sentence } from './words.ts';

type ServiceEvidence = Evidence['service'];
type Latency = NonNullable<ServiceEvidence['latency']>;
type Load = ServiceEvidence['throughput'][number]['submission'];

const stub = 'reference stub';
const fine = (ms: number): string => (ms < 10 ? `${decimals(ms, 1)} ms` : duration(ms));
const times = (ratio: number): string => `${decimals(ratio, ratio < 10 ? 1 : 0)} times`;

const percentiles = ['p50', 'p95', 'p99', 'max'] as const;

const latencyOf = (latency: Latency, label: string) => ({
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
  rows: percentiles.map((name) => ({
    name: name === 'max' ? 'longest' : name,
    ours: fine(latency.submission[name]),
    theirs: fine(latency.stub[name]),
  })),
  ratio: `A row took ${times(latency.ratio.value)} as long as the stub’s (95 % interval ${decimals(latency.ratio.low, 1)} to ${decimals(latency.ratio.high, 1)}, ${plural(latency.rounds.length, 'round')} in turn).`,
});

const loadRow = (load: Load) => ({
  connections: load.connections.toLocaleString('en'),
  perSecond: decimals(load.perSecond, 0),
  p95: load.p95 === null ? 'none' : fine(load.p95),
  answered: load.answered.toLocaleString('en'),
  refused: load.refused.toLocaleString('en'),
  failed: load.failed.toLocaleString('en'),
  unanswered: load.unanswered.toLocaleString('en'),
});

const throughputOf = ({ throughput }: ServiceEvidence, label: string) => {
  if (throughput.length === 0) return null;
  const steps = (side: 'submission' | 'stub') => throughput.map((step) => step[side]);
  const most = Math.max(...[...steps('submission'), ...steps('stub')].map(({ perSecond }) => perSecond));
  const top = Math.max(
    10,
    10 ** Math.floor(Math.log10(most)) * Math.ceil(most / 10 ** Math.floor(Math.log10(most))),
  );
  const told = (loads: readonly Load[]): string =>
    `${loads.map(({ connections, perSecond }) => `${decimals(perSecond, 0)} with ${connections}`).join(', ')}.`;
  return {
    charts: [
      { label: capital(label), kind: 'submission' as const, loads: steps('submission') },
      { label: capital(stub), kind: 'reference' as const, loads: steps('stub') },
    ].map(({ label: name, kind, loads }) => ({
      label: name,
      chart: throughputBars(loads, { kind, top, title: `Throughput, ${name}`, told: told(loads) }),
    })),
    rows: steps('submission').map(loadRow),
  };
};

const overloadText = ({ overload }: ServiceEvidence): string | null => {
  if (!overload) return null;
  const { load, alive, healthyAfterMs } = overload;
  const sent = `${load.connections.toLocaleString('en')} clients at once for ${decimals(load.seconds, 0)} s: ${load.answered.toLocaleString('en')} answers, ${load.refused.toLocaleString('en')} refusals, ${load.failed.toLocaleString('en')} errors.`;
  if (!alive) return `${sent} The service ended.`;
  return healthyAfterMs === null
    ? `${sent} No good row was answered within 10 s.`
    : `${sent} A good row was answered ${duration(healthyAfterMs)} later.`;
};

const memoryText = ({ memory }: ServiceEvidence): string | null => {
  const { beforeLoadBytes, peakBytes, limitBytes } = memory;
  if (peakBytes === null) return null;
  const before = beforeLoadBytes === null ? '' : `${bytes(beforeLoadBytes)} before the load, `;
  return `Peak memory: ${before}${bytes(peakBytes)} with it, of ${bytes(limitBytes)}.`;
};

const coldStartText = ({ coldStart }: ServiceEvidence): string | null =>
  coldStart
    ? `First reply ${duration(coldStart.submissionMs)} after the start, ${stub} ${duration(coldStart.stubMs)}.`
    : null;

const nothing = (empty: string) => ({ empty, sentence: '', latency: null, throughput: null, facts: [] });

/** How fast it answers and what load does to it, beside the stub measured in the same run. */
export const serviceOf = ({ service }: Dossier, audience: Audience) => {
  if (service.state === 'absent')
    return nothing(`Could not be measured through a fault of ours: ${sentence(service.fault.message)}`);
  const { value } = service;
  if (value.notAsked !== null)
    return nothing(`Speed was not measured: the run stopped at ${value.notAsked}.`);
  const label = ownLabel(audience);
  const { latency } = value;
  return {
    empty: null,
    sentence: latency
      ? `p95 of one row is ${fine(latency.submission.p95)}, ${stub} ${fine(latency.stub.p95)}, in the same run under the same limits.`
      : 'No single row was answered while latency was measured.',
    latency: latency ? { label: capital(label), ...latencyOf(latency, label) } : null,
    throughput: throughputOf(value, label),
    facts: [coldStartText(value), memoryText(value), overloadText(value)].filter((text) => text !== null),
  };
};
