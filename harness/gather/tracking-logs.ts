import type { Run, Source } from './tracking-runs.ts';

const maxLogs = 40;
const maxLogBytes = 512 * 1024;
const maxRows = 1_000;

const logFile =
  /(^|\/)[\w-]*(metrics?|results?|runs?|experiments?|scores?|leaderboard|evaluation|training_?log|history)[\w-]*\.(json|jsonl|csv)$/i;
const parameterName =
  /param|learning_rate|max_depth|n_estimators|seed|random_state|alpha|num_leaves|^c$|^model$|threshold|version|features?$/i;

type Counts = { readonly parameters: number; readonly metrics: number };

const byName = (pairs: readonly (readonly [string, unknown])[]): Counts => ({
  parameters: pairs.filter(([name]) => parameterName.test(name)).length,
  metrics: pairs.filter(([name, value]) => !parameterName.test(name) && typeof value === 'number').length,
});

/** Leaves of a JSON document with the names above them, breadth first, at most a thousand. */
const leaves = (document: unknown): readonly (readonly [string, unknown])[] => {
  const waiting: (readonly [string, unknown, number])[] = [['', document, 0]];
  const found: (readonly [string, unknown])[] = [];
  for (let at = 0; at < waiting.length && at < 1_000; at += 1) {
    const [name, value, level] = waiting[at] ?? ['', null, 9];
    if (typeof value !== 'object' || value === null) found.push([name, value]);
    else if (level < 6)
      for (const [key, inner] of Object.entries(value).slice(0, 200))
        waiting.push([Array.isArray(value) ? name : `${name}${name && '.'}${key}`, inner, level + 1]);
  }
  return found;
};

const countJson = (text: string): Counts | null => {
  try {
    return byName(leaves(JSON.parse(text)));
  } catch {
    const [first = ''] = text.split('\n', 1);
    return text.includes('\n') && first.startsWith('{') && first.length < text.length - 1
      ? countJson(first)
      : null;
  }
};

const isNumber = (value: string | undefined): boolean =>
  value !== undefined && /^-?(\d|\.\d)/.test(value.trim()) && Number.isFinite(Number(value));

/** Columns of the first two lines: names above, numbers below. */
const countCsv = (text: string): Counts | null => {
  const lines = text.split('\n', maxRows + 1);
  if (lines.length > maxRows) return null;
  const [names = [], values = []] = lines.slice(0, 2).map((line) => line.slice(0, 10_000).split(','));
  return byName(
    names.map((name, index) => [name.trim(), isNumber(values[index]) ? Number(values[index]) : null]),
  );
};

/** Metric logs of the candidate's own making; a table of many rows holds data and is no log of runs. */
export const logRuns = async ({ files, read, madeByTraining }: Source): Promise<readonly Run[]> => {
  const logs = files.filter(
    ({ path, bytes }) =>
      logFile.test(path) && bytes > 0 && bytes <= maxLogBytes && !/(^|\/)mlruns\//.test(path),
  );
  const runs: Run[] = [];
  for (const { path } of logs.slice(0, maxLogs)) {
    const text = (await read(path, maxLogBytes))?.toString('utf8');
    const counts = text === undefined ? null : /\.csv$/i.test(path) ? countCsv(text) : countJson(text);
    if (counts && counts.metrics > 0) runs.push({ tool: 'own-log', path, ...counts, madeByTraining });
  }
  return runs;
};
