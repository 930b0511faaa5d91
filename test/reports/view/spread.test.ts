import { expect, test } from 'vitest';
import type { RepositoryEvidence } from '../../../harness/evidence/repository.ts';
import { spreadOf } from '../../../reports/view/spread.ts';
import { repository } from '../../helpers/evidence/files.ts';

type Work = NonNullable<RepositoryEvidence['work']>;
type Commit = RepositoryEvidence['commits'][number];

const session = { from: '2025-05-01T10:00:00Z', to: '2025-05-01T11:00:00Z', commits: 2 };
const evenings: Work = {
  timeBox: { text: '4 to 6 hours', hours: { least: 4, most: 6 } },
  sessions: Array(9).fill(session),
  hours: { span: 40, within: 11.25 },
  backwards: 0,
};
const [commit] = repository().commits;
const parts = (...all: readonly Commit['part'][]): readonly Commit[] =>
  commit ? all.map((part) => ({ ...commit, part })) : [];

const spread = (over: Partial<RepositoryEvidence>) =>
  spreadOf(repository({ commits: parts('own', 'own'), commitCount: 2, work: evenings, ...over }));
const facts = (work: Work) => spread({ work }).facts.map(({ name, value }) => `${name}: ${value}`);

test('hours and sessions stand beside the time box', () => {
  expect(facts(evenings)).toEqual([
    'First to last: 40 hours',
    'Sessions: 9',
    'Within sessions: at least 11 hours',
    'Time box: 4 to 6 hours',
  ]);
});

test('without a challenge there is no box, and one session says its length once', () => {
  const hours = { span: 0.75, within: 0.75 };
  expect(facts({ ...evenings, timeBox: null, sessions: [session], hours })).toEqual([
    'First to last: 45 minutes',
    'Sessions: 1',
  ]);
});

test.each([
  [0, 'less than a minute'],
  [1 / 60, '1 minute'],
  [1, '1 hour'],
  [1.5, '1.5 hours'],
  [47, '47 hours'],
  [72, '3 days'],
])('%d hours', (span, text) => {
  expect(facts({ ...evenings, hours: { span, within: 0 } })[0]).toBe(`First to last: ${text}`);
});

test('it is said how to read it, and that no points depend on it', () => {
  expect(spread({}).notes).toEqual([
    'A pause of more than two hours ends a session. Whoever commits can set the clock, so no points depend on these times.',
  ]);
});

test('a drop has no spread, and neither has what came without a history', () => {
  const work = { ...evenings, sessions: [{ ...session, commits: 1 }] };
  expect(spread({ work })).toEqual({ facts: [], notes: [] });
  expect(spread({ work: null, commits: [], commitCount: null })).toEqual({ facts: [], notes: [] });
});

test('dates that tell nothing are counted, each with its reason', () => {
  const commits = parts('future', 'ancient', 'undated', 'robot', 'robot', 'before', 'merge', 'own', 'own');
  const [, ...notes] = spread({ commits, commitCount: 412, work: { ...evenings, backwards: 3 } }).notes;
  expect(notes).toEqual([
    'Left out: 1 commit dated later than this review, 1 commit dated before git existed, 1 commit without a usable date, 2 commits signed by a robot and 1 commit by others, from before the last author began.',
    '3 commits are dated before an older one: a rebase, a merged branch or a clock set back leaves that.',
    'Only the newest 9 commits were looked at.',
  ]);
});
