import { Listr, type ListrDefaultRendererLogLevels, ListrLogger, PRESET_TIMER, ProcessOutput } from 'listr2';
import { visible } from '../../reports/escape.ts';
import { stepTitles } from '../gather/steps.ts';
import type { Progress, ProgressEvent } from '../progress.ts';
import type { CommandIo } from './io.ts';

export type ProgressDisplay = AsyncDisposable & { readonly progress: Progress };
type Clock = { readonly now: () => number };

const marks = { ok: 'done', stopped: 'stopped', fault: 'fault of ours' } as const;

const plainLine = (event: ProgressEvent): string => {
  switch (event.kind) {
    case 'started':
      return event.title;
    case 'waiting':
      return `  waiting for ${visible(event.waitingFor)}`;
    case 'ended':
      return `  ${marks[event.outcome]}${event.note === '' ? '' : `: ${visible(event.note)}`}`;
  }
};

const waitingEveryMs = 2_000;

/** One line an event with the seconds since the start; of what one step waits for, at most one line in two seconds. */
export const plainProgress = ({
  err,
  now,
}: Clock & { readonly err: (line: string) => void }): ProgressDisplay => {
  const began = now();
  let lastWaiting = Number.NEGATIVE_INFINITY;
  return {
    progress: (event) => {
      if (event.kind === 'waiting' && now() - lastWaiting < waitingEveryMs) return;
      lastWaiting = event.kind === 'waiting' ? now() : Number.NEGATIVE_INFINITY;
      err(`[${((now() - began) / 1000).toFixed(1).padStart(6)} s] ${plainLine(event)}`);
    },
    [Symbol.asyncDispose]: async () => {},
  };
};

type Ended = Extract<ProgressEvent, { kind: 'ended' }>;
type Live = { waitingFor: string; since: number; readonly over: PromiseWithResolvers<Ended | null> };

/** A live list on a terminal: every step with its elapsed time and what it waits for. */
export const liveProgress = (
  steps: Readonly<Record<string, string>>,
  { now, stream }: Clock & { readonly stream: NodeJS.WriteStream },
): ProgressDisplay => {
  const live = new Map<string, Live>(
    Object.keys(steps).map((name) => [name, { waitingFor: '', since: now(), over: Promise.withResolvers() }]),
  );
  const tasks = [...live].map(([name, state]) => ({
    title: steps[name] ?? name,
    task: async (_: unknown, task: { title: string; output: string; skip: (message?: string) => void }) => {
      state.since = now();
      const tick = () => {
        const waiting = state.waitingFor === '' ? '' : ` · ${state.waitingFor}`;
        task.output = `${Math.floor((now() - state.since) / 1000)} s${waiting}`;
      };
      const timer = setInterval(tick, 250);
      const ended = await state.over.promise;
      clearInterval(timer);
      if (ended === null) return task.skip();
      if (ended.note !== '') task.title = `${steps[name] ?? name} · ${visible(ended.note)}`;
      if (ended.outcome === 'fault') throw new Error(`${steps[name] ?? name} · ${visible(ended.note)}`);
      if (ended.outcome === 'stopped') task.skip(task.title);
    },
  }));
  const logger = new ListrLogger<ListrDefaultRendererLogLevels>({
    useIcons: false,
    processOutput: new ProcessOutput(stream, stream),
  });
  const list = new Listr(tasks, {
    exitOnError: false,
    registerSignalListeners: false,
    rendererOptions: { timer: PRESET_TIMER, logger },
  });
  const shown = list.run();
  return {
    progress: (event) => {
      const state = live.get(event.step);
      if (event.kind === 'waiting' && state) state.waitingFor = visible(event.waitingFor);
      if (event.kind === 'ended') state?.over.resolve(event);
    },
    [Symbol.asyncDispose]: async () => {
      for (const { over } of live.values()) over.resolve(null);
      await shown.catch(() => {});
    },
  };
};

type Titles = Parameters<typeof liveProgress>[0];

/** Lines that change in a terminal, plain ones elsewhere. `titles`: the steps to come, in order. */
export const displayFor = (io: CommandIo, titles: Titles = stepTitles): ProgressDisplay =>
  io.isTty
    ? liveProgress(titles, { now: () => performance.now(), stream: process.stderr })
    : plainProgress({ err: io.err, now: () => performance.now() });
