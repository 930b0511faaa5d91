import { trainingAndServingSharePreprocessing } from '../../harness/checks/training-and-serving-share-preprocessing.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { learningLine, splitLine } from '../helpers/evidence/method.ts';
import { givenMethod } from '../helpers/method-rows.ts';
import { tableFor } from '../helpers/table.ts';

const prepared = (how: MethodEvidence['preparation']['how'], names: readonly string[] = []) =>
  givenMethod({ preparation: { how, names, training: learningLine, serving: splitLine } });

tableFor(trainingAndServingSharePreprocessing, [
  { row: 'no service', evidence: prepared('no-service'), score: 'not-applicable', says: 'No service' },
  { row: 'shared', evidence: prepared('shared', ['prepare']), score: 1, says: 'share prepare' },
  {
    row: 'one pipeline',
    evidence: givenMethod({
      fits: [{ name: 'Ridge', place: learningLine, pipeline: true, followed: true, scored: true }],
      preparation: { how: 'shared', names: ['Ridge'], training: learningLine, serving: null },
    }),
    score: 1,
    says: 'share the pipeline of Ridge',
  },
  {
    row: 'twice',
    evidence: prepared('twice', ['age', 'plan']),
    score: 0,
    says: 'age and plan are worked out twice',
  },
  {
    row: 'left behind',
    evidence: prepared('left-behind', ['StandardScaler']),
    score: 0,
    says: 'prepared with StandardScaler for training, which is neither saved nor applied',
  },
  {
    row: 'no model asked',
    evidence: prepared('no-model'),
    score: 'not-applicable',
    says: 'loads a model or asks one',
  },
  { row: 'cannot tell', evidence: prepared('cannot-tell'), score: 'needs-human', says: 'cannot be told' },
]);
