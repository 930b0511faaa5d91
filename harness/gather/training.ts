import type { Execution } from '../evidence/common.ts';
import type { TrainingEvidence } from '../evidence/training.ts';
import type { CallFact } from '../source/types.ts';
import { stopOf } from './cause.ts';
import { stageBlocked, stageFailed, stageOk, stageSkipped } from './stages.ts';
import type { Running } from './types.ts';

const modelName = /\.(joblib|pkl|pickle|skops|onnx|pt|pth|h5|keras|safetensors|cbm|bst|ubj|model|mlmodel)$/i;
/** Weights of a model that was written in TypeScript or JavaScript are mostly plain JSON. */
const plainModelName = /(^|\/)[\w.-]*(model|weights|coefficients)[\w.-]*\.json$/i;
const maxFiles = 5_000;
const maxModels = 50;

type Listing = Awaited<ReturnType<Running['sandbox']['files']>>;

const isModel = ({ facts }: Running, path: string): boolean =>
  modelName.test(path) || (facts.scripts.length > facts.python.length && plainModelName.test(path));

const models = (
  running: Running,
  { before, after }: { readonly before: Listing; readonly after: Listing },
): TrainingEvidence['models'] => {
  const earlier = new Map(before.map((file) => [file.path, file]));
  return after
    .filter((file) => isModel(running, file.path) && file.bytes > 0)
    .slice(0, maxModels)
    .map(({ path, bytes, modifiedMs }) => {
      const was = earlier.get(path);
      return {
        path,
        bytes,
        committed: was !== undefined,
        changed: was?.bytes !== bytes || was.modifiedMs !== modifiedMs,
      };
    });
};

const readsElsewhere = ({ name }: CallFact): boolean =>
  /(^|\.)(from_pretrained|snapshot_download|hf_hub_download)$/.test(name) ||
  /^mlflow\.[\w.]*load_model$/.test(name);

const elsewhere = ({ facts }: Running): TrainingEvidence['elsewhere'] =>
  facts.python
    .flatMap((file) => file.calls)
    .filter(readsElsewhere)
    .slice(0, 10)
    .map(({ name, place }) => ({ where: name, place }));

const stageFor = (execution: Execution, { limits }: Running): TrainingEvidence['stage'] => {
  const measured = { durationMs: execution.durationMs, peakMemoryBytes: execution.peakMemoryBytes };
  if (execution.ending === 'exited' && execution.exitCode === 0) return stageOk('train', measured);
  const stop = stopOf(execution, { timeoutMs: limits.trainSeconds * 1000, memoryBytes: limits.memoryBytes });
  return stageFailed('train', { ...stop, ...measured });
};

/** Runs the train command without a network. Nothing of a failed train command is hidden from the stages after it. */
export const gatherTraining = async (running: Running): Promise<TrainingEvidence> => {
  const { commands, sandbox, limits } = running;
  const command = commands.train;
  const before = await sandbox.files('.', maxFiles);
  if (running.blockedBy) {
    const stage = stageBlocked('train', running.blockedBy);
    return {
      command,
      execution: null,
      stage,
      models: models(running, { before, after: before }),
      elsewhere: elsewhere(running),
    };
  }
  if (!command) {
    const found = models(running, { before, after: before });
    const none = { cause: { kind: 'no-command' }, line: null, durationMs: 0 } as const;
    const stage = found.length > 0 ? stageSkipped('train') : stageFailed('train', none);
    return { command, execution: null, stage, models: found, elsewhere: elsewhere(running) };
  }
  running.waitingFor(`training: ${command.shell}`);
  const { shell, workdir, env } = command;
  const order = { shell, workdir, env, timeoutMs: limits.trainSeconds * 1000, purpose: 'train' };
  const execution = await sandbox.exec(order);
  const after = await sandbox.files('.', maxFiles);
  return {
    command,
    execution,
    stage: stageFor(execution, running),
    models: models(running, { before, after }),
    elsewhere: elsewhere(running),
  };
};
