import type { RepositoryEvidence } from '../evidence/repository.ts';
import { byRobot, firstOwn, isMerge } from '../workspace/people.ts';
import type { WorkspaceCommit } from '../workspace/types.ts';
import { readTimeBox } from './repository-time-box.ts';
import type { FilesContext } from './types.ts';

type Work = NonNullable<RepositoryEvidence['work']>;
type Commit = RepositoryEvidence['commits'][number];
type Part = Commit['part'];

export type WorkContext = {
  readonly workspace: Pick<FilesContext['workspace'], 'commits' | 'commitCount'>;
  readonly challenge: { readonly config: { readonly timeBox: string } } | null;
  readonly today: FilesContext['today'];
};

const hour = 3_600_000;
/** What git-hours takes for the end of a coding session unless told otherwise. */
const pause = 2 * hour;
/** Clocks of two machines differ; none is an hour ahead by accident. */
const ahead = hour;
/** The first commit of git's own repository. */
const firstCommit = Date.UTC(2005, 3, 7);

const datedPart = (date: string | null, now: number): Part => {
  const at = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(at)) return 'undated';
  if (at > now + ahead) return 'future';
  return at < firstCommit ? 'ancient' : 'own';
};

/** Commits newest first. What stands before the first one of whoever committed last came with the task or from a template. */
const withParts = (commits: readonly WorkspaceCommit[], now: number): readonly Commit[] => {
  const first = firstOwn(commits);
  return commits.map(({ email: _, ...commit }, index) => {
    if (byRobot(commit)) return { ...commit, part: 'robot' };
    if (isMerge(commit)) return { ...commit, part: 'merge' };
    return { ...commit, part: index > first ? 'before' : datedPart(commit.date, now) };
  });
};

const sessionsOf = (times: readonly number[]): readonly (readonly number[])[] => {
  const sessions: number[][] = [];
  for (const time of times) {
    const current = sessions.at(-1);
    const last = current?.at(-1);
    if (current && last !== undefined && time - last <= pause) current.push(time);
    else sessions.push([time]);
  }
  return sessions;
};

const lengthOf = (times: readonly number[]): number => (times.at(-1) ?? 0) - (times[0] ?? 0);

const iso = (time: number | undefined): string => new Date(time ?? 0).toISOString();

/** How often time goes back in a history that is read from its start. */
const backwardsIn = (times: readonly number[]): number => {
  let latest = Number.NEGATIVE_INFINITY;
  return times.filter((time) => {
    const back = time < latest;
    latest = Math.max(latest, time);
    return back;
  }).length;
};

/** Commits and how they spread over time. Instants alone count, so that time zones change nothing. */
export const readWork = ({
  workspace: { commits: found, commitCount },
  challenge,
  today,
}: WorkContext): Pick<RepositoryEvidence, 'commits' | 'work'> => {
  const commits = withParts(found, today.getTime());
  if (commitCount === null) return { commits, work: null };
  const asCommitted = commits
    .flatMap(({ part, date }) => (part === 'own' && date !== null ? [Date.parse(date)] : []))
    .toReversed();
  const times = asCommitted.toSorted((one, other) => one - other);
  const sessions = sessionsOf(times);
  const within = sessions.reduce((sum, session) => sum + lengthOf(session), 0);
  const work: Work = {
    timeBox: challenge && readTimeBox(challenge.config.timeBox),
    sessions: sessions.map((session) => ({
      from: iso(session[0]),
      to: iso(session.at(-1)),
      commits: session.length,
    })),
    hours: { span: lengthOf(times) / hour, within: within / hour },
    backwards: backwardsIn(asCommitted),
  };
  return { commits, work };
};
