import { FaultError } from '../errors.ts';
import type { Question, ReadLimits } from './protocol.ts';
import { type Program, type Started, startChild } from './session.ts';

type Target = Question['files'][number];

export type Reading<Read> = {
  readonly program: Program;
  /** The first child, which waits already. */
  readonly first: Started;
  readonly files: readonly Target[];
  /** The rest of the question, made while the child starts. */
  readonly supplied: () => Question['supplied'];
  /** What is said of a file that cost its child, or that none was left for. */
  readonly lost: (file: Target, because: 'timed-out' | 'crashed') => Read;
};

export type Place = {
  readonly root: string;
  readonly allowed: readonly string[];
  readonly emptyFolder: string;
  readonly limits: ReadLimits;
  readonly signal: AbortSignal;
};

/** Child after child until every file is read or has cost its own child; what is left at the deadline timed out. */
export const readInChildren = async <Read>(
  { program, first, files: all, supplied, lost }: Reading<Read>,
  { limits, ...place }: Place,
): Promise<readonly Read[]> => {
  const deadline = performance.now() + limits.totalMs;
  const readings: Read[] = [];
  let files = all;
  for (let started = 0; files.length > 0 && started <= limits.restarts; started += 1) {
    const deadlineMs = Math.ceil(deadline - performance.now());
    if (deadlineMs <= 0) break;
    const question = (): Question => ({ root: place.root, files, supplied: supplied(), limits });
    await using child = started === 0 ? first : startChild({ ...place, program, limits });
    const session = await child.ask<Read>(question, deadlineMs);
    readings.push(...session.readings);
    const { stopped } = session;
    if (!stopped) return readings;
    const under = files[stopped.index];
    if (!under)
      throw new FaultError({
        code: 'HARNESS_BUG',
        blame: 'harness',
        message: 'The reader of source files did not start.',
      });
    readings.push(lost(under, stopped.because));
    files = files.slice(stopped.index + 1);
  }
  return [...readings, ...files.map((file) => lost(file, 'timed-out'))];
};
