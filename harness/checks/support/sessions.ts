import type { RepositoryEvidence } from '../../evidence/repository.ts';
import type { Detail, FollowUp } from '../../types.ts';
import { count, time } from './words.ts';

type Work = RepositoryEvidence['work'];

// What a reader takes in; the first sessions and the last tell as much as all of them.
const shown = 12;

const minute = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** When the work was done, session by session, where there was more than one commit to tell it. */
export function sessionTable(work: Work): readonly Detail[] {
  if (work === null || work.hours.span === 0) return [];
  const rows = work.sessions.map(({ from, to, commits }) => [minute(from), minute(to), `${commits}`]);
  const left = rows.length - shown;
  const kept = left > 0 ? [...rows.slice(0, shown / 2), ['…', '…', '…'], ...rows.slice(-shown / 2)] : rows;
  return [{ kind: 'table', columns: ['Session from (UTC)', 'To (UTC)', 'Commits'], rows: kept }];
}

/**
 * A question where the history shows more than the time box: more hours within sessions, or more sessions than it has hours. Dates
 * can be set by whoever commits, so it is asked and never weighed.
 */
export function askedOfTime(work: Work): FollowUp | null {
  const box = work?.timeBox;
  if (!work || !box?.hours) return null;
  const { sessions, hours } = work;
  if (hours.within <= box.hours.most && sessions.length <= box.hours.most) return null;
  return {
    question: `The history says ${time(hours.span)} in ${count(sessions.length, 'session')}, for a time box of ${box.text}: how was the time spent?`,
    goodAnswer:
      'Tells what took longest, and what would have been left out to stay within the box. Other duties in between are a good answer.',
    particular: true,
  };
}
