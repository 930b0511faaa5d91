import type { Excerpt } from '../evidence/common.ts';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { SourceFacts } from '../source/types.ts';
import { madeBy, namesIn } from './tracking-behind.ts';
import { isMeasured, measuring } from './tracking-measured.ts';
import { pathsOf } from './tracking-path.ts';
import { adds, type Write, writesIn } from './tracking-writes.ts';

type Use = TrackingEvidence['uses'][number];
type Code = Pick<SourceFacts, 'python' | 'scripts'>;

const maxCalls = 12;
const logName =
  /(experiment|run|training|train|metric|result|score|evaluation|eval|history|leaderboard|tracking)s?\w*/i;
const record =
  /metric|score|experiment|eval|history|leaderboard|iteration|\btrials?\b|run_?(log|id|record|info)|\bruns?\.(csv|jsonl?)/i;
/** `metrics.json`, `runs.csv`: a file that looks like a log of runs. */
const logFile =
  /(metrics?|metricas|results?|runs?|experiments?|iterations?|trials?|scores?|leaderboard|history|log)[\w-]*\.(jsonl?|csv|ya?ml|tsv)\b/i;

/** A name that another run does not have: its id, its time, the state of the code. */
const ofOneRun =
  /run_?(id|uuid|number|no)\b|experiment_?id\b|\btrial\.(number|_trial_id)|time_?stamp|uuid\d?\b|git_?sha|commit_?(sha|hash)|strftime|isoformat|utcnow|\bnow\(|\btoday\(|\btime\.time\b|Date\.now|toISOString|new Date\b/i;
/** A file that is named after several runs or versions, and by its name holds a row of each. */
const ofVersions =
  /(^|[/_"'-])(iteration|experiment|run|trial)s?([_-]?(log|history|table|results|metrics))?s?\.(csv|jsonl?|tsv)\b/i;
const reads = /\b(read_csv|read_json|json\.loads?|safe_load|DictReader|csv\.reader)\b/;
const joins = /\b(concat|append|extend|insert|update)\(|\+\s*[[{\w]|\+=|\]\s*=[^=]/;

type Judged = Write & {
  /** What the path is made of, as far as it can be followed. */
  readonly path: readonly string[];
  /** Whoever starts the program, or calls the function, says where to. */
  readonly open: boolean;
};

const saidOutside =
  /\bargs\.|\b(cfg|conf|config|settings|params|opts?|options)\b|\benviron\b|\bgetenv\b|\bsys\.argv\b|process\.(env|argv)/i;

/** A write once for each path that callers give it. */
const judged =
  (paths: ReturnType<typeof pathsOf>) =>
  (write: Write): readonly Judged[] => {
    const { file, call, to } = write;
    if (!file) return [{ ...write, path: [to], open: !/^["'`][^${]*["'`]$/.test(to) }];
    return paths({ file, line: call.place.line }, to).map(({ texts, unknown }) => ({
      ...write,
      path: texts,
      open: unknown || texts.some((text) => saidOutside.test(text)),
    }));
  };

const madeIn = ({ file, call }: Write, name: string): readonly string[] =>
  file ? madeBy({ file, line: call.place.line }, name) : [];

const namesOf = ({ path }: Judged): readonly string[] =>
  path.flatMap((text) => text.match(/[\w-][\w.-]*\.(jsonl?|csv|ya?ml|tsv)\b/gi) ?? []);

/** Read before, added to, and written again; of a notebook, which reads much, the same file. */
const isReadBefore = (write: Judged): boolean => {
  const own = namesIn(write.what).flatMap((name) => madeIn(write, name));
  const joined = own.filter((text) => joins.test(text));
  const read = [...own, ...joined.flatMap(namesIn).flatMap((name) => madeIn(write, name))];
  const isSame = (text: string): boolean =>
    !write.file?.notebook || namesOf(write).some((name) => text.includes(name));
  return joined.length > 0 && read.some((text) => reads.test(text) && isSame(text));
};

/** A table of several rows, each put there by itself with the settings that it came from: scores alone compare, and record nothing. */
const holdsVersions = (write: Judged): boolean => {
  const made = namesIn(write.what).flatMap((name) => madeIn(write, name));
  const several = made.some((text) => /\.append\(|\[\s*\{[^[]*\},?\s*\{/.test(text));
  const settings = made.some((text) =>
    /param|config|setting|alpha|depth|learning_?rate|estimators|seed/i.test(text),
  );
  return several && settings && write.path.some((text) => ofVersions.test(text));
};

/** More than the last run is kept. */
const isKept = (write: Judged): boolean => {
  if (write.appends || write.path.some((text) => adds.test(text) || ofOneRun.test(text))) return true;
  return isReadBefore(write) || holdsVersions(write);
};

/** A row for each that was scored, as a column that names them or the file's name tells. */
const isOfRows = (write: Judged): boolean => {
  const made = namesIn(write.what).flatMap((name) => madeIn(write, name));
  const column = /["'](?!(?:run|experiment|trial|model|version)_?id)(\w+_)?(id|uuid)["']\s*:/i;
  const chosen = /\[\[["'](?!(?:run|experiment|trial|model|version)_?id)(\w+_)?(id|uuid)["']\s*[,\]]/i;
  const files = namesOf(write);
  if (files.length > 0 && files.every((name) => /predict|submission|importance/i.test(name))) return true;
  const texts = [write.what, ...made];
  return texts.some((text) => column.test(text) || chosen.test(text) || /\.predict(_proba)?\(/.test(text));
};

/** A name that speaks of metrics or runs, in what is written or where to. */
const recordsMetrics = (write: Judged): boolean => {
  const said = [write.call.text, ...write.call.args].join(' ');
  if (record.test(said) && logName.test(said)) return true;
  return write.path.some((text) => record.test(text) && logFile.test(text));
};

const namesLog = ({ strings }: SourceFacts['python'][number] | SourceFacts['scripts'][number]): boolean =>
  strings.some(({ value }) => logFile.test(value));

const excerptOf = ({ call: { place, text } }: Write): Excerpt => ({
  path: place.path,
  line: place.line,
  text,
});

export type OwnLog = {
  readonly use: Use | null;
  /** Where metrics are written over those of the run before; and where only whoever starts the program can tell. */
  readonly overwritten: readonly Excerpt[];
  readonly untold: readonly Excerpt[];
  /** Names of the files that hold nothing but the last run. */
  readonly lastFiles: readonly string[];
};

const placesOf = (found: readonly Judged[]): readonly Excerpt[] =>
  [
    ...new Map(
      found.map((write) => [`${write.call.place.path}:${write.call.place.line}`, excerptOf(write)]),
    ).values(),
  ].slice(0, maxCalls);

const none: OwnLog = { use: null, overwritten: [], untold: [], lastFiles: [] };

/** What a service writes of its answers is no log of runs. */
const isServed = ({ file }: Write): boolean => (file?.apps.length ?? 0) > 0;

/** Where the last run's metrics go, by the name of the file. */
const isMetricsFile = ({ path }: Judged): boolean =>
  path.some((text) => /(metric|evaluation|experiment|iteration)[\w-]*\.(jsonl?|csv|ya?ml)\b/i.test(text));

/** A file of figures, or one that only whoever starts the program names. */
const isOfFigures = ({ path, open }: Judged): boolean =>
  path.some((text) => /\.(jsonl?|csv|ya?ml|tsv|txt)\b/i.test(text)) ||
  (open && !path.some((text) => /\.(md|html?|png|pdf|parquet|pkl|joblib)\b/i.test(text)));

/** Code that measures a model and writes what it measured to a JSON, CSV or YAML file: named as such, or holding what metrics gave. */
export const findOwnLog = (code: Code): OwnLog => {
  const names = measuring(code);
  if (names.size === 0) return none;
  const named = new Set([...code.python, ...code.scripts].filter(namesLog).map(({ path }) => path));
  const isNamed = ({ call, path }: Judged): boolean =>
    named.has(call.place.path) || path.some((text) => logFile.test(text));
  const holds = (write: Judged): boolean => isOfFigures(write) && isMeasured(write, names);
  const paths = pathsOf(code.python.filter(({ test }) => !test));
  const found = writesIn(code)
    .flatMap(judged(paths))
    .filter((write) => (isNamed(write) && recordsMetrics(write)) || holds(write))
    .filter((write) => !isOfRows(write) && !isServed(write));
  const kept = found.filter(isKept);
  const metrics = found.filter((write) => !kept.includes(write) && (isMetricsFile(write) || holds(write)));
  // Each notebook is run by hand for an approach of its own, and what it left is that one's run.
  const lastFiles = metrics.filter(({ open, file }) => !open && !file?.notebook).flatMap(namesOf);
  const calls = placesOf(kept);
  if (calls.length > 0) return { ...none, use: { tool: 'own-log', imported: null, calls }, lastFiles };
  const of = (open: boolean) => placesOf(metrics.filter((write) => write.open === open));
  return { use: null, overwritten: of(false), untold: of(true), lastFiles };
};
