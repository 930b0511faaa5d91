import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, sum } from 'd3-array';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import { gradeOne } from '../../harness/commands/grade.ts';
import { openSession } from '../../harness/commands/session.ts';
import { readTask } from '../../harness/commands/task.ts';
import type { Progress } from '../../harness/progress.ts';
import { type Asked, countRequests } from './asked.ts';
import { benchIo } from './running.ts';
import { churn } from './served-reference.ts';

/**
 * `npm run bench:interrogation [-- <gradings> [<reference>]]`: what the questions to an endpoint take, by part, in seconds, requests
 * and rows, in gradings as `takehome grade` makes them.
 */
const gradings = Number(process.argv[2] ?? 1);
const reference = process.argv[3] ?? 'strong';

/** Parts by how what is waited for begins. */
const parts: readonly (readonly [string, string])[] = [
  ['a server on port', 'start'],
  ['a first prediction', 'discovery'],
  ['predictions for unseen rows', 'holdout'],
  ['pairs of requests with', 'pairs: values beyond training'],
  ['pairs of requests, ', 'pairs: defects'],
  ['pairs of requests', 'pairs: integrity and memory'],
  ['malformed requests', 'malformed'],
  ['signs of monitoring', 'signs'],
  ['the reference stub', 'load: start of the stub'],
  ['latency', 'load: latency'],
  ['throughput', 'load: throughput'],
  ['128 connections', 'load: overload'],
  ['training on shuffled labels', 'shuffled: training'],
];
const shuffledParts: Readonly<Record<string, string>> = {
  start: 'shuffled: start',
  holdout: 'shuffled: asking',
};

type Part = Asked & { readonly seconds: number };
type Grading = ReadonlyMap<string, Part>;
const nothing: Part = { seconds: 0, requests: 0, rows: 0 };

/** Listens to the progress of a grading: whatever is asked belongs to what was waited for last. */
const stopwatch = () => {
  const spent = new Map<string, Part>();
  let current: string | null = null;
  let since = 0;
  const add = (more: Part) => {
    const before = spent.get(current ?? '') ?? nothing;
    const { seconds, requests, rows } = more;
    spent.set(current ?? '', {
      seconds: before.seconds + seconds,
      requests: before.requests + requests,
      rows: before.rows + rows,
    });
  };
  const turnTo = (part: string | null) => {
    if (current) add({ ...nothing, seconds: (performance.now() - since) / 1000 });
    current = part;
    since = performance.now();
  };
  const progress: Progress = (event) => {
    if (event.step !== 'endpoint') return;
    if (event.kind === 'ended') return turnTo(null);
    if (event.kind === 'started') return turnTo('start');
    const [, name = 'other'] = parts.find(([words]) => event.waitingFor.startsWith(words)) ?? [];
    turnTo(
      spent.has('shuffled: training') || current === 'shuffled: training'
        ? (shuffledParts[name] ?? name)
        : name,
    );
  };
  return { spent, progress, asked: (one: Asked) => current && add({ ...one, seconds: 0 }) };
};

const gradeOnce = async (source: string, out: string): Promise<Grading> => {
  const io = benchIo();
  await using session = await openSession('docker', io);
  const { spent, progress, asked } = stopwatch();
  const provider = countRequests(session.services.provider, asked);
  const task = await readTask({ challenge: 'churn' });
  const options = { source, challenge: 'churn', candidate: 'reference', out, sandbox: 'docker' };
  const services = { ...session.services, provider };
  await gradeOne({ options, task, session: { ...session, services } }, { io, progress });
  return spent;
};

const middle = (all: readonly Grading[], pick: (one: Grading) => number): number => median(all, pick) ?? 0;
const line = (name: string, [seconds, requests, rows]: readonly [number, number, number]): string =>
  `  ${name.padEnd(36)}${seconds.toFixed(2).padStart(8)}${String(requests).padStart(10)}${String(rows).padStart(8)}`;

const total = (all: readonly Grading[], name: string, counts: (part: string) => boolean): string => {
  const of = (key: keyof Part) =>
    middle(all, (one) =>
      sum(
        [...one].filter(([part]) => counts(part)),
        ([, part]) => part[key],
      ),
    );
  return line(name, [of('seconds'), of('requests'), of('rows')]);
};

const table = (all: readonly Grading[]): readonly string[] => {
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))];
  const of = (name: string, key: keyof Part) => middle(all, (one) => (one.get(name) ?? nothing)[key]);
  const isLoad = (part: string) => part.startsWith('load');
  return [
    `${'part'.padEnd(38)} seconds  requests    rows`,
    ...names.map((name) => line(name, [of(name, 'seconds'), of(name, 'requests'), of(name, 'rows')])),
    total(all, 'all', () => true),
    total(all, 'without load', (part) => !isLoad(part)),
    total(all, 'without load and training', (part) => !isLoad(part) && part !== 'shuffled: training'),
  ];
};

await using scratch = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'takehome-bench-'));
scratch.defer(() => rm(folder, { recursive: true, force: true }));
const source = await materialiseReference(churn, reference, join(folder, reference));
const all: Grading[] = [];
while (all.length < gradings) all.push(await gradeOnce(source, join(folder, 'run')));
console.log([`${reference}, medians of ${gradings}`, ...table(all)].join('\n'));
