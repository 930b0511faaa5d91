import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, sum } from 'd3-array';
import { execa } from 'execa';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import { candidate } from './watched.ts';

/**
 * `npm run bench:overhead [-- <repetitions>]`: what a warm grading of the `plain` reference takes beyond the time of the
 * candidate's own commands and replies. Both are of the same grading, so that a slow machine slows both.
 */
type Parts = ReadonlyMap<string, number>;
type Grading = { readonly wallMs: number; readonly parts: Parts };

const grading = fileURLToPath(new URL('one-grading.ts', import.meta.url));
const churn = fileURLToPath(new URL('../../challenges/churn', import.meta.url));
const leftover = 'end: exit of the process';

const gradeOnce = async (source: string, out: string): Promise<Grading> => {
  const from = performance.now();
  const { stdout } = await execa(process.execPath, [grading, source, out]);
  const wallMs = performance.now() - from;
  const parts = new Map<string, number>(JSON.parse(stdout));
  return { wallMs, parts: new Map([...parts, [leftover, wallMs - sum(parts.values())]]) };
};

const ownMs = ({ parts }: Grading): number => parts.get(candidate) ?? 0;
const overheadMs = (one: Grading): number => one.wallMs - ownMs(one);
const middle = (values: readonly number[]): number => median(values) ?? 0;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(3)} s`.padStart(10);
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`.padStart(8);

const line = (one: Grading): string =>
  `wall ${seconds(one.wallMs)}   candidate ${seconds(ownMs(one))}   overhead ${seconds(overheadMs(one))}`;

/** Medians a row: they need not sum to the median of the whole. */
const table = (gradings: readonly Grading[]): readonly string[] => {
  const names = new Set(gradings.flatMap(({ parts }) => [...parts.keys()]));
  names.delete(candidate);
  const whole = middle(gradings.map(overheadMs));
  return [...names]
    .map((name) => ({ name, ms: middle(gradings.map(({ parts }) => parts.get(name) ?? 0)) }))
    .toSorted((a, b) => b.ms - a.ms)
    .map(({ name, ms }) => `  ${name.padEnd(32)}${seconds(ms)}${share(ms, whole)}`);
};

const summary = (gradings: readonly Grading[]): readonly string[] => {
  const overhead = middle(gradings.map(overheadMs));
  const wall = middle(gradings.map(({ wallMs }) => wallMs));
  return [
    `Overhead ${seconds(overhead).trim()}, ${share(overhead, wall).trim()} of ${seconds(wall).trim()} (medians of ${gradings.length})`,
    'Where it goes:',
    ...table(gradings),
  ];
};

await using scratch = new AsyncDisposableStack();
const folder = await mkdtemp(join(tmpdir(), 'takehome-bench-'));
scratch.defer(() => rm(folder, { recursive: true, force: true }));
const source = await materialiseReference(churn, 'plain', join(folder, 'plain'));
const repetitions = Number(process.argv[2] ?? 5);
console.log(`warm-up  ${line(await gradeOnce(source, join(folder, 'run')))}`);
const gradings: Grading[] = [];
while (gradings.length < repetitions) {
  gradings.push(await gradeOnce(source, join(folder, 'run')));
  console.log(`${String(gradings.length).padEnd(9)}${gradings.slice(-1).map(line)}`);
}
console.log(summary(gradings).join('\n'));
