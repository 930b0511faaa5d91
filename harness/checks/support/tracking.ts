import type { TrackingEvidence } from '../../evidence/tracking.ts';

/** Code that records, and nothing that was run: runs are made by training, and most people rightly keep them out of git. */
export function awaitsTraining({ trained, uses, runs }: TrackingEvidence): boolean {
  return !trained && runs.length === 0 && uses.some(({ calls }) => calls.length > 0);
}

export const untrained = 'Nothing was trained here, and runs need not be handed in.';
