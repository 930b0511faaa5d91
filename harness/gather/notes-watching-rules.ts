import type { Excerpt } from '../evidence/common.ts';
import type { TextFile } from '../source/types.ts';
import { callsTo, excerptOf, type Own, type Watching } from './notes-watching-found.ts';

const isConfig = ({ path }: TextFile): boolean => /\.(ya?ml|json|toml)$/i.test(path);

const lineOf = ({ path, text }: TextFile, pattern: RegExp): Excerpt | null => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => pattern.test(line));
  return at < 0 ? null : { path, line: at + 1, text: lines.slice(at, at + 6).join('\n') };
};

const alert = /^\s*-\s*alert:\s*\S|^\s*Type:\s*["']?AWS::CloudWatch::Alarm/;
const expression = /^\s*(expr|Threshold):\s*\S/m;

/** Alert rules as files: Prometheus' rule groups, CloudWatch's alarms. */
export const watchesByAlerts = ({ texts }: Own): readonly Watching[] => {
  const calls = texts
    .filter((file) => isConfig(file) && expression.test(file.text))
    .flatMap((file) => lineOf(file, alert) ?? []);
  return calls.length > 0 ? [{ kind: 'alert-rules', tool: null, imported: null, calls }] : [];
};

const scheduled = /^\s*-?\s*cron:\s*\S/;
const trains =
  /^[^#\n]*\b(re-?train|train)\w*(\.py|\.main|\b.*model)|^[^#\n]*\bdvc repro\b|^[^#\n]*\bmake (re)?train\b/m;
const job = /(^|\.)(add_job|scheduled_job|every|do|cron|schedule|apply_async|PythonOperator|DAG)$/;
const retrains = /re-?train/i;
const triggers = /^(should|trigger|maybe|schedule|check_and|needs?|auto)_?re-?train\w*$|^re-?train_if\w*$/i;

const byPipelines = ({ texts }: Own): readonly Excerpt[] =>
  texts
    .filter(
      ({ path, text }) =>
        /(^|\/)(\.github\/workflows|\.gitlab-ci|azure-pipelines)/.test(path) && trains.test(text),
    )
    .flatMap((file) => lineOf(file, scheduled) ?? []);

const byCode = ({ python }: Own): readonly Excerpt[] => {
  const jobs = python
    .flatMap(({ calls }) => calls)
    .filter(
      ({ name, args, keywords }) =>
        job.test(name) && retrains.test([...args, keywords.dag_id ?? '', keywords.func ?? ''].join(' ')),
    )
    .map(excerptOf);
  const named = python.flatMap(({ functions }) => functions.filter(({ name }) => triggers.test(name)));
  return [...jobs, ...callsTo(new Set(named.map(({ name }) => name)), python)];
};

/** Training that a schedule or a measured condition starts again; a training pipeline started by hand is none. */
export const watchesByRetraining = (own: Own): readonly Watching[] => {
  const calls = [...byPipelines(own), ...byCode(own)].slice(0, 4);
  return calls.length > 0 ? [{ kind: 'retraining', tool: null, imported: null, calls }] : [];
};
