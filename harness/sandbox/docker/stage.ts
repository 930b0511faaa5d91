import { setTimeout as sleep } from 'node:timers/promises';
import { FaultError } from '../../errors.ts';
import type { Execution } from '../../evidence/common.ts';
import type { DockerClient, Printed, State } from './client.ts';
import { hasStatus } from './failure.ts';
import { type StageSpec, stageSpec } from './hostconfig.ts';
import { followMemory } from './memory.ts';
import type { Watch } from './watch.ts';

export type Engine = {
  readonly client: DockerClient;
  readonly watch: Watch;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

/** One command of the candidate's in a container of its own, from start to end. */
export type Stage = {
  readonly ended: Promise<Execution>;
  log(): Promise<string>;
  printed(): Promise<Pick<Printed, 'stdout' | 'stderr'>>;
  peakMemoryBytes(): Promise<number | null>;
  /** Ends it, and removes its container. */
  close(): Promise<void>;
};

type Reason = 'timed-out' | 'closed';
/** Beyond the dead-man's time nothing of ours may still be waiting. */
const waitGraceMs = 60_000;
const killedBySignal = 137;
const timedOutInside = 124;

const lost = (message: string): FaultError =>
  new FaultError({ code: 'SANDBOX_LOST', blame: 'environment', message });

/**
 * Why it ended, first match wins: what we did, then what the kernel did, then the in-container `timeout`; an exit code by
 * itself means nothing, any program can return 137.
 */
const endingOf = ({
  reason,
  state,
  starved,
  overdue,
}: {
  reason: Reason | null;
  state: State;
  starved: boolean;
  overdue: boolean;
}): Pick<Execution, 'ending' | 'exitCode' | 'lostProcess'> => {
  if (reason === 'timed-out') return { ending: 'timed-out', exitCode: null };
  if (reason === 'closed') return { ending: 'exited', exitCode: null };
  const { exitCode } = state;
  if (starved && exitCode === 0) return { ending: 'exited', exitCode, lostProcess: true };
  if (starved) return { ending: 'out-of-memory', exitCode };
  if (overdue && (exitCode === timedOutInside || exitCode === killedBySignal))
    return { ending: 'timed-out', exitCode: null };
  return { ending: 'exited', exitCode };
};

/** Waits for the end through breaks of the connection; what ended during one cannot be told from a kill by the engine. */
const untilEnded = async ({ client, watch }: Engine, { id, ms }: { id: string; ms: number }) => {
  for (;;) {
    const broken = watch.broken();
    try {
      await client.waitContainer(id, { ms, signal: broken });
      return;
    } catch (error) {
      if (hasStatus(error, 404))
        throw lost('The container of a running command was removed by someone else.');
      if (!broken.aborted) throw error;
      await sleep(200);
      if ((await client.inspectContainer(id)).status !== 'running')
        throw lost('The engine went away while a command ran, and the command ended meanwhile.');
    }
  }
};

const textOf = ({ stdout, stderr }: Printed): string => `${stdout}${stderr}`;
const logBytes = 64 * 1024;

/** Creates and starts the container; resolves when the command runs. */
export const startStage = async (engine: Engine, spec: StageSpec): Promise<Stage> => {
  const { client, watch, now } = engine;
  const id = await client.createContainer(stageSpec(spec));
  try {
    await client.startContainer(id);
  } catch (error) {
    await client.removeContainer(id);
    throw error;
  }
  const started = now();
  const memory = followMemory(client, id);
  let reason: Reason | null = null;
  let over = false;
  const kill = (why: Reason) => {
    reason ??= why;
    return client.killContainer(id);
  };
  const timer = setTimeout(() => void kill('timed-out').catch(() => {}), spec.timeoutMs);

  const finish = async (): Promise<Execution> => {
    try {
      await untilEnded(engine, { id, ms: spec.timeoutMs + waitGraceMs });
      const durationMs = now() - started;
      const [state, printed] = await Promise.all([client.inspectContainer(id), client.logs(id)]);
      const starved = state.oomKilled || watch.outOfMemory(id);
      const ending = endingOf({ reason, state, starved, overdue: durationMs >= spec.timeoutMs });
      return {
        command: ['sh', '-c', spec.shell],
        ...ending,
        ...printed,
        durationMs,
        peakMemoryBytes: memory.highest(),
      };
    } finally {
      over = true;
      clearTimeout(timer);
      memory[Symbol.dispose]();
    }
  };
  const ended = finish();
  ended.catch(() => {});

  return {
    ended,
    printed: () => client.logs(id),
    log: async () => textOf(await client.logs(id)).slice(-logBytes),
    peakMemoryBytes: async () => {
      await Promise.race([memory.known, ended]);
      return memory.highest();
    },
    close: async () => {
      if (!over) await kill('closed');
      await ended.catch(() => {});
      await client.removeContainer(id);
    },
  };
};
