import type { Evidence } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { decimals, joined, plural } from './words.ts';

type Repository = Evidence['repository'];
type Commit = Repository['commits'][number];
type Work = NonNullable<Repository['work']>;

const timeText = (hours: number): string => {
  if (hours * 60 < 1) return 'less than a minute';
  if (hours < 1) return plural(Math.round(hours * 60), 'minute');
  if (hours < 48) return `${decimals(hours, hours < 10 ? 1 : 0)} ${hours < 1.05 ? 'hour' : 'hours'}`;
  return plural(Math.round(hours / 24), 'day');
};

const factsOf = ({ sessions, hours, timeBox }: Work) => [
  { name: 'First to last', value: timeText(hours.span) },
  { name: 'Sessions', value: `${sessions.length}` },
  ...(sessions.length > 1 && hours.within > 0
    ? [{ name: 'Within sessions', value: `at least ${timeText(hours.within)}` }]
    : []),
  ...(timeBox ? [{ name: 'Time box', value: visible(timeBox.text, caps.name) }] : []),
];

const howToRead =
  'A pause of more than two hours ends a session. Whoever commits can set the clock, so no points depend on these times.';

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
  return found.length === 0 ? [] : [`Left out: ${joined(found)}.`];
};

const wentBack = ({ backwards }: Work): string[] =>
  backwards === 0
    ? []
    : [
        `${plural(backwards, 'commit is', 'commits are')} dated before an older one: a rebase, a merged branch or a clock set back leaves that.`,
      ];

const newest = ({ commits, commitCount }: Repository): string[] =>
  commitCount !== null && commitCount > commits.length
    ? [`Only the newest ${plural(commits.length, 'commit')} were looked at.`]
    : [];

type Spread = {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly notes: readonly string[];
};

export const noSpread: Spread = { facts: [], notes: [] };

/** How the work spreads, beside the time box, and which dates tell nothing. One commit has no spread. */
export const spreadOf = (repository: Repository): Spread => {
  const { work } = repository;
  const commits = work?.sessions.reduce((sum, session) => sum + session.commits, 0) ?? 0;
  const shown = work && commits > 1;
  return {
    facts: shown ? factsOf(work) : [],
    notes: work
      ? [...(shown ? [howToRead] : []), ...leftOut(repository), ...wentBack(work), ...newest(repository)]
      : [],
  };
};
