import { realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
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

const launcher = join(harness, 'launch.cjs');
const programs = built && fileURLToPath(built.programs);

const commandOf = (program: Program): readonly string[] =>
  programs ? [launcher, join(programs, `${program}.cjs`)] : [join(harness, 'source', `${program}.ts`)];

const ours = programs ? [programs, launcher] : [harness];
const { resolve } = createRequire(import.meta.url);

/** What the child may read: the submission, which need not be there yet, this program, and our packages wherever npm put them. */
export const readable = async (root: string): Promise<readonly string[]> => {
  const packages = libraries.map((name) =>
    resolve(name).replace(/([/\\]node_modules)[/\\](?!.*[/\\]node_modules[/\\]).*$/, '$1'),
  );
  const folders = [...ours, ...packages];
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
  /** Paths that it may read, by `readable`. */
  readonly allowed: readonly string[];
  readonly limits: ReadLimits;
  readonly emptyFolder: string;
  readonly signal: AbortSignal;
};

/** A child that loads what it reads with, and then waits for the one question that it is asked. */
export type Started = AsyncDisposable & {
  ask<Reading>(question: () => Question, deadlineMs: number): Promise<Session<Reading>>;
};

type Child = { readonly stdin: Writable; readonly stdout: Readable; kill(signal: 'SIGKILL'): boolean };

/** A child that has died already is told by its end, not by the pipe to it. */
const hand = (child: Child, question: () => Question): void => {
  try {
    child.stdin.end(JSON.stringify(question()));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
};

/** Kills a child that gives no sign for too long, once it has given one, or is not done at its deadline. */
const watched = (child: Child, { fileMs, deadlineMs }: { fileMs: number; deadlineMs: number }) => {
  let late = false;
  const tooLate = (): void => {
    late = true;
    child.kill('SIGKILL');
  };
  const deadline = setTimeout(tooLate, deadlineMs);
  let alarm: NodeJS.Timeout | undefined;
  return {
    sign: (): void => {
      clearTimeout(alarm);
      alarm = setTimeout(tooLate, fileMs);
    },
    isLate: (): boolean => late,
    [Symbol.dispose]: (): void => {
      clearTimeout(deadline);
      clearTimeout(alarm);
    },
  };
};

/** Keeps what a child says, and ends one that says more than it may, or all that it was asked. */
const listening = <Reading>(child: Child, { limits, sign }: { limits: ReadLimits; sign: () => void }) => {
  const readings: Reading[] = [];
  const { take } = frameReader<Reading>(limits);
  let under = -1;
  let ended = false;
  child.stdout.on('data', (chunk: Buffer) => {
    const frames = take(chunk);
    for (const frame of frames ?? []) {
      sign();
      if (frame.kind === 'start') under = frame.index;
      else if (frame.kind === 'read') readings.push(frame.reading);
      else ended = true;
    }
    // Where all is said, a heap that is taken apart is nothing to wait for.
    if (!frames || ended) child.kill('SIGKILL');
  });
  return { readings, under: () => under, ended: () => ended };
};

/**
 * Starts one child over a list of files: no environment, an empty working folder, Node's permission model (it may read the
 * submission and this program, write nothing and start nothing), a heap limit, and SIGKILL when a file takes too long, or all
 * of them. The question is made while the child starts, which takes both of them a while.
 */
export const startChild = ({ program, allowed, limits, emptyFolder, signal }: StartOptions): Started => {
  const heap = `--max-old-space-size=${limits.heapMiB}`;
  const reads = allowed.map((path) => `--allow-fs-read=${path}`);
  const flags = [heap, '--no-warnings', '--permission', ...reads];
  const child = execa(process.execPath, [...flags, ...commandOf(program)], {
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
  return {
    async ask<Reading>(question: () => Question, deadlineMs: number): Promise<Session<Reading>> {
      using watch = watched(child, { fileMs: limits.fileMs, deadlineMs });
      const heard = listening<Reading>(child, { limits, sign: watch.sign });
      hand(child, question);
      await child;
      signal.throwIfAborted();
      const { readings } = heard;
      if (heard.ended()) return { readings, stopped: null };
      return {
        readings,
        stopped: { index: heard.under(), because: watch.isLate() ? 'timed-out' : 'crashed' },
      };
    },
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await child;
    },
  };
};
