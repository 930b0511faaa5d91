import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultError } from '../errors.ts';
import { digestOf } from './decode.ts';
import { linkPython } from './link.ts';
import { kindOf, originOf } from './paths.ts';
import { type FileReading, type Question, type ReadLimits, readLimits } from './protocol.ts';
import { runSession } from './session.ts';
import type { SourceFacts } from './types.ts';

export type ReadRequest = {
  /** Absolute path of the folder that holds the files. */
  readonly root: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly brief: string;
  /** Texts of the other files that every candidate receives, e.g. the training data. Asked for while the child starts. */
  readonly supplied: () => readonly string[];
  readonly signal: AbortSignal;
  readonly limits?: Partial<ReadLimits>;
};

const unreadable = (file: Question['files'][number], unread: FileReading['unread']): FileReading => ({
  file: { ...file, lines: null, kind: kindOf(file.path), origin: originOf(file) },
  python: null,
  script: null,
  text: null,
  pickled: null,
  unread,
});

const suppliedOf = ({ brief, supplied }: ReadRequest): Question['supplied'] =>
  [brief, ...supplied()]
    .map((text) => Buffer.from(text, 'utf8'))
    .filter((bytes) => bytes.length > 0)
    .map((bytes) => ({ digest: digestOf(bytes), bytes: bytes.length }));

/** Child after child until every file is read or has cost its own child; what is left at the deadline timed out. */
const readAll = async (request: ReadRequest, emptyFolder: string): Promise<readonly FileReading[]> => {
  const limits = { ...readLimits, ...request.limits };
  const deadline = performance.now() + limits.totalMs;
  const readings: FileReading[] = [];
  let files = request.files.map(({ path, bytes }) => ({ path, bytes }));
  for (let started = 0; files.length > 0 && started <= limits.restarts; started += 1) {
    const deadlineMs = Math.ceil(deadline - performance.now());
    if (deadlineMs <= 0) break;
    const { root, signal } = request;
    const question = (): Question => ({ root, files, supplied: suppliedOf(request), limits });
    const session = await runSession(question, { root, limits, emptyFolder, deadlineMs, signal });
    readings.push(...session.readings);
    const { stopped } = session;
    const lost = stopped ? files[stopped.index] : undefined;
    if (!stopped) return readings;
    if (!lost)
      throw new FaultError({
        code: 'HARNESS_BUG',
        blame: 'harness',
        message: 'The reader of source files did not start.',
      });
    readings.push(unreadable(lost, stopped.because));
    files = files.slice(stopped.index + 1);
  }
  return [...readings, ...files.map((file) => unreadable(file, 'timed-out'))];
};

/** Facts from the readings of single files. */
export const assemble = (readings: readonly FileReading[]): SourceFacts => ({
  files: readings.map(({ file }) => file),
  python: linkPython(readings.flatMap(({ python }) => python ?? [])),
  scripts: readings.flatMap(({ script }) => script ?? []),
  texts: readings.flatMap(({ text }) => text ?? []),
  pickled: readings.flatMap(({ pickled }) => pickled ?? []),
  unread: readings.flatMap(({ file, unread }) => (unread ? [{ path: file.path, because: unread }] : [])),
});

/**
 * Reads a submission's files in child processes that can be killed: a file that crashes or hangs its child costs itself
 * and nothing else. Rejects with a `FaultError` only when the child cannot be started at all.
 */
export const readFacts = async (request: ReadRequest): Promise<SourceFacts> => {
  const emptyFolder = await mkdtemp(join(tmpdir(), 'takehome-source-'));
  try {
    return assemble(await readAll(request, emptyFolder));
  } finally {
    await rm(emptyFolder, { recursive: true, force: true });
  }
};
