import type { BehaviourEvidence } from '../evidence/behaviour.ts';
import type { Finding } from '../types.ts';
import { heldOf, heldShare, pairDetails, statisticDetails } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { memoryOf, memoryStatistic } from './support/memory.ts';
import { notAsked } from './support/stages.ts';
import { decimal } from './support/words.ts';

function judged(behaviour: BehaviourEvidence): Finding {
  const asked = behaviour.probes.filter(({ kind }) => kind === 'identifier');
  if (asked.length === 0) return notApplicable('The challenge declares no identifier that could be renamed.');
  const share = heldShare(asked);
  if (share === 1 && behaviour.answers?.distinct === 1)
    return notApplicable('One answer for everybody does not change with the identifier.');
  const renamed = memoryStatistic(behaviour, 'renamed-rows');
  const memory = memoryOf(behaviour);
  if (renamed?.held === false && (memory === 'row' || memory === 'identifier')) {
    const training = memoryStatistic(behaviour, 'training-rows')?.value.value ?? 1;
    return scored({
      score: 0,
      summary: `Labels of training rows come back by identifier: ROC AUC ${decimal(training)}, renamed ${decimal(renamed.value.value)}.`,
      details: [...statisticDetails(renamed), ...pairDetails(asked)],
    });
  }
  // A number among the features is careless, not dishonest: it costs most of the points and never all of them.
  const score = share === 1 ? 1 : Math.max(0.1, share / 2);
  return scored({
    score,
    summary: `${heldOf(asked)} agree under another identifier.`,
    details: pairDetails(asked),
  });
}

export const integrityIdentifiersDoNotMatter = defineCheck({
  id: 'integrity-identifiers-do-not-matter',
  asks: 'Does a row get the same answer under another identifier?',
  why: 'An identifier says nothing about a new customer; what hangs on it was learnt by heart.',
  remedy:
    'Drop the identifier before anything is fitted; use it to join and to find copies, and for nothing else.',
  followUp: {
    question: 'Which columns did you drop before fitting, and what would each have done to the model?',
    goodAnswer: 'Names the identifier, and that trees split on it and encoders store a label for each.',
  },
  integrity: true,
  needs: ['behaviour'],
  judge({ behaviour }) {
    if (behaviour.notAsked)
      return notApplicable(notAsked(behaviour.notAsked, 'rows under another identifier').summary);
    return judged(behaviour);
  },
});
