import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { type Landing, landingsOf } from '../challenge/ladder.ts';
import { type Validation, validateChallenge } from '../challenge/validate.ts';
import { nearest } from '../config/nearest.ts';
import { exitCodes, HarnessError } from '../errors.ts';
import { refuseUnwritable } from '../files.ts';
import type { CommandIo } from './io.ts';
import { climb } from './ladder.ts';
import { liveProgress, plainProgress } from './progress.ts';
import { openSession } from './session.ts';
import { readTask, type Task } from './task.ts';

export type ValidateOptions = {
  readonly id: string;
  /** False: only what can be said without running a submission. */
  readonly ladder: boolean;
  /** References to run; all where none is named. */
  readonly only: readonly string[];
  readonly fresh: boolean;
  readonly out: string;
};

const validationLines = ({ claim, problems }: Validation): readonly string[] => [
  `${problems.length === 0 ? 'holds' : 'DOES NOT HOLD'}  ${claim}`,
  ...problems.map((problem) => `    ${problem}`),
];

const lead = ({ apart }: Landing): string => {
  if (!apart) return '';
  const by = apart.by.map(({ check, points }) => `${check} ${points.toFixed(1)}`);
  return `from ${apart.from}: ${by.join(', ') || 'nothing'}`;
};

const widths = [14, 8, 10, 9] as const;

const row = (...cells: readonly string[]): string =>
  cells
    .map((cell, place) => cell.padEnd(widths[place] ?? 0))
    .join('  ')
    .trimEnd();

const landingLines = (landing: Landing): readonly string[] => [
  row(
    landing.name,
    landing.middle.toFixed(1),
    landing.band.join('-'),
    landing.problems.length === 0 ? 'landed' : 'MISSED',
    lead(landing),
  ),
  ...(landing.flags.length > 0 ? [`    given away by ${landing.flags.join(', ')}`] : []),
  ...landing.problems.map((problem) => `    ${problem}`),
];

const unknownReference = (name: string, known: readonly string[]): HarnessError => {
  const guess = nearest(name, known);
  return new HarnessError({
    code: 'UNKNOWN_REFERENCE',
    message: `There is no reference called "${name}".`,
    hint: guess ? `Did you mean "${guess}"?` : `Known references: ${known.join(', ') || 'none'}.`,
  });
};

const namesOf = ({ challenge }: Task, only: readonly string[]): readonly string[] => {
  const known = challenge.config.references.flat();
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownReference(unknown, known);
  return known.filter((name) => only.length === 0 || only.includes(name));
};

const landings = async (
  task: Task,
  { options, io }: { readonly options: ValidateOptions; readonly io: CommandIo },
): Promise<readonly Landing[]> => {
  const names = namesOf(task, options.only);
  const out = join(options.out, task.challenge.config.id);
  await refuseUnwritable(out);
  await using session = await openSession('docker', io);
  const now = (): number => performance.now();
  const titles = Object.fromEntries(names.map((name) => [name, name]));
  await using display = io.isTty
    ? liveProgress(titles, { now, stream: process.stderr })
    : plainProgress({ err: io.err, now });
  const order = { names, out, task, session, fresh: options.fresh };
  const machine = { freeBytes: freemem(), cpus: availableParallelism() };
  const graded = await climb(order, { io, progress: display.progress, machine });
  return landingsOf(graded, task.challenge.config.references);
};

/**
 * `takehome challenge validate`: what can be said of the files first, then the whole ladder in containers. 0 when
 * everything holds, 1 when something does not.
 */
export const validateCommand = async (options: ValidateOptions, io: CommandIo): Promise<number> => {
  const task = await readTask({ challenge: options.id });
  const { id } = task.challenge.config;
  const validations = await validateChallenge(task.challenge);
  if (!io.json) for (const line of validations.flatMap(validationLines)) io.out(line);
  const landed = options.ladder ? await landings(task, { options, io }) : [];
  if (io.json) io.out(JSON.stringify({ challenge: id, validations, landings: landed }, null, 2));
  else if (landed.length > 0) {
    io.out(['', row('reference', 'score', 'band', '', 'what sets it apart')].join('\n'));
    for (const line of landed.flatMap(landingLines)) io.out(line);
    io.out(`\nReports: ${join(options.out, id)}`);
  }
  const holds = [...validations, ...landed].every(({ problems }) => problems.length === 0);
  return holds ? exitCodes.graded : exitCodes.belowBar;
};
