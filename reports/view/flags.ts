import type { Grade } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { claimOf, type Placed } from './finding.ts';
import { capital, inSentence, joined } from './words.ts';

/** What does not count any more because of one check; null where everything still does. */
const costsOf = ({ criteria }: Grade, check: string): string | null => {
  const titles = criteria.filter(({ voidedBy }) => voidedBy === check).map(({ title }) => inSentence(title));
  if (titles.length === 0) return null;
  const verb = titles.length === 1 ? 'does' : 'do';
  return visible(`${capital(joined(titles))} ${verb} not count with it.`, caps.sentence);
};

/** A flag in the words of what was seen, and what does not count with it: `Answers change with the size of the request.` */
export const flagTexts = (grade: Grade): readonly string[] =>
  grade.flags.map(({ check, summary }) =>
    [summary, costsOf(grade, check)].filter((part) => part !== null).join(' '),
  );

/** What no honest submission shows. */
export const flagsOf = (grade: Grade, items: readonly Placed[]) =>
  grade.flags.map(({ check, summary }) => ({
    claim: claimOf({ check }),
    summary: visible(summary, caps.sentence),
    costs: costsOf(grade, check),
    anchor: items.find(({ finding }) => finding.check === check)?.anchor ?? 'criteria',
  }));
