import type { BehaviourEvidence, BehaviourStatistic } from '../../evidence/behaviour.ts';

/**
 * What answers to training rows hang on.
 * `row`: their labels come back, and are gone after a change that no model notices; only a table of rows does that.
 * `identifier`: they come back whole for the identifier alone, while unseen rows are answered in another way.
 * `weak`: they are gone under another identifier, as with a feature made from it; careless, and nothing worse is shown.
 */
export type Memory = 'none' | 'weak' | 'identifier' | 'row';

// A label that was stored comes back as one of two values, give or take a copy; a fitted model gives many.
const fewAnswers = 4;

export function memoryStatistic({ statistics }: BehaviourEvidence, id: string): BehaviourStatistic | null {
  return statistics.find((statistic) => statistic.kind === 'memory' && statistic.id === id) ?? null;
}

export function memoryOf(behaviour: BehaviourEvidence): Memory {
  const lost = (id: string): boolean => memoryStatistic(behaviour, id)?.held === false;
  if (lost('nudged-rows')) return 'row';
  if (!lost('near-copies') && !lost('renamed-rows')) return 'none';
  const training = memoryStatistic(behaviour, 'training-rows');
  const stored = training !== null && training.distinct <= fewAnswers;
  return stored && answersUnseenOtherwise(behaviour) ? 'identifier' : 'weak';
}

/** One answer for all unseen rows, or a ranking of them: two ways of answering beside each other, by a row's being known. */
function answersUnseenOtherwise({ answers }: BehaviourEvidence): boolean {
  if (!answers) return false;
  return answers.distinct === 1 || (answers.rocAuc !== null && answers.rocAuc.low > 0.5);
}
