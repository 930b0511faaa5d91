import type { BehaviourEvidence, BehaviourStatistic } from '../evidence/behaviour.ts';
import type { Detail, Finding } from '../types.ts';
import { heldOf, heldShare, pairDetails, statisticDetails } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { memoryOf, memoryStatistic } from './support/memory.ts';
import { notAsked } from './support/stages.ts';
import { decimal } from './support/words.ts';

type Shown = {
  readonly behaviour: BehaviourEvidence;
  readonly training: BehaviourStatistic;
  readonly details: readonly Detail[];
};

function lookedUp({ behaviour, training, details }: Shown): Finding {
  const changed = memoryOf(behaviour) === 'row' ? 'nudged-rows' : 'near-copies';
  const copies = memoryStatistic(behaviour, changed) ?? training;
  const figures = `ROC AUC ${decimal(training.value.value)}, near copies ${decimal(copies.value.value)}`;
  return scored({ score: 0, summary: `Training rows get their stored labels back: ${figures}.`, details });
}

function judged(behaviour: BehaviourEvidence): Finding {
  const training = memoryStatistic(behaviour, 'training-rows');
  const copies = behaviour.probes.filter(({ kind }) => kind === 'near-copy');
  if (!training || copies.length === 0) return notApplicable('Too few training rows could be asked to tell.');
  if (training.distinct === 1) return notApplicable('One answer for all training rows looks nothing up.');
  const details = [
    ...['training-rows', 'nudged-rows', 'near-copies'].flatMap((id) => {
      const statistic = memoryStatistic(behaviour, id);
      return statistic ? statisticDetails(statistic) : [];
    }),
    ...pairDetails(copies),
  ];
  const memory = memoryOf(behaviour);
  if (memory === 'row' || memory === 'identifier') return lookedUp({ behaviour, training, details });
  const share = heldShare(copies);
  // Labels that hang on a feature made from the identifier are learnt by heart, and not looked up.
  const score = memory === 'weak' ? Math.min(0.25, share) : share;
  return scored({
    score: Math.max(0.1, score),
    summary: `${heldOf(copies)}, of training rows and near copies, got answers close together.`,
    details,
  });
}

export const integrityTrainingRowsAreNotLookedUp = defineCheck({
  id: 'integrity-training-rows-are-not-looked-up',
  asks: 'Are training rows answered by the model that answers all others?',
  why: 'A table of training rows shines wherever training rows are asked, and knows nothing of any customer to come.',
  remedy: 'Answer every row from the fitted model, and ship no training labels with the service.',
  followUp: {
    question:
      'What does your service know of a row that it was trained on, and how would you notice too much?',
    goodAnswer: 'Only what the parameters keep; compares scores on training rows with later, unseen ones.',
  },
  integrity: true,
  needs: ['behaviour'],
  judge({ behaviour }) {
    if (behaviour.notAsked)
      return notApplicable(notAsked(behaviour.notAsked, 'training rows and near copies').summary);
    return judged(behaviour);
  },
});
