import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/**
 * How long `takehome inspect` takes from its start to its end, and the most memory that any of its processes held:
 * `npm run bench:inspect -- [folder] [runs]`. Without a folder, the bundled references' Python code under several names, 10,000 lines.
 * Beside it, in turn, a bare start of Node and a fixed piece of work in one process, to tell a slow machine from a slow program.
 */
const repository = join(import.meta.dirname, '..', '..');
const references = join(repository, 'challenges', 'churn', 'reference');
const [given = '', times = '5'] = process.argv.slice(2);
const wantedLines = 10_000;
/** Too much writing for its code, and no Python. */
const left = ['stuffed', 'typescript'];

const linesIn = async (folder: string): Promise<number> => {
  const { stdout } = await execa('find', [folder, '-name', '*.py', '-exec', 'cat', '{}', '+']);
  return stdout.split('\n').length;
};

const fill = async (folder: string): Promise<number> => {
  const names = await readdir(references);
  let lines = 0;
  for (let copy = 0; lines < wantedLines; copy += 1)
    for (const name of names.filter((one) => !left.includes(one))) {
      if (lines >= wantedLines) break;
      const to = join(folder, `copy_${copy}`, name.replaceAll('-', '_'));
      await cp(join(references, name), to, { recursive: true });
      lines += await linesIn(to);
    }
  return lines;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** Thirty million calls in plain JavaScript. */
const fixedWork = 'const f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2)); f(35);';

type Timed = { readonly seconds: number; readonly processor: number; readonly mebibytes: number };

/** Seconds on the clock and of processors, and MiB of the largest process, by GNU time. */
const timed = async (command: readonly string[]): Promise<Timed> => {
  const { stderr } = await execa('/usr/bin/time', ['-f', '%e %U %S %M', ...command], {
    stdout: 'ignore',
    reject: false,
  });
  const [seconds = 0, user = 0, system = 0, kibibytes = 0] =
    stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { seconds, processor: user + system, mebibytes: kibibytes / 1024 };
};

const scratch = await mkdtemp(join(tmpdir(), 'takehome-inspect-'));
try {
  const source = given === '' ? join(scratch, 'source') : given;
  const lines = given === '' ? await fill(source) : await linesIn(source);
  const out = join(scratch, 'out');
  const program = join(repository, 'harness', 'takehome.js');
  const command = [process.execPath, program, 'inspect', source, '--out', out];
  // What a clone's first command does once: it compiles.
  await timed(command);
  const runs = [];
  const bare = [];
  const fixed = [];
  for (let run = 0; run < Number(times); run += 1) {
    bare.push((await timed([process.execPath, '-e', '0'])).seconds);
    fixed.push((await timed([process.execPath, '-e', fixedWork])).seconds);
    runs.push(await timed(command));
  }
  const seconds = runs.map((run) => run.seconds);
  process.stdout.write(
    [
      `${lines} lines of Python, ${runs.length} runs`,
      `from start to end: median ${median(seconds).toFixed(2)} s, ${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)} s`,
      `of processors: median ${median(runs.map(({ processor }) => processor)).toFixed(2)} s`,
      `against a bare start of Node: ${(median(seconds) / median(bare)).toFixed(0)} times ${median(bare).toFixed(2)} s`,
      `against thirty million calls in JavaScript: ${(median(seconds) / median(fixed)).toFixed(1)} times ${median(fixed).toFixed(2)} s`,
      `largest process: ${Math.max(...runs.map(({ mebibytes }) => mebibytes)).toFixed(0)} MiB`,
      '',
    ].join('\n'),
  );
} finally {
  await rm(scratch, { recursive: true, force: true });
}
