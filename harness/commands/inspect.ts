import { join } from 'node:path';
import { exitCodeFor } from '../exit-code.ts';
import { refuseUnwritable } from '../files.ts';
import { inspectTitles } from '../gather/steps.ts';
import { inspectFiles } from '../inspect.ts';
import type { CommandIo } from './io.ts';
import { displayFor } from './progress.ts';
import { type SourceOptions, sourceOf } from './source.ts';
import { readChallenge, readRubric } from './task.ts';
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

/** `takehome inspect`: what the files say; nothing is run and no engine is needed. Exit codes as of `grade`. */
export const inspect = async (options: InspectOptions, io: CommandIo): Promise<number> => {
  const challenge = options.challenge === undefined ? null : await readChallenge(options.challenge);
  const rubric = await readRubric(options.rubric);
  await refuseUnwritable(options.out ?? 'runs');
  await using display = displayFor(io, inspectTitles);
  await using source = await sourceOf(options, io);
  const { progress } = display;
  const reading = inspectFiles(
    { challenge, candidate: options.candidate },
    {
      openWorkspace: source.open,
      progress,
      signal: io.signal,
      now: () => performance.now(),
      today: () => new Date(),
      harness: harnessIdentity(),
    },
  );
  // What judges and shows is loaded while the children read.
  const [dossier, { gradeDossier }, { reportPath, runName, writeRun }, { closingLines }] = await Promise.all([
    reading,
    import('../grade.ts'),
    import('./run-folder.ts'),
    import('../../reports/terminal.ts'),
  ]);
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
