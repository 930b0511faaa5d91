import type { Execution } from '../evidence/common.ts';
import type { TrainingEvidence } from '../evidence/training.ts';
import type { CallFact } from '../source/types.ts';
import { stopOf } from './cause.ts';
import { stageBlocked, stageFailed, stageOk, stageSkipped } from './stages.ts';
import { modelsMade } from './training-models.ts';
import type { Running } from './types.ts';

const maxFiles = 5_000;

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
      models: modelsMade({ before, after: before }),
      elsewhere: elsewhere(running),
    };
  }
  if (!command) {
    const found = modelsMade({ before, after: before });
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
    models: modelsMade({ before, after }),
    elsewhere: elsewhere(running),
  };
};
