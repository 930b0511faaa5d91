import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { Command } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import type { ShuffledEvidence } from '../evidence/shuffled.ts';
import { estimates } from '../metrics/bootstrap.ts';
import { rank } from '../metrics/ranked.ts';
import { rocAuc } from '../metrics/ranking.ts';
import type { Sandbox, SandboxFile } from '../sandbox/types.ts';
import type { Answered } from './behaviour.ts';
import { askAll, drawnOrder } from './holdout-asking.ts';
import { goodRowsOf } from './serving.ts';
import { startServer } from './start.ts';
import type { Running } from './types.ts';

/** Enough to tell the same answers from others, and a few batches at most. */
const rowsToAsk = 400;
const fewest = 100;
/** A difference in probability that nobody would act on. */
const unchanged = 0.02;
const seed = 20_250_411;

const notRun = (because: NonNullable<ShuffledEvidence['because']>, durationMs = 0): ShuffledEvidence => ({
  outcome: 'not-run',
  because,
  rows: 0,
  rocAuc: null,
  unchangedShare: null,
  spread: null,
  durationMs,
});

/** The CSV with the values of one column in another order; everything else stays in its place. */
export const withShuffledColumn = (
  text: string,
  { column, digest }: { readonly column: string; readonly digest: string },
): string => {
  const [header = [], ...rows]: string[][] = parse(text, { relax_column_count: true });
  const at = header.indexOf(column);
  const order = drawnOrder(rows.length, digest);
  const moved = rows.map((row, place) => row.with(at, rows[order[place] ?? 0]?.[at] ?? ''));
  return stringify([header, ...moved]);
};

const targetOf = ({ columns }: ChallengeConfig): string =>
  columns.find(({ role }) => role === 'target')?.name ?? '';

/** Every copy of the training data that we put there. */
const filesFor = ({ files, challenge, draw, workspace }: Running): readonly SandboxFile[] => {
  const { config } = challenge;
  const train = draw.files.find(({ path }) => path === config.data.train)?.text;
  if (train === undefined) return files;
  const text = withShuffledColumn(train, { column: targetOf(config), digest: workspace.digest });
  return files.map((file) => ('text' in file && file.text === train ? { ...file, text } : file));
};

export type Served = { readonly answered: Answered; readonly shape: Shape; readonly command: Command };

type Again = { readonly running: Running; readonly sandbox: Sandbox; readonly served: Served };

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const deviation = (values: readonly number[]): number => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

type Compared = { readonly before: number; readonly after: number; readonly label: 0 | 1 };

const compare = (
  rows: readonly Compared[],
): Pick<ShuffledEvidence, 'rocAuc' | 'unchangedShare' | 'spread'> => {
  const [before, after] = [rows.map((row) => row.before), rows.map((row) => row.after)];
  const labels = rows.map(({ label }) => label);
  const bothClasses = new Set(labels).size === 2;
  return {
    rocAuc: bothClasses
      ? estimates(rank({ probabilities: after, labels }), { metrics: { rocAuc }, seed }).rocAuc
      : null,
    unchangedShare: rows.filter((row) => Math.abs(row.before - row.after) <= unchanged).length / rows.length,
    spread: { trueLabels: deviation(before), shuffledLabels: deviation(after) },
  };
};

/** Rows of the holdout that the first model answered, some of them, as the second answers them. */
const askAgain = async ({ running, sandbox, served }: Again): Promise<readonly Compared[] | null> => {
  const { answered, shape, command } = served;
  const started = await startServer({ ...running, sandbox }, command);
  if (!started.server) return null;
  await using server = started.server;
  const { rows, labels } = running.draw.holdout;
  const order = drawnOrder(rows.length, running.workspace.digest).filter((row) => answered.values.has(row));
  const predicting = { server, limits: running.limits, shape, goodRows: goodRowsOf(running) };
  const { values } = await askAll({ running, predicting, rows, least: fewest }, order.slice(0, rowsToAsk));
  return [...values].map(([row, after]) => ({
    before: answered.values.get(row) ?? 0,
    after,
    label: labels[row] ?? 0,
  }));
};

/** `served` is null where the submission's own model could not be asked: then there is nothing to compare with. */
export const gatherShuffled = async (running: Running, served: Served | null): Promise<ShuffledEvidence> => {
  const { commands, limits, now } = running;
  const began = now();
  if (!served) return notRun('not-predicting');
  if (!commands.train) return notRun('no-train-command');
  running.waitingFor('training on shuffled labels');
  await using sandbox = await running.openAnother('shuffled');
  await sandbox.put(filesFor(running));
  const { shell, workdir, env } = commands.train;
  const timeoutMs = limits.trainSeconds * 1000;
  const { ending, exitCode } = await sandbox.exec({ shell, workdir, env, timeoutMs, purpose: 'train' });
  if (ending !== 'exited' || exitCode !== 0) return notRun('training-failed', now() - began);
  const rows = await askAgain({ running, sandbox, served });
  if (!rows) return notRun('not-serving', now() - began);
  if (rows.length < fewest) return notRun('too-few-answers', now() - began);
  return {
    outcome: 'measured',
    because: null,
    rows: rows.length,
    ...compare(rows),
    durationMs: now() - began,
  };
};
