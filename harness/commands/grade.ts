import { join } from 'node:path';
import { closingLines } from '../../reports/terminal.ts';
import { chooseRegistry } from '../engine/registry.ts';
import { HarnessError } from '../errors.ts';
import { exitCodeFor } from '../exit-code.ts';
import { refuseUnwritable } from '../files.ts';
import { stepTitles } from '../gather/steps.ts';
import { gradeDossier } from '../grade.ts';
import { gatherDossier } from '../pipeline.ts';
import type { Progress } from '../progress.ts';
import type { Dossier, Grade } from '../types.ts';
import type { CommandIo } from './io.ts';
import { displayFor } from './progress.ts';
import { openRuns, reportPath, runName } from './run-folder.ts';
import { openSession, type Session } from './session.ts';
import { type SourceOptions, sourceOf } from './source.ts';
import { readTask, type Task } from './task.ts';

export type GradeOptions = SourceOptions & {
  readonly challenge: string;
  readonly rubric?: string;
  readonly candidate: string;
  readonly out?: string;
  readonly failUnder?: number;
  readonly sandbox: string;
  /** Builds the submission's Dockerfile and runs it there, instead of reading it. */
  readonly buildDockerfile?: boolean;
};

type Graded = { readonly dossier: Dossier; readonly grade: Grade; readonly folder: string };

type Order = { readonly options: GradeOptions; readonly task: Task; readonly session: Session };

/** Grades one submission and writes its run folder. */
export const gradeOne = async (
  { options, task, session }: Order,
  { io, progress }: { readonly io: CommandIo; readonly progress: Progress },
): Promise<Graded> => {
  await using source = await sourceOf(options, io);
  const order = { challenge: task.challenge, candidate: options.candidate, name: null };
  const dockerfiles = options.buildDockerfile ? { registry: chooseRegistry(io.env).prefix } : null;
  const services = { ...session.services, dockerfiles, openWorkspace: source.open, progress };
  const dossier = await gatherDossier(order, services);
  progress({ kind: 'started', step: 'report', title: stepTitles.report });
  const folder = options.out ?? join('runs', runName(dossier));
  const { rubric } = task;
  const failUnder = options.failUnder ?? null;
  const grade = gradeDossier({ dossier, rubric, overrides: [], failUnder, report: reportPath(folder) });
  await openRuns()(folder, { dossier, grade });
  progress({ kind: 'ended', step: 'report', outcome: 'ok', note: '' });
  return { dossier, grade, folder };
};

const refuseLocalBuild = ({ sandbox, buildDockerfile }: GradeOptions): void => {
  if (!buildDockerfile || sandbox !== 'local') return;
  throw new HarnessError({
    code: 'BUILD_NEEDS_ENGINE',
    message: 'The local sandbox has no engine that could build a Dockerfile.',
    hint: 'Leave out --build-dockerfile, or use --sandbox docker.',
  });
};

/** `takehome grade`: exit 0 graded, 1 below the bar asked for or a person is needed, 2 could not run. */
export const grade = async (options: GradeOptions, io: CommandIo): Promise<number> => {
  refuseLocalBuild(options);
  const task = await readTask(options);
  await refuseUnwritable(options.out ?? 'runs');
  await using session = await openSession(options.sandbox, io);
  await using display = displayFor(io);
  const { grade: result } = await gradeOne({ options, task, session }, { io, progress: display.progress });
  await display[Symbol.asyncDispose]();
  if (io.json) io.out(JSON.stringify(result, null, 2));
  else for (const line of closingLines(result)) io.out(line);
  return exitCodeFor(result);
};
