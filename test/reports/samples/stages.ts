import type { Cause, Dossier, Evidence, Stage } from '../../../harness/types.ts';
import { blocked, stage } from '../../helpers/evidence/basics.ts';
import { behaviourNotAsked } from '../../helpers/evidence/behaviour.ts';
import { serviceNotAsked, shuffledNotRun, signsNotAsked } from '../../helpers/evidence/endpoint.ts';
import { environment } from '../../helpers/evidence/files.ts';
import { holdoutNotAsked } from '../../helpers/evidence/holdout.ts';
import { malformedNotAsked, serving } from '../../helpers/evidence/serving.ts';
import { training } from '../../helpers/evidence/work.ts';
import { strongDossier } from '../../helpers/evidence.ts';

type Name = Stage['name'];

const order: readonly Name[] = ['resolve', 'install', 'train', 'listen', 'answer', 'predict'];

/** What stopped each stage, and the log line that said so. */
const stopped: Record<Name, { readonly cause: Cause; readonly line: string }> = {
  resolve: {
    cause: {
      kind: 'unresolvable',
      requirement: 'scikit-learn==0.19.1',
      because: 'no wheel for Python 3.9 or newer',
    },
    line: "× No solution found: scikit-learn==0.19.1 has no wheels with a matching Python ABI tag (e.g., 'cp39')",
  },
  install: {
    cause: { kind: 'too-big', bytes: 6.2 * 2 ** 30, limitBytes: 4 * 2 ** 30 },
    line: 'nvidia-cudnn-cu12 9.1.0.70 (634 MiB): over the size cap',
  },
  train: {
    cause: { kind: 'missing-file', path: 'data/raw/train.parquet' },
    line: "FileNotFoundError: [Errno 2] No such file or directory: 'data/raw/train.parquet'",
  },
  listen: {
    cause: { kind: 'other-port', expected: 8000, listening: [5000] },
    line: ' * Running on http://127.0.0.1:5000',
  },
  answer: {
    cause: { kind: 'silent-port', port: 8000 },
    line: 'INFO:     Waiting for application startup.',
  },
  predict: {
    cause: { kind: 'bad-reply', status: 500, because: 'the reply holds no probability' },
    line: 'ValueError: X has 19 features, but ColumnTransformer is expecting 21 features as input.',
  },
};

const stageAt = (name: Name, at: Name): Stage => {
  if (name === at) return stage(name, { outcome: 'failed', durationMs: 8300, ...stopped[name] });
  return order.indexOf(name) < order.indexOf(at) ? stage(name, { durationMs: 2400 }) : blocked(name, at);
};

const asked = (at: Name): Partial<Evidence> => ({
  holdout: holdoutNotAsked(at),
  malformed: malformedNotAsked,
  behaviour: behaviourNotAsked(at),
  service: serviceNotAsked(at),
  signs: signsNotAsked(at),
  shuffled: shuffledNotRun('not-serving'),
});

/** A sound submission that stopped at one stage. */
export const stoppedAt = (at: Name): Dossier =>
  strongDossier({
    ...asked(at),
    environment: environment({ resolve: stageAt('resolve', at), install: stageAt('install', at) }),
    training: training({ stage: stageAt('train', at) }),
    serving: serving({
      served: null,
      listen: stageAt('listen', at),
      answer: stageAt('answer', at),
      predict: stageAt('predict', at),
      health: null,
      shape: null,
      example: null,
      aliveAtEnd: false,
    }),
  });
