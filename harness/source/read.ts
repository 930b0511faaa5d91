import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInChildren } from './children.ts';
import { digestOf } from './decode.ts';
import { withLists } from './dependency-lists.ts';
import { withReports } from './left-behind.ts';
import { linkPython } from './link.ts';
import { kindOf, originOf } from './paths.ts';
import {
  type FileReading,
  type Question,
  type ReadLimits,
  type RulesReading,
  readLimits,
} from './protocol.ts';
import { isAskedOf } from './rules-file.ts';
import { isLookedInto, lookedInto } from './secrets.ts';
import { readable, startChild } from './session.ts';
import type { SourceFacts } from './types.ts';

export type ReadRequest = {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly brief: string;
  /** Texts of the other files that every candidate receives, e.g. the training data. Asked for while the child starts. */
  readonly supplied: () => readonly string[];
};

export type Reached = {
  /** Absolute path of the folder that holds the files, or will when they are read. */
  readonly root: string;
  readonly signal: AbortSignal;
  readonly limits?: Partial<ReadLimits>;
};

/** Children that have been started, and wait for the files of a folder. */
export type Readers = AsyncDisposable & {
  /**
   * Reads a submission's files, once: a file that crashes or hangs its child costs itself and nothing else. Rejects with a
   * `FaultError` only when the child cannot be started at all.
   */
  read(request: ReadRequest): Promise<SourceFacts>;
};

const unreadable = (file: Question['files'][number], unread: FileReading['unread']): FileReading => ({
  file: { path: file.path, bytes: file.bytes, lines: null, kind: kindOf(file.path), origin: originOf(file) },
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

/** What rules are asked of, as far as paths say who wrote it. */
const ruled = (files: Question['files']): Question['files'] => {
  const looked = lookedInto(files.map((file) => ({ ...file, origin: originOf(file) })));
  return files.filter((file) => isAskedOf(file, originOf(file)) || looked.has(file.path));
};

/** Secrets in what came with the brief, or with a package, are not the candidate's. */
const secretsOf = (
  readings: readonly FileReading[],
  rulings: readonly RulesReading[],
): SourceFacts['secrets'] => {
  const theirs = new Set(readings.filter(({ file }) => isLookedInto(file)).map(({ file }) => file.path));
  return rulings.flatMap(({ path, secrets }) => (theirs.has(path) ? secrets : []));
};

/** Facts from the readings of single files. */
export const assemble = (
  readings: readonly FileReading[],
  rulings: readonly RulesReading[] = [],
): SourceFacts => ({
  files: withLists(
    readings.map(({ file }) => file),
    readings.flatMap(({ text }) => text ?? []),
  ),
  python: linkPython(
    readings.flatMap(({ python }) => python ?? []),
    new Map(rulings.map(({ path, rules }) => [path, rules])),
  ),
  scripts: readings.flatMap(({ script }) => script ?? []),
  texts: readings.flatMap(({ text }) => text ?? []),
  pickled: readings.flatMap(({ pickled }) => pickled ?? []),
  secrets: secretsOf(readings, rulings),
  unread: readings.flatMap(({ file, unread }) => (unread ? [{ path: file.path, because: unread }] : [])),
});

/** Rules of others, Ruff's and Secretlint's, are asked in a child of their own: what they do not survive costs their answers alone. */
export const openReaders = async ({ root, signal, limits = {} }: Reached): Promise<Readers> => {
  const allowed = await readable(root);
  const emptyFolder = await mkdtemp(join(tmpdir(), 'takehome-source-'));
  const place = { root, allowed, signal, emptyFolder, limits: { ...readLimits, ...limits } };
  const facts = startChild({ ...place, program: 'child' });
  const rules = startChild({ ...place, program: 'rules-child' });
  return {
    read: async (request) => {
      const files = withReports(request.files.map(({ path, bytes }) => ({ path, bytes })));
      const [readings, rulings] = await Promise.all([
        readInChildren<FileReading>(
          { program: 'child', first: facts, files, supplied: () => suppliedOf(request), lost: unreadable },
          place,
        ),
        readInChildren<RulesReading>(
          {
            program: 'rules-child',
            first: rules,
            files: ruled(files),
            supplied: () => [],
            lost: ({ path }) => ({ path, rules: null, secrets: [] }),
          },
          place,
        ),
      ]);
      return assemble(readings, rulings);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([facts[Symbol.asyncDispose](), rules[Symbol.asyncDispose]()]);
      await rm(emptyFolder, { recursive: true, force: true });
    },
  };
};

/** Starts the children, reads, and ends them. */
export const readFacts = async (request: ReadRequest & Reached): Promise<SourceFacts> => {
  await using readers = await openReaders(request);
  return await readers.read(request);
};
