import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { closingLines } from '../../reports/terminal.ts';
import { challengeFile, findChallenge } from '../challenge/load.ts';
import { readDocument } from '../challenge/read.ts';
import { checks } from '../checks/index.ts';
import { challengeSchema } from '../config/challenge.ts';
import { loadOverrides } from '../config/overrides.ts';
import type { LoadedRubric } from '../config/rubric.ts';
import { HarnessError } from '../errors.ts';
import { exitCodeFor } from '../exit-code.ts';
import { gradeDossier } from '../grade.ts';
import type { Dossier, Grade, Override } from '../types.ts';
import { readDossier, type SavedDossier } from './dossier-file.ts';
import type { CommandIo } from './io.ts';
import { openRuns, reportPath, runName } from './run-folder.ts';
import { portfolioRubric, readRubric, shelves } from './task.ts';

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
  const rubricFor = rubricReader(options);
  const weighed = saved.map(async (one) => ({ ...one, rubric: await rubricFor(one.dossier), overrides }));
  const graded = (await Promise.all(weighed)).map((one) => gradeAgain(one, options));
  const writeRun = openRuns();
  for (const { folder, dossier, grade } of graded) await writeRun(folder, { dossier, grade });
  print(
    graded.map(({ grade }) => grade),
    io,
  );
  return Math.max(...graded.map(({ grade }) => exitCodeFor(grade)));
}

type Weighing = SavedDossier & { readonly rubric: LoadedRubric; readonly overrides: readonly Override[] };
type Regraded = { readonly folder: string; readonly dossier: Dossier; readonly grade: Grade };

function gradeAgain(
  { file, dossier, rubric, overrides }: Weighing,
  { out, failUnder }: RegradeOptions,
): Regraded {
  const folder = out === undefined ? dirname(file) : join(out, runName(dossier));
  const grade = gradeDossier({
    dossier,
    rubric,
    overrides,
    failUnder: failUnder ?? null,
    report: reportPath(folder),
  });
  return { folder, dossier, grade };
}

/** A cohort reads the rubric of each challenge once. */
function rubricReader({ rubric }: RegradeOptions): (dossier: Dossier) => Promise<LoadedRubric> {
  const reading = new Map<string | null, Promise<LoadedRubric>>();
  const read = async (challenge: string | null) => readRubric(rubric ?? (await rubricOf(challenge)));
  return ({ header }) => {
    const id = header.sandbox ? (header.challenge?.id ?? null) : null;
    const known = reading.get(id) ?? read(id);
    reading.set(id, known);
    return known;
  };
}

/** What the challenge names. Its data and generator are not needed here, and not loaded. Null: only the files were read. */
async function rubricOf(challenge: string | null): Promise<string> {
  if (challenge === null) return portfolioRubric;
  const folder = await findChallenge(challenge, shelves('challenges'));
  return (await readDocument(challengeSchema, join(folder, challengeFile))).rubric;
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
