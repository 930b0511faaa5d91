import { realpath } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { built } from '../built.ts';
import { frameReader } from './frames.ts';
import type { Question, ReadLimits } from './protocol.ts';

const harness = fileURLToPath(new URL('..', import.meta.url));
const libraries = [
  'web-tree-sitter',
  'tree-sitter-python/tree-sitter-python.wasm',
  'ts-morph',
  '@astral-sh/ruff-wasm-nodejs',
  '@secretlint/core',
  '@secretlint/secretlint-rule-preset-recommend',
];

/** A module of this folder to run as a child. */
export type Program = 'child' | 'rules-child';

const fileOf = (module: Program): string =>
  fileURLToPath(built ? new URL(`${module}.js`, built.programs) : new URL(`${module}.ts`, import.meta.url));

const ours = built ? fileURLToPath(built.programs) : harness;

/** What the child may read: the submission, which need not be there yet, this program, and our packages wherever npm put them. */
const readable = async (root: string): Promise<readonly string[]> => {
  const packages = libraries.map((name) =>
    fileURLToPath(import.meta.resolve(name)).replace(
      /([/\\]node_modules)[/\\](?!.*[/\\]node_modules[/\\]).*$/,
      '$1',
    ),
  );
  const folders = [ours, ...packages];
  const real = await Promise.all(folders.map((folder) => realpath(folder)));
  return [...new Set([`${root}/*`, `${await realpath(root).catch(() => root)}/*`, ...folders, ...real])];
};

/** How far one child came. `stopped` is the file under work when it died, null when it read them all. */
export type Session<Reading> = {
  readonly readings: readonly Reading[];
  readonly stopped: { readonly index: number; readonly because: 'timed-out' | 'crashed' } | null;
};

type StartOptions = {
  readonly program: Program;
  readonly root: string;
  readonly limits: ReadLimits;
  readonly emptyFolder: string;
  readonly signal: AbortSignal;
};

/** A child that loads what it reads with, and then waits for the one question that it is asked. */
export type Started = AsyncDisposable & {
  ask<Reading>(question: () => Question, deadlineMs: number): Promise<Session<Reading>>;
};

type Child = { readonly stdin: Writable; kill(signal: 'SIGKILL'): boolean };

/** A child that has died already is told by its end, not by the pipe to it. */
const hand = (child: Child, question: () => Question): void => {
  try {
    child.stdin.end(JSON.stringify(question()));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
};

/**
 * Starts one child over a list of files: no environment, an empty working folder, Node's permission model (it may read the
 * submission and this program, write nothing and start nothing), a heap limit, and SIGKILL when a file takes too long, or all
 * of them. The question is made while the child starts, which takes both of them a while.
 */
export const startChild = async ({
  program,
  root,
  limits,
  emptyFolder,
  signal,
}: StartOptions): Promise<Started> => {
  const allowed = (await readable(root)).map((path) => `--allow-fs-read=${path}`);
  const heap = `--max-old-space-size=${limits.heapMiB}`;
  const flags = [heap, '--no-warnings', '--permission', ...allowed];
  const child = execa(process.execPath, [...flags, fileOf(program)], {
    cwd: emptyFolder,
    env: {},
    extendEnv: false,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    killSignal: 'SIGKILL',
    cancelSignal: signal,
  });
  child.stdin.on('error', () => {});
  const ask = async <Reading>(question: () => Question, deadlineMs: number): Promise<Session<Reading>> => {
    const readings: Reading[] = [];
    const { take } = frameReader<Reading>(limits);
    let under = -1;
    let ended = false;
    let late = false;
    const tooLate = (): void => {
      late = true;
      child.kill('SIGKILL');
    };
    const deadline = setTimeout(tooLate, deadlineMs);
    let alarm: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(alarm);
      alarm = setTimeout(tooLate, limits.fileMs);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      const frames = take(chunk);
      if (!frames) child.kill('SIGKILL');
      for (const frame of frames ?? []) {
        watch();
        if (frame.kind === 'start') under = frame.index;
        else if (frame.kind === 'read') readings.push(frame.reading);
        else ended = true;
      }
      // All is said: taking its memory apart is nothing to wait for.
      if (ended) child.kill('SIGKILL');
    });
    try {
      hand(child, question);
      await child;
    } finally {
      clearTimeout(deadline);
      clearTimeout(alarm);
    }
    signal.throwIfAborted();
    if (ended) return { readings, stopped: null };
    return { readings, stopped: { index: under, because: late ? 'timed-out' : 'crashed' } };
  };
  return {
    ask,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await child;
    },
  };
};
