import type { Excerpt } from '../evidence/common.ts';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';

type Use = TrackingEvidence['uses'][number];
type Tool = {
  readonly tool: Use['tool'];
  readonly module: RegExp;
  readonly records: RegExp;
  /** What it makes is recorded into by key, as in `run["auc"] = 0.9`. */
  readonly keyed?: RegExp;
};

export const excerptOf = ({ place, text }: Pick<CallFact, 'place' | 'text'>) => ({
  path: place.path,
  line: place.line,
  text,
});

/** How each tool is imported, and what of it records something; setting it up alone records nothing. */
export const tools: readonly Tool[] = [
  {
    tool: 'mlflow',
    module: /^mlflow(\.|$)/,
    records: /\.(log_\w+|autolog|\w*autolog|start_run|register_model|save_model|create_run|evaluate|log)$/,
  },
  {
    tool: 'wandb',
    module: /^wandb(\.|$)/,
    records: /\.(init|log|log_\w+|watch|sweep|WandbCallback|WandbMetricsLogger)$/,
  },
  {
    tool: 'tensorboard',
    module: /^(tensorboardX?|torch\.utils\.tensorboard)(\.|$)|^(tensorflow|keras)(\.|$)/,
    records:
      /\.(add_(scalar|scalars|histogram|graph|hparams|image|text)|TensorBoard|create_file_writer)$|^tensorflow\.summary\.\w+$/,
  },
  {
    tool: 'neptune',
    module: /^neptune(\.|$)/,
    // A project alone records nothing; what is put into it does.
    records:
      /\.(init|init_run|init_model|init_model_version|create_experiment|log_metric|append|extend|log|assign|upload|upload_files|track_files)$/,
    keyed: /^neptune\.(\w+\.)*(init|init_run|init_model|init_model_version|init_project)$/,
  },
  { tool: 'comet', module: /^comet_ml(\.|$)/, records: /\.(Experiment|OfflineExperiment|start|log_\w+)$/ },
  {
    tool: 'clearml',
    module: /^(clearml|trains)(\.|$)/,
    records: /\.(init|create|report_\w+|connect|get_logger)$/,
  },
  { tool: 'aim', module: /^aim(\.|$)/, records: /\.(Run|track|set_artifact)$|^aim\.Run$/ },
  { tool: 'dvc', module: /^dvclive(\.|$)/, records: /\.(Live|log_\w+|next_step|make_report)$/ },
  {
    tool: 'sacred',
    module: /^sacred(\.|$)/,
    records: /\.(Experiment|log_scalar|automain|main|add_artifact)$/,
  },
  { tool: 'azureml', module: /^azureml(\.|$)/, records: /\.(get_context|log|log_\w+|start_logging)$/ },
  {
    tool: 'sagemaker',
    module: /^(sagemaker\.experiments|smexperiments)(\.|$)/,
    records: /\.(Run|load_run|log_\w+)$/,
  },
  {
    tool: 'vertex-ai',
    module: /^google\.cloud(\.aiplatform)?(\.|$)/,
    records: /aiplatform\.(start_run|log_params|log_metrics)$/,
  },
  { tool: 'trackio', module: /^trackio(\.|$)/, records: /\.(init|log)$/ },
];

const opensToRead = ({ keywords }: CallFact): boolean => /^["']read-only["']/.test(keywords.mode ?? '');

/** Calls of a tool that record something, in one file: `isOf` tells a name of the tool's. */
export const recordsIn = (
  { calls }: Pick<PythonFile, 'calls'>,
  { records }: Tool,
  isOf: (call: CallFact) => string | null,
): readonly CallFact[] =>
  calls.filter((call) => {
    const name = isOf(call);
    return name !== null && records.test(name) && !opensToRead(call);
  });

/** `run["auc"] = 0.9` where `run` is what the tool made. */
export const keyedIn = (
  { flow, path }: Pick<PythonFile, 'flow' | 'path'>,
  { keyed }: Tool,
): readonly Excerpt[] => {
  if (!keyed) return [];
  const made = new Set(
    flow.steps.flatMap((step) => (step.do === 'call' && keyed.test(step.name) ? [step.to] : [])),
  );
  const names = new Set(
    flow.steps.flatMap((step) => (step.do === 'bind' && made.has(step.of) ? step.to : [])),
  );
  return flow.steps.flatMap((step) => {
    const statement = step.do === 'put' && names.has(step.to) ? flow.statements[step.at] : undefined;
    return statement ? [{ path, line: statement.line, text: statement.text }] : [];
  });
};

/** Loggers of training frameworks, by the tool that they write to. */
const loggers: readonly (readonly [Use['tool'], RegExp])[] = [
  ['mlflow', /(^|\.)loggers?\.(\w+\.)*MLFlowLogger$/],
  ['wandb', /(^|\.)loggers?\.(\w+\.)*WandbLogger$/],
  ['tensorboard', /(^|\.)loggers?\.(\w+\.)*TensorBoardLogger$/],
  ['neptune', /(^|\.)loggers?\.(\w+\.)*NeptuneLogger$/],
  ['comet', /(^|\.)loggers?\.(\w+\.)*CometLogger$/],
];
const reported: readonly (readonly [Use['tool'], RegExp])[] = [
  ['mlflow', /["']mlflow["']/],
  ['wandb', /["']wandb["']/],
  ['tensorboard', /["']tensorboard["']/],
  ['clearml', /["']clearml["']/],
];

/** A logger that a trainer is given, or `report_to` of its settings. */
export const byLogger = ({ python }: Pick<SourceFacts, 'python'>): readonly Use[] => {
  const calls = python.filter(({ test }) => !test).flatMap((file) => file.calls);
  const made = loggers.map(([tool, name]) => [tool, calls.filter((call) => name.test(call.name))] as const);
  const settings = calls.filter(({ keywords }) => keywords.report_to !== undefined);
  const told = reported.map(
    ([tool, value]) =>
      [tool, settings.filter(({ keywords }) => value.test(keywords.report_to ?? ''))] as const,
  );
  return [...made, ...told].flatMap(([tool, found]) =>
    found.length > 0 ? [{ tool, imported: null, calls: found.slice(0, 4).map(excerptOf) }] : [],
  );
};
