import type { Evidence } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { decimals, joined, plural } from './words.ts';

type Repository = Evidence['repository'];
type Commit = Repository['commits'][number];
type Work = NonNullable<Repository['work']>;

const outOfTime: ReadonlySet<Commit['part']> = new Set(['undated', 'future', 'ancient']);

/** A date that no clock of that time could have shown says nothing, and would squeeze all others into a corner. */
export const hasTime = ({ part }: Commit): boolean => !outOfTime.has(part);

const timeText = (hours: number): string => {
  if (hours * 60 < 1) return 'less than a minute';
  if (hours < 1) return plural(Math.round(hours * 60), 'minute');
  if (hours < 48) return `${decimals(hours, hours < 10 ? 1 : 0)} ${hours < 1.05 ? 'hour' : 'hours'}`;
  return plural(Math.round(hours / 24), 'day');
};

const boxText = ({ timeBox }: Work): string =>
  timeBox ? ` The time box was ${visible(timeBox.text, caps.name)}.` : '';

const within = ({ sessions, hours }: Work): string => {
  if (sessions.length < 2) return '.';
  const least = hours.within > 0 ? ` The sessions alone take at least ${timeText(hours.within)}.` : '';
  return `; a pause of more than two hours ends one.${least}`;
};

const freely = ' Whoever commits can set the clock, so no points depend on this.';

const spread = (work: Work): string[] => {
  const commits = work.sessions.reduce((sum, session) => sum + session.commits, 0);
  if (commits < 2) return [];
  const span = `${timeText(work.hours.span)}, in ${plural(work.sessions.length, 'session')}`;
  return [`From the first commit to the last: ${span}${within(work)}${boxText(work)}${freely}`];
};

const asides: readonly (readonly [part: Commit['part'], why: string])[] = [
  ['future', 'dated later than this review'],
  ['ancient', 'dated before git existed'],
  ['undated', 'without a usable date'],
  ['robot', 'signed by a robot'],
  ['before', 'by others, from before the last author began'],
];

const leftOut = ({ commits }: Repository): string[] => {
  const found = asides.flatMap(([part, why]) => {
    const count = commits.filter((commit) => commit.part === part).length;
    return count === 0 ? [] : [`${plural(count, 'commit')} ${why}`];
  });
  return found.length === 0 ? [] : [`Left out of these times: ${joined(found)}.`];
};

const wentBack = ({ backwards }: Work): string[] =>
  backwards === 0
    ? []
    : [
        `${plural(backwards, 'commit is', 'commits are')} dated before an older one: a rebase, a merged branch or a clock set back leaves that.`,
      ];

const newest = ({ commits, commitCount }: Repository): string[] =>
  commitCount !== null && commitCount > commits.length
    ? [`Only the newest ${plural(commits.length, 'commit')} were looked at for this.`]
    : [];

/** How the work spreads against the time box, and which dates tell nothing. One commit has no spread. */
export const spreadOf = (repository: Repository): readonly string[] => {
  const { work } = repository;
  if (!work) return [];
  const notes = [...leftOut(repository), ...wentBack(work), ...newest(repository)].join(' ');
  return [...spread(work), ...(notes === '' ? [] : [notes])];
};
