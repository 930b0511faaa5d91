import { median } from 'd3-array';
import { sidesOf } from '../../harness/gather/service-sides.ts';
import { latencyOf } from '../../harness/metrics/latency.ts';
import { openEngine, type TestEngine } from '../helpers/docker.ts';
import { predictingProgram, servePython } from '../helpers/service.ts';

/**
 * `npm run bench:prober [-- <rounds>]`: percentiles of the prober's series beside those of wrk over one connection, in turn on
 * the same server.
 */
const rounds = Number(process.argv[2] ?? 7);
const services = [
  ['answers at once', 'pass'],
  ['sleeps 3 ms', 'time.sleep(0.003)'],
  ['sleeps 30 ms', 'time.sleep(0.03)'],
] as const;
const percentiles = ['p50', 'p95', 'p99'] as const;
type Percentiles = Readonly<Record<(typeof percentiles)[number], number>>;
type Round = { readonly prober: Percentiles; readonly wrk: Percentiles };

const measure = async (engine: TestEngine, work: string): Promise<readonly Round[]> => {
  await using served = await servePython(engine, predictingProgram(work));
  const { running, predicting } = served;
  const stub = { server: predicting.server, startMs: 0, requestsFor: () => [] };
  const { submission } = sidesOf(running, {
    predicting,
    stub: { ...stub, [Symbol.asyncDispose]: async () => {} },
  });
  const { server, requests } = submission;
  const limits = { timeoutMs: 5_000, maxBytes: 100_000 };
  const measured: Round[] = [];
  while (measured.length < rounds) {
    const { durationsMs, failures } = await server.series(requests, {
      ...limits,
      count: 5_000,
      budgetMs: 1_000,
    });
    const load = await server.load(requests, { connections: 1, seconds: 1, timeoutMs: limits.timeoutMs });
    if (load?.p50 == null || load.p95 === null || load.p99 === null) throw new Error('wrk measured nothing.');
    measured.push({
      prober: latencyOf(durationsMs, failures),
      wrk: { p50: load.p50, p95: load.p95, p99: load.p99 },
    });
  }
  return measured;
};

const middle = (values: readonly number[]): number => median(values) ?? 0;
const cell = (value: number): string => value.toFixed(2).padStart(9);

const line = (measured: readonly Round[], name: (typeof percentiles)[number]): string => {
  const [prober, wrk] = [
    middle(measured.map((one) => one.prober[name])),
    middle(measured.map((one) => one.wrk[name])),
  ];
  const ratios = measured.map((one) => one.prober[name] / one.wrk[name]);
  return `  ${name}  ${cell(prober)} ms ${cell(wrk)} ms ${cell(prober / wrk)} ${cell(middle(ratios))}   ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`;
};

await using engine = await openEngine();
console.log('          prober          wrk     ratio  median    ratio of each round');
for (const [name, work] of services) {
  const measured = await measure(engine, work);
  console.log([name, ...percentiles.map((one) => line(measured, one))].join('\n'));
}
