import type { MethodEvidence } from '../../../harness/evidence/method.ts';
import { excerpt } from './basics.ts';

export const splitLine = excerpt(
  'src/train.py',
  18,
  'train, test = train_test_split(rows, stratify=y, random_state=7)',
);

/** A line that learns from rows. */
export const learningLine = excerpt('src/train.py', 9, 'x = scaler.fit_transform(x)');

export function method(over: Partial<MethodEvidence> = {}): MethodEvidence {
  return {
    statements: 180,
    fits: [
      {
        name: 'LogisticRegression',
        place: excerpt('src/train.py', 30, 'baseline.fit(train, y)'),
        pipeline: true,
        followed: true,
        scored: true,
      },
      {
        name: 'HistGradientBoostingClassifier',
        place: excerpt('src/train.py', 34, 'model.fit(train, y)'),
        pipeline: true,
        followed: true,
        scored: true,
      },
    ],
    splits: [{ place: splitLine, how: 'by-time', seed: '7', followed: true }],
    examples: [],
    offered: [],
    trainings: [],
    unfollowed: [],
    rivals: [],
    loaded: [],
    learnt: [],
    heldOut: [],
    answers: [],
    time: [],
    personal: [],
    evaluations: [
      {
        metric: 'average_precision_score',
        on: 'held-out',
        place: excerpt('src/evaluate.py', 12, 'average_precision_score(y_test, p)'),
      },
    ],
    judging: [],
    baselines: [excerpt('src/train.py', 28, 'baseline = DummyClassifier()')],
    preparation: {
      how: 'shared',
      names: ['prepare'],
      training: excerpt('src/features.py', 9, 'def prepare'),
      serving: null,
    },
    ...over,
  };
}

/** Of a submission without any Python code. */
export function noMethod(): MethodEvidence {
  return method({
    statements: 0,
    fits: [],
    splits: [],
    evaluations: [],
    baselines: [],
    preparation: { how: 'no-service', names: [], training: null, serving: null },
  });
}
