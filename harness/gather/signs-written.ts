import { FaultError } from '../errors.ts';
import type { Records } from '../evidence/signs.ts';
import { repeatsNames } from './concealed.ts';
import type { Predicting } from './serving.ts';
import { askRows, type Batch, type Watching } from './signs-asking.ts';
import { bestOf, type Counting, noRecords, recordsIn, type Written } from './signs-records.ts';

/** Enough of an end to be told from other ends, where a log was cut at its beginning. */
const endCharacters = 64 * 1024;

/** What stands in `after` and did not in `before`, where something was added to the end. */
export const addedTo = (before: string, after: string): string => {
  if (after.startsWith(before)) return after.slice(before.length);
  const end = before.slice(-endCharacters);
  const at = after.lastIndexOf(end);
  return at < 0 ? after : after.slice(at + end.length);
};

export const countingOf = (
  { challenge, draw }: Pick<Watching, 'challenge' | 'draw'>,
  { predicting, batch }: { readonly predicting: Predicting; readonly batch: Batch },
): Counting => ({
  asked: { path: predicting.shape.path, values: batch.values, rows: predicting.goodRows },
  answered: batch.values.length,
  hidden: (text) => repeatsNames(text, { rows: draw.holdout.rows, config: challenge.config }),
});

type Printed = { readonly stdout: string; readonly stderr: string };

export const printedRecords = (
  { before, after }: { readonly before: Printed; readonly after: Printed },
  counting: Counting,
): Records =>
  bestOf(
    (['stdout', 'stderr'] as const).map((stream) =>
      recordsIn({ source: 'output', header: null, text: addedTo(before[stream], after[stream]) }, counting),
    ),
  );

const maxFiles = 5_000;
const maxFileBytes = 4 * 1024 * 1024;
const maxWatched = 3;
const readable = /\.(log|jsonl|ndjson|json|csv|tsv|txt|out)$|(^|\/)logs?\//i;
/** An archive dates files in whole seconds; what was appended to just now is among the newest. */
const newestMs = 10_000;

const watched = async ({ sandbox }: Watching): Promise<readonly string[]> => {
  const files = await sandbox.files('.', maxFiles);
  const newest = Math.max(0, ...files.map(({ modifiedMs }) => modifiedMs));
  return files
    .filter(({ path, bytes }) => readable.test(path) && bytes > 0 && bytes <= maxFileBytes)
    .filter(({ modifiedMs }) => newest - modifiedMs <= newestMs)
    .toSorted((one, other) => other.modifiedMs - one.modifiedMs)
    .slice(0, maxWatched)
    .map(({ path }) => path);
};

const contentsOf = async (
  { sandbox }: Watching,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const contents = new Map<string, string>();
  for (const path of paths) {
    const bytes = await sandbox.read(path, maxFileBytes);
    if (bytes) contents.set(path, bytes.toString('utf8'));
  }
  return contents;
};

/** A folder that changes while it is read, or holds too much, is the submission's doing: then nothing was found in files. */
const unlessUnreadable = async (running: Watching, find: () => Promise<Records>): Promise<Records> => {
  try {
    return await find();
  } catch (error) {
    running.signal.throwIfAborted();
    if (error instanceof FaultError) return noRecords;
    throw error;
  }
};

const firstLine = (text: string): string => text.slice(0, 4_000).split(/\r?\n/, 1)[0] ?? '';

type Asking = { readonly predicting: Predicting; readonly count: number };

const recordsInFiles = async (running: Watching, { predicting, count }: Asking): Promise<Records> => {
  const paths = await watched(running);
  const before = await contentsOf(running, paths);
  if (before.size === 0) return noRecords;
  const batch = await askRows(running, { predicting, count });
  const after = await contentsOf(running, [...before.keys()]);
  const counting = countingOf(running, { predicting, batch });
  const written = [...before].map(
    ([source, text]): Written => ({
      source,
      header: firstLine(text),
      text: addedTo(text, after.get(source) ?? ''),
    }),
  );
  return bestOf(written.map((one) => recordsIn(one, counting)));
};

/**
 * Records in files that the service appends to. They are found by their date, so that a second batch of requests has to be sent
 * once it is known which they are.
 */
export const filedRecords = (running: Watching, asking: Asking): Promise<Records> =>
  unlessUnreadable(running, () => recordsInFiles(running, asking));
