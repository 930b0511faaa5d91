import { describe, expect, it } from 'vitest';
import { repositorySchema } from '../../harness/evidence/repository.ts';
import { readTimeBox } from '../../harness/gather/repository-time-box.ts';
import { readWork } from '../../harness/gather/repository-work.ts';

type Written = {
  readonly at: string | null;
  readonly author?: string;
  readonly email?: string;
  readonly subject?: string;
};

const today = new Date('2025-06-01T09:00:00Z');

/** Commits as they were made, oldest first. */
const work = (...written: readonly Written[]) => {
  const commits = written.map(({ at, author = 'Ada', email = '', subject = 'Step' }, index) => ({
    id: `${index}`.padStart(40, '0'),
    author,
    email,
    subject,
    date: at,
    filesChanged: 1,
  }));
  const challenge = { config: { timeBox: '4 to 6 hours' } };
  const workspace = { commits: commits.toReversed(), commitCount: commits.length };
  const read = readWork({ workspace, challenge, today });
  expect(repositorySchema.pick({ commits: true, work: true }).parse(read)).toEqual(read);
  return { ...read.work, parts: read.commits.map(({ part }) => part).toReversed() };
};

const at = (...times: readonly string[]): readonly Written[] =>
  times.map((time) => ({ at: `2025-05-${time}:00.000Z` }));

describe('working sessions', () => {
  it('end with a pause of more than two hours', () => {
    expect(work(...at('01T10:00', '01T12:00', '01T14:01', '03T09:00', '03T09:30'))).toMatchObject({
      sessions: [
        { from: '2025-05-01T10:00:00.000Z', to: '2025-05-01T12:00:00.000Z', commits: 2 },
        { from: '2025-05-01T14:01:00.000Z', to: '2025-05-01T14:01:00.000Z', commits: 1 },
        { from: '2025-05-03T09:00:00.000Z', to: '2025-05-03T09:30:00.000Z', commits: 2 },
      ],
      hours: { span: 47.5, within: 2.5 },
      backwards: 0,
    });
  });

  it('are one of no length for a drop, and none without a commit or a history', () => {
    expect(work(...at('01T10:00'))).toMatchObject({
      sessions: [{ commits: 1 }],
      hours: { span: 0, within: 0 },
    });
    expect(work()).toMatchObject({ sessions: [], hours: { span: 0, within: 0 } });
    const workspace = { commits: [], commitCount: null };
    expect(readWork({ workspace, challenge: null, today })).toEqual({ commits: [], work: null });
  });
});

describe('clocks', () => {
  const own = at('01T10:00', '01T11:00');

  it.each<[string, string | null, string]>([
    ['1970', '1970-01-01T00:00:00.000Z', 'ancient'],
    ['the day before git', '2005-04-06T23:59:59.000Z', 'ancient'],
    ['tomorrow', '2025-06-02T09:00:00.000Z', 'future'],
    ['the end of time', '+275760-09-13T00:00:00.000Z', 'future'],
    ['no date', null, 'undated'],
    ['a date that is none', 'yesterday', 'undated'],
  ])('of %s are said, and change no span', (_, date, part) => {
    const read = work(...own, { at: date });
    expect(read.parts).toEqual(['own', 'own', part]);
    expect(read).toMatchObject({ sessions: [{ commits: 2 }], hours: { span: 1 } });
  });

  it('that are a little ahead are taken at their word', () => {
    expect(work({ at: '2025-06-01T09:05:00.000Z' }).parts).toEqual(['own']);
  });

  it('that went back are counted, and the sessions are put in order', () => {
    const read = work(...at('02T10:00', '01T10:00', '01T11:00', '02T11:00'));
    expect(read).toMatchObject({ backwards: 2, hours: { span: 25, within: 2 } });
    expect(read.sessions).toHaveLength(2);
  });
});

describe('what is not the candidate’s own', () => {
  it('is left out: robots, merges, and what stands before the last author’s first commit', () => {
    const read = work(
      { at: '2020-01-01T00:00:00.000Z', author: 'Company' },
      ...at('01T10:00'),
      { at: '2025-05-01T10:05:00.000Z', author: 'A friend' },
      { at: '2025-05-01T10:10:00.000Z', subject: "Merge branch 'main' into work" },
      ...at('01T10:30'),
      { at: '2025-05-09T10:00:00.000Z', author: 'github-actions[bot]' },
    );
    expect(read.parts).toEqual(['before', 'own', 'own', 'merge', 'own', 'robot']);
    expect(read).toMatchObject({ sessions: [{ commits: 3 }], hours: { span: 0.5 } });
  });

  const day = (date: string, author: string, email = '') => ({
    at: `2025-05-${date}T10:00:00.000Z`,
    author,
    email,
  });

  it.each<[string, { author: string; email?: string }]>([
    ['an address', { author: 'Laptop', email: 'ada@mail.example' }],
    ['part of a name', { author: 'ada' }],
    ['a name with a middle one', { author: 'Áda B. Lovelace' }],
    ['a forge’s handle', { author: 'Countess', email: '12+adalovelace@users.noreply.github.com' }],
    ['a handle with a number', { author: 'adalovelace1815' }],
  ])('is none of it under another name that may be theirs: %s', (_, { author, email }) => {
    const read = work(
      day('01', 'Company', 'jobs@company.example'),
      day('02', author, email),
      day('03', 'Ada Lovelace', 'ada@mail.example'),
    );
    expect(read.parts).toEqual(['before', 'own', 'own']);
  });

  it('is none of it by whoever went on beside the last author', () => {
    const read = work(day('01', 'Ben'), day('02', 'Ada'), day('03', 'Ben'), day('04', 'Ada'));
    expect(read.parts).toEqual(['own', 'own', 'own', 'own']);
  });

  it('is all of it by people who share a first name, or the beginning of one', () => {
    const read = work(day('01', 'Ada Byron'), day('02', 'Adam Smith'), day('03', 'Ada Lovelace'));
    expect(read.parts).toEqual(['before', 'before', 'own']);
  });

  it.each(['renovate[bot]', 'gitlab-ci'])('is all of it where only robots committed: %s', (author) => {
    expect(work({ at: '2025-05-01T10:00:00.000Z', author })).toMatchObject({
      sessions: [],
      parts: ['robot'],
    });
  });
});

describe('the time box', () => {
  it.each([
    ['4 to 6 hours', { least: 4, most: 6 }],
    ['4 hours', { least: 4, most: 4 }],
    ['2.5–3 h', { least: 2.5, most: 3 }],
    ['a 4-hour exercise', { least: 4, most: 4 }],
    ['90 minutes', { least: 1.5, most: 1.5 }],
    ['one weekend', null],
    ['3 days', null],
    ['0 hours', null],
    ['6 to 4 hours', null],
    ['1 hour 30 minutes', null],
  ])('%s', (text, hours) => {
    expect(readTimeBox(text)).toEqual({ text, hours });
  });
});
