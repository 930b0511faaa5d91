import type { Excerpt } from '../evidence/common.ts';
import type { TrackingEvidence } from '../evidence/tracking.ts';
import { findDeclared } from './tracking-declared.ts';
import { findOwnLog } from './tracking-own-log.ts';
import { findRuns, type TrackedFiles } from './tracking-runs.ts';
import type { GatherContext } from './types.ts';

export type TrackingContext = Pick<GatherContext, 'facts'> & {
  readonly workspace: Pick<GatherContext['workspace'], 'root' | 'files'>;
};
type Use = TrackingEvidence['uses'][number];

const maxCalls = 12;

/** How each tool is imported, and what of it records something; setting it up alone records nothing. */
const tools: readonly { readonly tool: Use['tool']; readonly module: RegExp; readonly records: RegExp }[] = [
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
];

const excerptOf = ({ place, text }: { place: { path: string; line: number }; text: string }): Excerpt => ({
  path: place.path,
  line: place.line,
  text,
});

/** Imported and called in the same file, tests left out: a wrapper that is imported but never calls the tool is no use. */
const findUse = (
  { facts }: TrackingContext,
  { tool, module, records }: (typeof tools)[number],
): Use | null => {
  const files = facts.python.filter(
    ({ test, imports }) => !test && imports.some((fact) => module.test(fact.module)),
  );
  const calls = files
    .flatMap((file) => file.calls)
    .filter(
      ({ name, owner }) =>
        records.test(name) && (module.test(name) || (owner !== null && module.test(owner))),
    );
  const [first] = calls;
  if (!first) return null;
  const file = files.find(({ path }) => path === first.place.path);
  const fact = file?.imports.find((imported) => module.test(imported.module));
  const text = fact ? (fact.name ? `from ${fact.module} import ${fact.name}` : `import ${fact.module}`) : '';
  return {
    tool,
    imported: fact ? excerptOf({ place: fact.place, text }) : null,
    calls: calls.slice(0, maxCalls).map(excerptOf),
  };
};

/** DVC leaves files: a pipeline, or a pointer beside each data set or model. An empty `dvc init` does not count. */
const findDvc = ({ facts }: TrackingContext): Use | null => {
  const files = facts.texts.filter(
    ({ path, text }) => /\.dvc$|(^|\/)dvc\.(yaml|lock)$/.test(path) && /^(outs|stages|deps):/m.test(text),
  );
  const excerpts = files.map(({ path, text }) => ({
    path,
    line: 1,
    text: text.split('\n').slice(0, 12).join('\n'),
  }));
  return excerpts.length > 0 ? { tool: 'dvc', imported: null, calls: excerpts.slice(0, maxCalls) } : null;
};

const merged = (uses: readonly Use[]): readonly Use[] => {
  const byTool = new Map<Use['tool'], Use>();
  for (const use of uses) {
    const before = byTool.get(use.tool);
    byTool.set(
      use.tool,
      before ? { ...before, calls: [...before.calls, ...use.calls].slice(0, maxCalls) } : use,
    );
  }
  return [...byTool.values()];
};

/**
 * Experiment tracking: what the code imports and calls, what only a list of dependencies names, and the runs in the
 * files that were handed in and in those that training made (`made`; null when nothing was trained).
 */
export const gatherTracking = async (
  context: TrackingContext,
  made: TrackedFiles | null,
): Promise<TrackingEvidence> => {
  const found = [...tools.map((tool) => findUse(context, tool)), findDvc(context), findOwnLog(context.facts)];
  const uses = merged(found.filter((use) => use !== null));
  return { uses, onlyDeclared: findDeclared(context.facts, uses), runs: await findRuns(context, made) };
};
