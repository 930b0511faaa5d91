import type { TrackingEvidence } from '../../evidence/tracking.ts';

/** Code that records, and nothing that was run: runs are made by training, and most people rightly keep them out of git. */
export function awaitsTraining({ trained, uses, untold = [], runs }: TrackingEvidence): boolean {
  const records = uses.some(({ calls }) => calls.length > 0) || untold.length > 0;
  return !trained && runs.length === 0 && records;
}

/** An inspection trains nothing, which is no fault of the candidate's. */
export function notTrained({ notAsked }: TrackingEvidence): string {
  return notAsked ? 'this inspection runs no training' : 'nothing was trained here';
}

export function untrained(tracking: TrackingEvidence): string {
  const why = notTrained(tracking);
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}, and runs need not be handed in.`;
}

/** Neither code that records nor a run: where nobody trains, there is nothing to record. */
export function hasNothing({
  uses,
  runs,
  onlyDeclared,
  untold = [],
  overwritten = [],
}: TrackingEvidence): boolean {
  return [uses, runs, onlyDeclared, untold, overwritten].every(({ length }) => length === 0);
}
