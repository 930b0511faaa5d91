import type { Excerpt } from '../evidence/common.ts';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { SourceFacts } from '../source/types.ts';
import { behind, givenFor, madeBy, namesIn } from './tracking-behind.ts';
import { adds, type Write, writesIn } from './tracking-writes.ts';

type Use = TrackingEvidence['uses'][number];
type Code = Pick<SourceFacts, 'python' | 'scripts'>;

const maxCalls = 12;
const logName =
  /(experiment|run|training|train|metric|result|score|evaluation|eval|history|leaderboard|tracking)s?\w*/i;
const record =
  /metric|score|experiment|eval|history|leaderboard|iteration|\btrials?\b|run_?(log|id|record|info)|\bruns?\.(csv|jsonl?)/i;
const measures =
  /(^sklearn\.metrics\.)|(^|\.)(cross_val_score|cross_validate|evaluate)$|(_score|_loss|_auc)$|(^|\.)(averagePrecision|prAuc|rocAuc|brier|logLoss|f1)(Score)?$/;
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

const judged = (write: Write, files: Code['python']): Judged => {
  const { file, call, to } = write;
  if (!file) return { ...write, path: [to], open: !/^["'`][^${]*["'`]$/.test(to) };
  const seen = { file, line: call.place.line };
  const own = behind(seen, to);
  const given = givenFor({ seen, files }, own);
  const path = [...own, ...given.texts];
  const unknown = given.parameters.length > 0 && given.texts.length === 0;
  return { ...write, path, open: unknown || path.some((text) => saidOutside.test(text)) };
};

const madeIn = ({ file, call }: Write, name: string): readonly string[] =>
  file ? madeBy({ file, line: call.place.line }, name) : [];

/** Read before, added to, and written again. */
const isReadBefore = (write: Write): boolean => {
  const own = namesIn(write.what).flatMap((name) => madeIn(write, name));
  const joined = own.filter((text) => joins.test(text));
  const read = [...own, ...joined.flatMap(namesIn).flatMap((name) => madeIn(write, name))];
  return joined.length > 0 && read.some((text) => reads.test(text));
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

/** A row for each that was scored, as a column that names them tells. */
const isOfRows = (write: Write): boolean => {
  const made = namesIn(write.what).flatMap((name) => madeIn(write, name));
  const column = /["'](?!(?:run|experiment|trial|model|version)_?id)(\w+_)?(id|uuid)["']\s*:/i;
  return [write.what, ...made].some((text) => column.test(text) || /\.predict(_proba)?\(/.test(text));
};

/** A name that speaks of metrics or runs, in what is written or where to. */
const recordsMetrics = (write: Judged): boolean => {
  const said = [write.call.text, ...write.call.args].join(' ');
  if (record.test(said) && logName.test(said)) return true;
  return write.path.some((text) => record.test(text) && logFile.test(text));
};

const namesLog = ({ strings }: SourceFacts['python'][number] | SourceFacts['scripts'][number]): boolean =>
  strings.some(({ value }) => logFile.test(value));

const isMeasured = ({ python, scripts }: Code): boolean =>
  [...python, ...scripts].some(({ test, calls }) => !test && calls.some(({ name }) => measures.test(name)));

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

const none: OwnLog = { use: null, overwritten: [], untold: [], lastFiles: [] };

const namesOf = ({ path }: Judged): readonly string[] =>
  path.flatMap((text) => text.match(/[\w-][\w.-]*\.(jsonl?|csv|ya?ml|tsv)\b/gi) ?? []);

/** What a service writes of its answers is no log of runs. */
const isServed = ({ file }: Write): boolean => (file?.apps.length ?? 0) > 0;

/** Where the last run's metrics go, by the name of the file. */
const isMetricsFile = ({ path }: Judged): boolean =>
  path.some((text) => /(metric|evaluation|experiment|iteration)[\w-]*\.(jsonl?|csv|ya?ml)\b/i.test(text));

/** Code that measures a model and writes what it measured to a JSON, CSV or YAML file that it names as such. */
export const findOwnLog = (code: Code): OwnLog => {
  if (!isMeasured(code)) return none;
  const files = code.python.filter(({ test }) => !test);
  const named = new Set([...code.python, ...code.scripts].filter(namesLog).map(({ path }) => path));
  const found = writesIn(code)
    .filter(({ call }) => named.has(call.place.path))
    .map((write) => judged(write, files))
    .filter((write) => recordsMetrics(write) && !isOfRows(write) && !isServed(write));
  const kept = found.filter(isKept);
  const metrics = found.filter((write) => !kept.includes(write) && isMetricsFile(write));
  const lastFiles = metrics.filter(({ open }) => !open).flatMap(namesOf);
  const calls = kept.map(excerptOf).slice(0, maxCalls);
  if (calls.length > 0) return { ...none, use: { tool: 'own-log', imported: null, calls }, lastFiles };
  const of = (open: boolean) =>
    metrics
      .filter((write) => write.open === open)
      .map(excerptOf)
      .slice(0, maxCalls);
  return { use: null, overwritten: of(false), untold: of(true), lastFiles };
};
