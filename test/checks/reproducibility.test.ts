import { expect, test } from 'vitest';
import { ciIsConfigured } from '../../harness/checks/ci-is-configured.ts';
import { commandsAreDeclared } from '../../harness/checks/commands-are-declared.ts';
import { dependenciesArePinned } from '../../harness/checks/dependencies-are-pinned.ts';
import { environmentInstallsAsDeclared } from '../../harness/checks/environment-installs-as-declared.ts';
import { historyShowsWork } from '../../harness/checks/history-shows-work.ts';
import { runtimeVersionIsStated } from '../../harness/checks/runtime-version-is-stated.ts';
import { seedsAreFixed } from '../../harness/checks/seeds-are-fixed.ts';
import { trainCommandReproducesTheModel } from '../../harness/checks/train-command-reproduces-the-model.ts';
import type { DeploymentEvidence } from '../../harness/evidence/deployment.ts';
import type { EnvironmentEvidence } from '../../harness/evidence/environment.ts';
import type { commitParts, RepositoryEvidence } from '../../harness/evidence/repository.ts';
import type { TrainingEvidence } from '../../harness/evidence/training.ts';
import { place, stage } from '../helpers/evidence/basics.ts';
import { environment, repository } from '../helpers/evidence/files.ts';
import { ci, deployment } from '../helpers/evidence/upkeep.ts';
import { noTraining, training } from '../helpers/evidence/work.ts';
import { emptyEvidence, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<EnvironmentEvidence>) => strongEvidence({ environment: environment(over) });
const files = (over: Partial<RepositoryEvidence>) => strongEvidence({ repository: repository(over) });
const trained = (over: Partial<TrainingEvidence>) => strongEvidence({ training: training(over) });
const empty = emptyEvidence();

const { declared } = environment();
const step = { requirement: 'numpy==1.21', became: null, because: 'no wheel' };
const blockedLine = {
  text: '--index-url http://x',
  place: place('requirements.txt', 1),
  because: 'an index option',
};
const unresolvable = { kind: 'unresolvable', requirement: 'random2', because: 'no wheel' } as const;
const stopped = stage('resolve', { outcome: 'failed', cause: unresolvable, line: 'no solution found' });

tableFor(environmentInstallsAsDeclared, [
  { row: 'as declared', evidence: given({}), score: 1, says: '4 packages installed as declared' },
  { row: 'one change', evidence: given({ loosened: [step] }), score: 0.9, says: '1 change' },
  {
    row: 'a line not obeyed is a change',
    evidence: given({ loosened: [step], declared: { ...declared, blocked: [blockedLine] } }),
    score: 0.8,
    says: '2 changes',
  },
  {
    row: 'twenty changes',
    evidence: given({ loosened: Array.from({ length: 20 }, () => step) }),
    score: 0.2,
    says: '20 changes',
  },
  { row: 'unresolvable', evidence: given({ resolve: stopped }), score: 0, says: 'resolving dependencies' },
  { row: 'nothing declared', evidence: empty, score: 0, says: 'No list of dependencies' },
]);

const pinning = (over: Partial<DeploymentEvidence['dependencies']>) =>
  strongEvidence({ deployment: deployment({ dependencies: { ...deployment().dependencies, ...over } }) });
const loose = deployment().dependencies.requirements.map((entry, at) => ({ ...entry, pinned: at < 2 }));

tableFor(dependenciesArePinned, [
  { row: 'all', evidence: pinning({}), score: 1, says: '4 of 4 declared dependencies pinned in requ' },
  { row: 'half', evidence: pinning({ requirements: loose }), score: 0.5, says: '2 of 4' },
  {
    row: 'lock file',
    evidence: pinning({ requirements: loose, lock: place('uv.lock') }),
    score: 1,
    says: 'lock file',
  },
  { row: 'none', evidence: empty, score: 0, says: 'No declared dependency' },
]);

tableFor(runtimeVersionIsStated, [
  { row: 'stated', evidence: given({}), score: 1, says: 'Python 3.13 is asked for' },
  { row: 'not stated', evidence: empty, score: 0, says: '3.13 was used' },
]);

const failed = stage('train', {
  outcome: 'failed',
  cause: { kind: 'missing-file', path: 'train.csv' },
  line: 'FileNotFoundError',
});
const hub = [{ where: 'a hub', place: place('app.py', 4) }];

tableFor(trainCommandReproducesTheModel, [
  { row: 'made again', evidence: trained({}), score: 1, says: 'wrote models/model.joblib' },
  {
    row: 'did not end well',
    evidence: trained({ stage: failed, models: [] }),
    score: 0,
    says: 'stopped while training',
  },
  { row: 'wrote nothing', evidence: trained({ models: [] }), score: 0, says: 'no model file' },
  {
    row: 'a committed model is no proof',
    evidence: trained({ models: [{ path: 'm.pkl', bytes: 9, committed: true, changed: false }] }),
    score: 0,
    says: 'no model file',
  },
  {
    row: 'kept elsewhere',
    evidence: trained({ models: [], elsewhere: hub }),
    score: 'needs-human',
    says: 'could not be seen',
  },
  {
    row: 'no command',
    evidence: strongEvidence({ training: noTraining() }),
    score: 0,
    says: 'No train command',
  },
]);

tableFor(seedsAreFixed, [
  { row: 'one', evidence: files({}), score: 1, says: '1 place.' },
  { row: 'none', evidence: empty, score: 0, says: 'No fixed seed' },
]);

