import { expect, test } from 'vitest';
import type { RepositoryEvidence } from '../../../harness/evidence/repository.ts';
import { handedInOf } from '../../../reports/view/handed-in.ts';
import { code } from '../../helpers/evidence/code.ts';
import { file, repository } from '../../helpers/evidence/files.ts';
import { faultedDossier, strongDossier } from '../../helpers/evidence.ts';

type Commit = RepositoryEvidence['commits'][number];

const commitAt = (date: string | null, filesChanged = 2, part: Commit['part'] = 'own') => ({
  id: 'a'.repeat(40),
  author: 'A. Candidate',
  date,
  subject: 'Step',
  filesChanged,
  part,
});

const told = (over: Parameters<typeof repository>[0]) =>
  handedInOf(strongDossier({ repository: repository(over) }), 'team');

test('files of its own are counted by kind, and what came from elsewhere apart', () => {
  const files = [file('a.py'), file('b.py'), file('README.md'), file('brief.md', { origin: 'supplied' })];
  expect(told({ files }).sentences[0]).toBe(
    '3 files of its own: 2 Python and 1 Markdown. 1 more came with the brief, with others’ work or from a tool.',
  );
});

test('what nothing here reads is counted as work all the same', () => {
  const files = ['a.py', 'check.R', 'a.sql', 'b.sql', 'slides.pdf', 'plot.png'].map((path) =>
    file(path, path.endsWith('.py') ? {} : { kind: 'other' }),
  );
  expect(told({ files }).sentences[0]).toBe('6 files of its own: 1 Python, 1 R, 2 SQL and 1 PDF or Office.');
});

test('in the candidate’s version the files are yours', () => {
  const dossier = strongDossier({ repository: repository({ files: [file('a.py')] }) });
  expect(handedInOf(dossier, 'candidate').sentences[0]).toBe('1 file of your own: 1 Python.');
});

test('what came with the task is named with the place that says so, and not counted', () => {
  const place = { path: 'README.md', line: 9 };
  const supplied = [
    { path: 'exploration.ipynb', because: 'named' as const, told: place },
    ...['a.py', 'b.py', 'c.py', 'd.py'].map((path) => ({
      path,
      because: 'with-task' as const,
      told: { path: 'TASK.md', line: 1 },
    })),
  ];
  expect(told({ supplied }).sentences.slice(1, 3)).toEqual([
    'exploration.ipynb came with the task, as README.md:9 says, and is as it came: nothing in there is counted for or against the submission.',
    'a.py, b.py, c.py and 1 more came with the task, in commits of whoever wrote TASK.md, and are as they came: nothing in there is counted for or against the submission.',
  ]);
  const unsure = [{ path: 'exploration.ipynb', because: 'only-named' as const, told: place }];
  expect(told({ supplied: unsure }).sentences[1]).toBe(
    'exploration.ipynb came with the task, as README.md:9 says. Without a history nobody can tell what was changed in there, so it counts as the submission’s.',
  );
});

test('commits are counted, with their days where there are several', () => {
  const commits = ['2025-05-04T10:00:00Z', '2025-05-01T10:00:00Z'].map((date) => commitAt(date));
  expect(told({ commits, commitCount: 2 }).sentences[1]).toBe('2 commits, on 2 days.');
  expect(told({ commits: commits.slice(0, 1), commitCount: 1 }).sentences[1]).toBe('1 commit.');
});

test('its code is counted where it stands, and what has none shows no table', () => {
  const statements = (count: number) => ({ files: 1, statements: count });
  const parts = {
    modules: statements(60),
    scripts: statements(30),
    notebooks: statements(0),
    tests: statements(1_010),
  };
  const rows = handedInOf(strongDossier({ code: { ...code(), parts } }), 'team').parts;
  expect(rows.map(({ name, statements: count }) => `${name} ${count}`)).toEqual([
    'Modules 60',
    'Scripts 30',
    'Notebooks 0',
    'Tests 1,010',
  ]);
  const none = {
    modules: statements(0),
    scripts: statements(0),
    notebooks: statements(0),
    tests: statements(0),
  };
  expect(handedInOf(strongDossier({ code: { ...code(), parts: none } }), 'team').parts).toEqual([]);
});

test('commits are drawn in time, each as high as it changed files, and dates that are none are left out', () => {
  const commits = [
    commitAt('2025-05-03T10:00:00Z', 1),
    commitAt(null, 50),
    commitAt('nonsense', 50),
    commitAt('1970-01-01T00:00:00Z', 50, 'ancient'),
    commitAt('9999-01-01T00:00:00Z', 50, 'future'),
    commitAt('9999-01-01T00:00:00Z', 50, 'robot'),
    commitAt('2025-05-01T10:00:00Z', 9),
  ];
  const drawn = told({ commits, commitCount: 7 }).history?.toHTML() ?? '';
  expect(drawn).toContain('2025-05-01');
  expect(drawn).toContain('up to 9');
  expect(drawn.match(/M[\d.]+,86v/g)).toHaveLength(2);
});

test('without a history, or with one commit, there is nothing to draw', () => {
  expect(told({ commits: [], commitCount: null, work: null })).toMatchObject({
    history: null,
    sentences: [expect.anything(), 'Without a history: it was not handed in as a git repository.'],
  });
  expect(told({ commits: [commitAt('2025-05-01T10:00:00Z')], commitCount: 1 }).history).toBeNull();
});

test('files that could not be read through a fault of ours say so', () => {
  expect(handedInOf(faultedDossier(['repository']), 'team').sentences[0]).toContain('a fault of ours');
});
