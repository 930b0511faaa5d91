import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';

type Use = TrackingEvidence['uses'][number];

const maxCalls = 12;
const writes =
  /^(json\.dump|csv\.(writer|DictWriter)|yaml\.(safe_)?dump)$|\.(to_csv|to_json|writerow|writerows|write_text|write)$|(^|\.)(append|write)File(Sync)?$/;
const logName =
  /(experiment|run|training|train|metric|result|score|evaluation|eval|history|leaderboard|tracking)s?\w*/i;
const record = /metric|score|experiment|eval|history|leaderboard|run_?(log|id|record|info)/i;
const measures =
  /(^sklearn\.metrics\.)|(^|\.)(cross_val_score|cross_validate|evaluate)$|(_score|_loss|_auc)$|(^|\.)(averagePrecision|prAuc|rocAuc|brier|logLoss|f1)(Score)?$/;

/** A name that speaks of metrics or runs, in what is written or where to. */
const recordsMetrics = (call: CallFact): boolean => {
  const written = [call.text, ...call.args].join(' ');
  return writes.test(call.name) && record.test(written) && logName.test(written);
};

/** Files that a file opens or names and that look like a log of runs, `metrics.json`, `runs.csv`. */
const namesLog = ({ strings }: Pick<PythonFile, 'strings'>): boolean =>
  strings.some(({ value }) =>
    /(metrics?|results?|runs?|experiments?|scores?|leaderboard|history|log)[\w-]*\.(jsonl?|csv|ya?ml|tsv)$/i.test(
      value,
    ),
  );

/** Code that measures a model and writes what it measured to a JSON, CSV or YAML file that it names as such. */
export const findOwnLog = ({ python, scripts }: Pick<SourceFacts, 'python' | 'scripts'>): Use | null => {
  const code = [...python.filter(({ notebook }) => !notebook), ...scripts];
  const files = code.filter((file) => !file.test && namesLog(file));
  const measured = [...python, ...scripts].some(
    ({ test, calls }) => !test && calls.some(({ name }) => measures.test(name)),
  );
  const calls = measured ? files.flatMap((file) => file.calls.filter(recordsMetrics)) : [];
  if (calls.length === 0) return null;
  const excerpts = calls.map(({ place, text }) => ({ path: place.path, line: place.line, text }));
  return { tool: 'own-log', imported: null, calls: excerpts.slice(0, maxCalls) };
};
