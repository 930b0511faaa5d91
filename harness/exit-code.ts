import { exitCodes } from './errors.ts';
import type { Grade } from './types.ts';

/**
 * Whether a grade meets the bar asked for. A fault of ours never makes a build red: the points that it left open count
 * as earned here. Points that wait for a person do not.
 */
export function exitCodeFor({ bar, score, findings }: Grade): number {
  if (!bar || bar.met === 'yes') return exitCodes.graded;
  const faulted = findings.filter(({ verdict, override }) => verdict.kind === 'faulted' && !override);
  const open = faulted.reduce((sum, { points }) => sum + points.possible, 0);
  return score.low + open >= bar.failUnder ? exitCodes.graded : exitCodes.belowBar;
}