tableFor(commandsAreDeclared, [
  { row: 'stated', evidence: files({}), score: 1, says: 'states the commands' },
  {
    row: 'with a mistake',
    evidence: files({
      manifest: { place: place('takehome.yaml'), problems: ['takehome.yaml:2:1 unknown key'] },
    }),
    score: 0.5,
    says: '1 mistake',
  },
  { row: 'missing', evidence: empty, score: 0, says: 'No takehome.yaml' },
]);

const page = 'https://github.com/example/churn/actions';
const robot = { ...repository().commits[0], author: 'github-actions[bot]', part: 'robot' };

test('whether CI ran is left to a reader, who is told where to look; a robot’s name earns nothing', () => {
  const listed = ciIsConfigured.judge(strongEvidence({ deployment: deployment({ ci: ci([], { page }) }) }));
  expect(listed.details).toContainEqual(expect.objectContaining({ kind: 'looked-for', page }));
  const silent = ciIsConfigured.judge(files({}));
  expect(silent.details.flatMap((detail) => (detail.kind === 'looked-for' ? [detail.page] : []))).toEqual([
    undefined,
  ]);
  const commits = [robot] as RepositoryEvidence['commits'];
  const signed = ciIsConfigured.judge(files({ commits }));
  expect(signed.verdict).toEqual(silent.verdict);
  expect(signed.details).toContainEqual(expect.objectContaining({ kind: 'table' }));
  expect(ciIsConfigured.judge(files({ commits, ci: [] })).verdict).toMatchObject({ score: 0 });
});

tableFor(ciIsConfigured, [
  { row: 'there', evidence: files({}), score: 1, says: 'whether CI ever ran cannot be seen' },
  { row: 'missing', evidence: empty, score: 0, says: 'No CI configuration' },
]);

const [commit] = repository().commits;
const subjects = (...all: readonly string[]) =>
  files({
    commitCount: all.length,
    commits: commit ? all.map((subject) => ({ ...commit, subject })) : [],
  });

const parts = (...all: readonly (typeof commitParts)[number][]) =>
  files({ commitCount: all.length, commits: commit ? all.map((part) => ({ ...commit, part })) : [] });

tableFor(historyShowsWork, [
  { row: 'nine', evidence: files({}), score: 1, says: '9 commits' },
  { row: 'three', evidence: subjects('Clean', 'Train', 'Serve it'), score: 0.5, says: '3 commits' },
  { row: 'one drop', evidence: empty, score: 0, says: '1 commit holds everything' },
  {
    row: 'merges are no steps',
    evidence: parts('merge', 'merge', 'own', 'own', 'own'),
    score: 0.5,
    says: '3 commits',
  },
  {
    row: 'nor is what a robot committed',
    evidence: parts('own', 'robot', 'robot', 'robot', 'robot'),
    score: 0,
    says: '1 commit holds everything',
  },
  {
    row: 'nor what others committed before, which is said',
    evidence: parts('own', 'own', 'own', 'before', 'before'),
    score: 0.5,
    says: '3 commits, after 2 by others;',
  },
  {
    row: 'a drop onto a long history of others',
    evidence: files({ ...parts('own', 'before').repository, commitCount: 60 }),
    score: 0,
    says: '1 commit, after 1 by others, holds everything',
  },
  {
    row: 'dates that cannot be cost nothing',
    evidence: parts('future', 'ancient', 'undated', 'own', 'own'),
    score: 1,
    says: '5 commits',
  },
  {
    row: 'subjects that say nothing',
    evidence: subjects(
      'Add files via upload',
      'Update README.md',
      'Initial commit',
      'wip',
      'fix',
      'Serve it',
    ),
    score: 0.5,
    says: '1 of 6 subjects',
  },
  {
    row: 'an archive',
    evidence: files({ commitCount: null, commits: [] }),
    score: 'not-applicable',
    says: 'without git history',
  },
]);

type Work = NonNullable<RepositoryEvidence['work']>;
const session = { from: '2025-05-01T10:00:00Z', to: '2025-05-01T10:30:00Z', commits: 2 };
const askedOf = (over: Partial<Work>, sessions = 3) => {
  const timeBox = { text: '4 to 6 hours', hours: { least: 4, most: 6 } };
  const all = Array.from({ length: sessions }, () => session);
  const work: Work = { timeBox, sessions: all, hours: { span: 40, within: 5 }, backwards: 0, ...over };
  return historyShowsWork.judge(files({ work })).followUp?.question;
};

test.each<[string, Partial<Work>, number, string | undefined]>([
  ['three evenings within the box', {}, 3, undefined],
  ['more sessions than the box has hours', {}, 9, '40 hours in 9 sessions, for a time box of 4 to 6 hours'],
  ['more hours within sessions', { hours: { span: 30, within: 11 } }, 3, '30 hours in 3 sessions'],
  ['no challenge', { timeBox: null }, 9, undefined],
  ['a box that names no hours', { timeBox: { text: 'a weekend', hours: null } }, 9, undefined],
])('the history is asked about, and never weighed: %s', (_, over, sessions, question) => {
  const asked = askedOf(over, sessions);
  if (question === undefined) expect(asked).toBeUndefined();
  else expect(asked).toContain(question);
});

test('long work costs no more than short work', () => {
  const work = (span: number, sessions: number) =>
    files({
      work: {
        timeBox: null,
        sessions: Array(sessions).fill(session),
        hours: { span, within: span },
        backwards: 4,
      },
    });
  const { verdict, summary } = historyShowsWork.judge(work(400, 60));
  expect(historyShowsWork.judge(work(1, 1))).toMatchObject({ verdict, summary });
});
