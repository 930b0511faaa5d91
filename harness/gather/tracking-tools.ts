import type { TrackingEvidence } from '../evidence/tracking.ts';
import type { CallFact, SourceFacts } from '../source/types.ts';

type Use = TrackingEvidence['uses'][number];
type Tool = { readonly tool: Use['tool']; readonly module: RegExp; readonly records: RegExp };

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
    records: /\.(init|init_run|create_experiment|log_metric|append|log|assign)$/,
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
