import type { Grade } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { claimOf, type Placed } from './finding.ts';

/** What no honest submission shows, in the words of what was seen. */
export const flagsOf = (grade: Grade, items: readonly Placed[]) =>
  grade.flags.map(({ check, summary }) => ({
    claim: claimOf({ check }),
    summary: visible(summary, caps.sentence),
    anchor: items.find(({ finding }) => finding.check === check)?.anchor ?? 'criteria',
  }));
