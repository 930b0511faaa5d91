import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Challenge } from '../challenge/types.ts';
import { exitCodeFor } from '../exit-code.ts';
import { refuseUnwritable } from '../files.ts';
import { inspectTitles } from '../gather/steps.ts';
import { inspectFiles } from '../inspect.ts';
import type { CommandIo } from './io.ts';
import { displayFor } from './progress.ts';
import { type SourceOptions, sourceOf } from './source.ts';
import { harnessIdentity } from './version.ts';

export type InspectOptions = SourceOptions & {
  readonly challenge?: string;
  readonly candidate: string;
  readonly rubric: string;
  readonly out?: string;
  /** 0..100 */
  readonly failUnder?: number;
};

/** Beside a grading of the same state, never over it. */
const folderFor = (name: string): string => join('runs', `${name}-files`);

const challengeOf = async ({ challenge }: InspectOptions): Promise<Challenge | null> =>
  challenge === undefined ? null : (await import('./task.ts')).readChallenge(challenge);

/** Stops the reading where what is loaded beside it fails, and then ends with that failure. */
const besideReading = async <T>(
  { reading, stop }: { readonly reading: Promise<unknown>; readonly stop: AbortController },
  load: () => Promise<T>,
): Promise<T> => {
  try {
    return await load();
  } catch (error) {
    stop.abort(error);
    await reading.catch(() => {});
    throw error;
  }
};

/** What weighs, judges and shows: a lot to load, which is done while something else is waited for. */
const loadRest = (rubric: string) =>
  Promise.all([
    import('./task.ts').then(({ readRubric }) => readRubric(rubric)),
    import('../grade.ts'),
    import('./run-folder.ts').then((runs) => ({ ...runs, writeRun: runs.openRuns() })),
    import('../../reports/terminal.ts'),
  ]);

/** `takehome inspect`: what the files say; nothing is run and no engine is needed. Exit codes as of `grade`. */
export const inspect = async (options: InspectOptions, io: CommandIo): Promise<number> => {
  const challenge = await challengeOf(options);
  await refuseUnwritable(options.out ?? 'runs');
  const stop = new AbortController();
  const signal = AbortSignal.any([io.signal, stop.signal]);
  await using display = displayFor(io, inspectTitles);
  await using source = await sourceOf(options, { ...io, signal });
  const { progress } = display;
  const waiting = Promise.withResolvers<void>();
  const reading = inspectFiles(
    { challenge, candidate: options.candidate },
    {
      openWorkspace: (waitingFor) =>
        source.open((what) => {
          waitingFor(what);
          waiting.resolve();
        }),
      root: source.root,
      progress,
      signal,
      now: () => performance.now(),
      today: () => new Date(),
      harness: harnessIdentity(),
    },
  );
  const load = async () => {
    await Promise.race([waiting.promise, reading]);
    await setImmediate();
    return loadRest(options.rubric);
  };
  const [dossier, [rubric, { gradeDossier }, { reportPath, runName, writeRun }, { closingLines }]] =
    await Promise.all([reading, besideReading({ reading, stop }, load)]);
  progress({ kind: 'started', step: 'report', title: inspectTitles.report });
  const folder = options.out ?? folderFor(runName(dossier));
  const failUnder = options.failUnder ?? null;
  const result = gradeDossier({ dossier, rubric, overrides: [], failUnder, report: reportPath(folder) });
  await writeRun(folder, { dossier, grade: result });
  progress({ kind: 'ended', step: 'report', outcome: 'ok', note: '' });
  await display[Symbol.asyncDispose]();
  if (io.json) io.out(JSON.stringify(result, null, 2));
  else for (const line of closingLines(result)) io.out(line);
  return exitCodeFor(result);
};
