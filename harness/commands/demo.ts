import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { materialiseReference } from '../challenge/reference.ts';
import { exitCodes } from '../errors.ts';
import type { Bounds, Grade } from '../types.ts';
import { gradeOne } from './grade.ts';
import type { CommandIo } from './io.ts';
import { displayFor } from './progress.ts';
import { openSession } from './session.ts';
import { readTask } from './task.ts';

export type DemoOptions = { readonly out: string };

const shown = ['strong', 'notebook'] as const;
const width = 26;

const points = ({ low, high }: Bounds): string => {
  const [from, to] = [low.toFixed(0), high.toFixed(0)];
  return from === to ? from : `${from}-${to}`;
};

const cell = (text: string): string => text.padEnd(12);

/** The same criteria of several grades, side by side. */
export const sideBySide = (grades: readonly Grade[]): readonly string[] => {
  const titles = grades[0]?.criteria.map(({ id, title }) => ({ id, title })) ?? [];
  const scoreOf = (grade: Grade, id: string): string => {
    const score = grade.criteria.find((criterion) => criterion.id === id)?.score;
    return score ? points(score) : 'not asked';
  };
  return [
    `${''.padEnd(width)}${grades.map((grade) => cell(grade.submission.name)).join('')}`,
    ...titles.map(
      ({ id, title }) =>
        `${title.slice(0, width - 2).padEnd(width)}${grades.map((grade) => cell(scoreOf(grade, id))).join('')}`,
    ),
    `${'Score of 100'.padEnd(width)}${grades.map((grade) => cell(points(grade.score))).join('')}`,
  ].map((line) => line.trimEnd());
};

/** Grades the bundled `strong` and `notebook` references for real, as git repositories. */
export const demo = async ({ out }: DemoOptions, io: CommandIo): Promise<number> => {
  const task = await readTask({ challenge: 'churn' });
  await using session = await openSession('docker', io);
  await using scratch = new AsyncDisposableStack();
  const sources = await mkdtemp(join(tmpdir(), 'takehome-demo-'));
  scratch.defer(() => rm(sources, { recursive: true, force: true }));
  const grades: Grade[] = [];
  for (const name of shown) {
    if (!io.json) io.err(`Grading the bundled reference "${name}"`);
    const source = await materialiseReference(task.challenge.folder, name, join(sources, name));
    const options = {
      source,
      challenge: 'churn',
      candidate: 'reference',
      out: join(out, name),
      sandbox: 'docker',
      allowHttp: [],
    };
    await using display = displayFor(io);
    const { grade } = await gradeOne({ options, task, session }, { io, progress: display.progress });
    grades.push(grade);
  }
  if (io.json) io.out(JSON.stringify(grades, null, 2));
  else
    for (const line of [
      '',
      ...sideBySide(grades),
      '',
      'Reports:',
      ...grades.map(({ report }) => `  ${report}`),
    ])
      io.out(line);
  return exitCodes.graded;
};
