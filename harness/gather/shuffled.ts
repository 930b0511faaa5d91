import type { ShuffledEvidence } from '../evidence/shuffled.ts';
import type { Answered } from './behaviour.ts';
import type { Running } from './types.ts';

const notRun = (because: NonNullable<ShuffledEvidence['because']>): ShuffledEvidence => ({
  outcome: 'not-run',
  because,
  rows: 0,
  positives: 0,
  averagePrecision: null,
  rocAuc: null,
  unchangedShare: null,
  durationMs: 0,
});

/** `answered` is null where the submission's own model could not be asked: then there is nothing to compare with. */
export const gatherShuffled = async (
  _running: Running,
  _answered: Answered | null,
): Promise<ShuffledEvidence> => notRun('not-predicting');
