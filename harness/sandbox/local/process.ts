import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa, type Subprocess } from 'execa';
import type { Execution } from '../../evidence/common.ts';
import { Tail } from '../tail.ts';

export type Running = {
  readonly pid: number;
  readonly ended: Promise<Execution>;
  log(): string;
  printed(): { readonly stdout: string; readonly stderr: string };
  /** Ends the process and everything in its group. */
  kill(): void;
};

export type Launch = {
  readonly command: readonly [string, ...string[]];
  /** What `Execution.command` says. */
  readonly shown: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

const keptPerStream = 256 * 1024;
const logBytes = 64 * 1024;
/** What was written before the end is read; a daemon that left the group may hold the pipe for ever. */
const drainMs = 500;
/** What a shell, and `timeout` in a container, exit with. */
const commandNotFound = 127;

const killGroup = (pid: number): void => {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // There is no such group any more, which is what was wanted.
  }
};

/** As a shell counts: 128 and the signal's number for a process that a signal ended. */
const exitCodeOf = (code: number | null, signal: NodeJS.Signals | null): number | null =>
  code ?? (signal ? 128 + constants.signals[signal] : null);

/** execa's own promise waits for the pipes too, which something left in the background may hold. */
const exitOf = ({ nodeChildProcess }: Pick<Subprocess, 'nodeChildProcess'>): Promise<number | null> => {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  nodeChildProcess.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  nodeChildProcess.once('error', () => resolve(commandNotFound));
  return promise;
};

/** Starts a command in a process group of its own, without standard input, its output kept up to a limit. */
export const launch = ({ command: [file, ...args], shown, cwd, env, timeoutMs, now }: Launch): Running => {
  const stdout = new Tail(keptPerStream);
  const stderr = new Tail(keptPerStream);
  const child = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    detached: true,
    stdin: 'ignore',
    buffer: false,
    reject: false,
  });
  const started = now();
  const exit = exitOf(child);
  const pid = child.pid ?? 0;
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  let reason: 'timed-out' | 'killed' | null = null;
  const kill = (why: 'timed-out' | 'killed') => {
    reason ??= why;
    if (pid > 0) killGroup(pid);
  };
  const timer = setTimeout(() => kill('timed-out'), timeoutMs);

  const finish = async (): Promise<Execution> => {
    const exitCode = await exit;
    const durationMs = now() - started;
    clearTimeout(timer);
    if (pid > 0) killGroup(pid);
    await Promise.race([child, sleep(drainMs)]);
    child.stdout.destroy();
    child.stderr.destroy();
    return {
      command: [...shown],
      ending: reason === 'timed-out' ? 'timed-out' : 'exited',
      exitCode: reason === null ? exitCode : null,
      stdout: stdout.text(),
      stderr: stderr.text(),
      truncated: stdout.truncated || stderr.truncated,
      durationMs,
      peakMemoryBytes: null,
    };
  };
  return {
    pid,
    ended: finish(),
    log: () => `${stdout.text()}${stderr.text()}`.slice(-logBytes),
    printed: () => ({ stdout: stdout.text(), stderr: stderr.text() }),
    kill: () => kill('killed'),
  };
};
