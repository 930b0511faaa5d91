import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { closingLines } from '../../reports/terminal.ts';
import { checks } from '../checks/index.ts';
import { loadOverrides } from '../config/overrides.ts';
import type { LoadedRubric } from '../config/rubric.ts';
import { HarnessError } from '../errors.ts';
import { exitCodeFor } from '../exit-code.ts';
import { gradeDossier } from '../grade.ts';
import type { Dossier, Grade, Override } from '../types.ts';
import { readDossier, type SavedDossier } from './dossier-file.ts';
import type { CommandIo } from './io.ts';
import { reportPath, runName, writeRun } from './run-folder.ts';
import { readRubric, readTask } from './task.ts';

export type RegradeOptions = {
  /** Files, or run folders. */
  readonly dossiers: readonly string[];
  /** Id or file; without it each challenge's own. */
  readonly rubric?: string;
  /** YAML file with scores set by a person. */
  readonly overrides?: string;
  /** Folder for one run folder a dossier; without it each grade is written beside its dossier. */
  readonly out?: string;
  /** 0..100 */
  readonly failUnder?: number;
};

/**
 * `takehome regrade`: weighs saved dossiers again, without an engine. Everything is read and judged before anything is
 * written, so a mistake in one file leaves all as they were. Exit 1 when any grade misses the bar.
 */
export async function regrade(options: RegradeOptions, io: CommandIo): Promise<number> {
  const saved = await Promise.all(options.dossiers.map(readDossier));
  const overrides = options.overrides === undefined ? [] : await readOverrides(options.overrides);
  const graded = await Promise.all(saved.map((one) => gradeAgain(one, { options, overrides })));
  for (const { folder, dossier, grade } of graded) await writeRun(folder, { dossier, grade });
  print(
    graded.map(({ grade }) => grade),
    io,
  );
  return Math.max(...graded.map(({ grade }) => exitCodeFor(grade)));
}

type Regraded = { readonly folder: string; readonly dossier: Dossier; readonly grade: Grade };
type Weighing = { readonly options: RegradeOptions; readonly overrides: readonly Override[] };

async function gradeAgain(
  { file, dossier }: SavedDossier,
  { options, overrides }: Weighing,
): Promise<Regraded> {
  const folder = options.out === undefined ? dirname(file) : join(options.out, runName(dossier));
  const rubric = await rubricFor(dossier, options);
  const failUnder = options.failUnder ?? null;
  const grade = gradeDossier({ dossier, rubric, overrides, failUnder, report: reportPath(folder) });
  return { folder, dossier, grade };
}

async function rubricFor({ header }: Dossier, { rubric }: RegradeOptions): Promise<LoadedRubric> {
  if (rubric !== undefined) return readRubric(rubric);
  return (await readTask({ challenge: header.challenge.id })).rubric;
}

async function readOverrides(file: string): Promise<readonly Override[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const hint = 'Pass a YAML list of check, score, reason, by and date.';
    throw new HarnessError({
      code: 'OVERRIDES_UNREADABLE',
      message: `${file} could not be read.`,
      hint,
      cause,
    });
  });
  return loadOverrides(
    { file, text },
    checks.map(({ id }) => id),
  );
}

/** With `--json`, one dossier gives its grade and several give a list. */
function print(grades: readonly Grade[], io: CommandIo): void {
  const [only] = grades;
  if (io.json) io.out(JSON.stringify(grades.length === 1 ? only : grades, null, 2));
  else for (const line of grades.flatMap((grade) => closingLines(grade))) io.out(line);
}
