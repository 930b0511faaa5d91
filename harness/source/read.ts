import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInChildren } from './children.ts';
import { digestOf } from './decode.ts';
import { linkPython } from './link.ts';
import { kindOf, originOf } from './paths.ts';
import {
  type FileReading,
  type Question,
  type ReadLimits,
  type RulesReading,
  readLimits,
} from './protocol.ts';
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
  secrets: [],
  unread,
});

const suppliedOf = ({ brief, supplied }: ReadRequest): Question['supplied'] =>
  [brief, ...supplied()]
    .map((text) => Buffer.from(text, 'utf8'))
    .filter((bytes) => bytes.length > 0)
    .map((bytes) => ({ digest: digestOf(bytes), bytes: bytes.length }));

/** Both kinds of Python, where the path does not say that somebody else wrote it. */
const isRuled = (file: Question['files'][number]): boolean =>
  ['python', 'notebook'].includes(kindOf(file.path)) && originOf(file) === 'own';

// A child lives for a second: what V8 makes faster beside it takes more of the processors than it gives back.
const factsProgram = { module: 'child', flags: ['--no-opt'] };
const rulesProgram = {
  module: 'rules-child',
  flags: ['--liftoff-only', '--single-threaded', '--wasm-lazy-validation'],
};

/** Facts from the readings of single files. */
export const assemble = (
  readings: readonly FileReading[],
  rulings: readonly RulesReading[] = [],
): SourceFacts => ({
  files: readings.map(({ file }) => file),
  python: linkPython(
    readings.flatMap(({ python }) => python ?? []),
    new Map(rulings.map(({ path, rules }) => [path, rules])),
  ),
  scripts: readings.flatMap(({ script }) => script ?? []),
  texts: readings.flatMap(({ text }) => text ?? []),
  pickled: readings.flatMap(({ pickled }) => pickled ?? []),
  secrets: readings.flatMap(({ secrets }) => secrets),
  unread: readings.flatMap(({ file, unread }) => (unread ? [{ path: file.path, because: unread }] : [])),
});

/**
 * Reads a submission's files in child processes that can be killed: a file that crashes or hangs its child costs itself
 * and nothing else. Ruff's rules are asked in a child of their own beside it, so that what it does not survive costs rules alone. Rejects with a `FaultError` only when the child cannot be started at all.
 */
export const readFacts = async (request: ReadRequest): Promise<SourceFacts> => {
  const { root, signal, files } = request;
  const emptyFolder = await mkdtemp(join(tmpdir(), 'takehome-source-'));
  const place = { root, signal, emptyFolder, limits: { ...readLimits, ...request.limits } };
  try {
    const [readings, rulings] = await Promise.all([
      readInChildren<FileReading>(
        {
          program: factsProgram,
          files,
          supplied: () => suppliedOf(request),
          lost: unreadable,
        },
        place,
      ),
      readInChildren<RulesReading>(
        {
          program: rulesProgram,
          files: files.filter(isRuled),
          supplied: () => [],
          lost: ({ path }) => ({ path, rules: null }),
        },
        place,
      ),
    ]);
    return assemble(readings, rulings);
  } finally {
    await rm(emptyFolder, { recursive: true, force: true });
  }
};
