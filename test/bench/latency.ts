import { loadavg } from 'node:os';
import { median } from 'd3-array';
import { openSession } from '../../harness/commands/session.ts';
import { measureLatency } from '../../harness/gather/service-latency.ts';
import { type Sides, sidesOf } from '../../harness/gather/service-sides.ts';
import { openStub } from '../../harness/gather/service-stub.ts';
import { busyLoops } from './busy.ts';
import { benchIo } from './running.ts';
import { serveReference } from './served-reference.ts';

/**
 * `npm run bench:latency [-- <runs> [<reference>]]`: how far the latency evidence of one service differs between runs, on
 * the machine as it is and with one endless loop and with two.
 */
const runs = Number(process.argv[2] ?? 7);
const reference = process.argv[3] ?? 'strong';
type Latency = NonNullable<Awaited<ReturnType<typeof measureLatency>>>;
type Measured = { readonly seconds: number; readonly latency: Latency };

const measureOnce = async (sides: Sides): Promise<Measured> => {
  const from = performance.now();
  const latency = await measureLatency(sides);
  if (!latency) throw new Error('No single row was answered.');
  return { seconds: (performance.now() - from) / 1000, latency };
};

const spread = (values: readonly number[]): string =>
  `${((100 * (Math.max(...values) - Math.min(...values))) / (median(values) ?? 1)).toFixed(1)} %`;

const figures: readonly (readonly [string, (one: Measured) => number])[] = [
  ['ratio', ({ latency }) => latency.ratio.value],
  ['its interval, from', ({ latency }) => latency.ratio.low],
  ['its interval, to', ({ latency }) => latency.ratio.high],
  ['p95 over p95', ({ latency }) => latency.submission.p95 / latency.stub.p95],
  ['submission p50 ms', ({ latency }) => latency.submission.p50],
  ['submission p95 ms', ({ latency }) => latency.submission.p95],
  ['stub p50 ms', ({ latency }) => latency.stub.p50],
  ['stub p95 ms', ({ latency }) => latency.stub.p95],
  ['requests', ({ latency }) => latency.submission.requests],
  ['seconds', ({ seconds }) => seconds],
];

const table = (measured: readonly Measured[]): readonly string[] =>
  figures.map(([name, pick]) => {
    const values = measured.map(pick);
    const cells = values.map((value) => value.toFixed(2).padStart(8)).join('');
    return `  ${name.padEnd(26)}${cells}   median ${(median(values) ?? 0).toFixed(2)}, spread ${spread(values)}`;
  });

const conditions = [
  ['as the machine is', 0],
  ['one endless loop', 1],
  ['two endless loops', 2],
] as const;

await using session = await openSession('docker', benchIo());
await using served = await serveReference(session, reference);
await using stub = await openStub(served.running);
const sides = sidesOf(served.running, { predicting: served.predicting, stub });
for (const [name, loops] of conditions) {
  await using _busy = busyLoops(loops);
  const measured: Measured[] = [];
  while (measured.length < runs) measured.push(await measureOnce(sides));
  console.log(
    [`${reference}, ${name}; ${runs} runs; load ${loadavg()[0]?.toFixed(1)}`, ...table(measured)].join('\n'),
  );
}
