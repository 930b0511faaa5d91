import type { BehaviourEvidence } from '../evidence/behaviour.ts';
import type { StageName } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import type { Predicting } from './serving.ts';
import type { Running } from './types.ts';

/** What was known of the holdout's answers when the pairs were asked: probability by holdout row. */
export type Answered = { readonly evidence: HoldoutEvidence; readonly values: ReadonlyMap<number, number> };

export const behaviourNotAsked = (stage: StageName): BehaviourEvidence => ({
  notAsked: stage,
  probes: [],
  statistics: [],
  requests: 0,
  durationMs: 0,
});

export const gatherBehaviour = async (
  _running: Running,
  _asked: { readonly predicting: Predicting; readonly answered: Answered },
): Promise<BehaviourEvidence> => behaviourNotAsked('predict');
