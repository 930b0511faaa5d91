import { type Names, type Run, runOf, type Source } from './tracking-found.ts';

const maxLogs = 40;
const maxLogBytes = 512 * 1024;
const maxRows = 1_000;

const logFile =
  /(^|\/)[\w-]*(metrics?|results?|runs?|experiments?|scores?|leaderboard|evaluation|training_?log|history)[\w-]*\.(json|jsonl|csv)$|(^|\/)(runs?|experiments?|tracking|experiment_?logs?)\/[\w.-]+\.(json|jsonl|csv)$/i;
/** What the stores of tools hold is read with them. */
const stores = /(^|\/)(mlruns|mlartifacts|wandb|dvclive)\//;
const parameterName =
  /param|learning_rate|max_depth|n_estimators|seed|random_state|alpha|num_leaves|^c$|^model$|threshold|version|features?$/i;

/** Together they are what a service records of itself by the hour. */
const watched = [
  /(^|\.)(ts|time|date|hour|time_?stamp|date_?time)$/i,
  /latency|response_?time/i,
  /error_?(rate|count)|requests?|throughput|(^|_)[rq]ps(_|$)/i,
];
const curve = /^(precisions?|recalls?|[ft]prs?)$/i;

type Log = Names & { readonly count: number };
type Pairs = readonly (readonly [string, unknown])[];

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** Null for what a service records; the elements of a list are one by its name. */
const byName = (pairs: Pairs, count = 1): Log | null => {
  const names = unique(pairs.map(([name]) => name));
  const parameters = names.filter((name) => parameterName.test(name));
  const numbers = pairs.filter(([name, value]) => !parameterName.test(name) && typeof value === 'number');
  const isOfService = watched.every((column) => names.some((name) => column.test(name)));
  if (isOfService && count > 1 && parameters.length === 0) return null;
  return { parameters, metrics: unique(numbers.map(([name]) => name)), count };
};

/** Without the thresholds of a curve: nobody set them. */
const withoutAxis = (pairs: Pairs): Pairs =>
  pairs.some(([name, value]) => curve.test(name) && Array.isArray(value))
    ? pairs.filter(([name, value]) => !(/^thresholds?$/i.test(name) && Array.isArray(value)))
    : pairs;

/** Leaves of a JSON document with the names above them, breadth first, at most a thousand. */
const leaves = (document: unknown): Pairs => {
  const waiting: (readonly [string, unknown, number])[] = [['', document, 0]];
  const found: (readonly [string, unknown])[] = [];
  for (let at = 0; at < waiting.length && at < 1_000; at += 1) {
    const [name, value, level] = waiting[at] ?? ['', null, 9];
    if (typeof value !== 'object' || value === null) found.push([name, value]);
    else if (level < 6)
      for (const [key, inner] of withoutAxis(Object.entries(value)).slice(0, 200))
        waiting.push([Array.isArray(value) ? name : `${name}${name && '.'}${key}`, inner, level + 1]);
  }
  return found;
};

/** One run a line. */
const namesInLines = (text: string): Log | null => {
  const lines = text.split('\n', maxRows).filter((line) => line.startsWith('{'));
  try {
    return lines.length > 0 ? byName(leaves(JSON.parse(lines[0] ?? '')), lines.length) : null;
  } catch {
    return null;
  }
};

export const namesInJson = (text: string): Log | null => {
  try {
    const document: unknown = JSON.parse(text);
    return byName(leaves(document), Array.isArray(document) ? Math.max(1, document.length) : 1);
  } catch {
    return namesInLines(text);
  }
};

const isNumber = (value: string | undefined): boolean =>
  value !== undefined && /^-?(\d|\.\d)/.test(value.trim()) && Number.isFinite(Number(value));

/** Columns of the first two lines: names above, numbers below. */
const namesInCsv = (text: string): Log | null => {
  const lines = text.split('\n', maxRows + 1);
  if (lines.length > maxRows) return null;
  const [names = [], values = []] = lines.slice(0, 2).map((line) => line.slice(0, 10_000).split(','));
  const rows = lines.filter((line) => line.trim() !== '').length - 1;
  return byName(
    names.map((name, index) => [name.trim(), isNumber(values[index]) ? Number(values[index]) : null]),
    Math.max(1, rows),
  );
};

/** Metric logs of the candidate's own making; a table of many rows holds data and is no log of runs. */
export const logRuns = async ({ files, read, madeByTraining }: Source): Promise<readonly Run[]> => {
  const logs = files.filter(
    ({ path, bytes }) => logFile.test(path) && bytes > 0 && bytes <= maxLogBytes && !stores.test(path),
  );
  const runs: Run[] = [];
  for (const { path } of logs.slice(0, maxLogs)) {
    const text = (await read(path, maxLogBytes))?.toString('utf8') ?? '';
    const log = /\.csv$/i.test(path) ? namesInCsv(text) : namesInJson(text);
    if (log && log.metrics.length > 0)
      runs.push(runOf({ tool: 'own-log', path, count: log.count }, { ...log, madeByTraining }));
  }
  return runs;
};
