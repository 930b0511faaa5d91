import type { EnvironmentEvidence } from '../../../harness/evidence/environment.ts';
import type { RepositoryEvidence } from '../../../harness/evidence/repository.ts';
import { excerpt, place, stage } from './basics.ts';

type File = RepositoryEvidence['files'][number];
type Commit = RepositoryEvidence['commits'][number];

export function file(path: string, over: Partial<File> = {}): File {
  const kind = path.endsWith('.py') ? 'python' : path.endsWith('.md') ? 'markdown' : 'other';
  return { path, bytes: 1800, lines: 60, kind, origin: 'own', ...over };
}

function commits(count: number): readonly Commit[] {
  return Array.from({ length: count }, (_, index) => ({
    id: (count - index).toString(16).padStart(40, '0'),
    author: 'A. Candidate',
    date: `2025-05-0${1 + (index % 9)}T10:00:00Z`,
    subject: `Step ${count - index}`,
    filesChanged: 3,
    part: 'own',
  }));
}

/** One session a commit, a day apart, for a box of four to six hours. */
function work(found: readonly Commit[]): NonNullable<RepositoryEvidence['work']> {
  const dates = found.flatMap(({ date }) => date ?? []).toSorted();
  return {
    timeBox: { text: '4 to 6 hours', hours: { least: 4, most: 6 } },
    sessions: dates.map((date) => ({ from: date, to: date, commits: 1 })),
    hours: { span: 24 * (dates.length - 1), within: 0 },
    backwards: 0,
  };
}

export function repository(over: Partial<RepositoryEvidence> = {}): RepositoryEvidence {
  return {
    files: ['README.md', 'src/train.py', 'src/features.py', 'app/main.py', 'tests/test_api.py'].map((path) =>
      file(path),
    ),
    leftOut: [],
    supplied: [],
    commits: commits(9),
    commitCount: 9,
    work: work(commits(9)),
    readme: place('README.md'),
    manifest: { place: place('takehome.yaml'), problems: [] },
    dockerfiles: [place('Dockerfile')],
    ci: [place('.github/workflows/test.yml')],
    gitignore: true,
    leakingColumn: {
      column: 'cancellation_reason',
      dropped: [
        excerpt(
          'src/features.py',
          14,
          "LEAKING = ['cancellation_reason']  # filled in after the customer left",
        ),
      ],
      used: [],
    },
    seeds: [excerpt('src/train.py', 22, 'HistGradientBoostingClassifier(random_state=7)')],
    estimators: [
      { name: 'LogisticRegression', place: place('src/train.py', 30) },
      { name: 'HistGradientBoostingClassifier', place: place('src/train.py', 34) },
    ],
    metrics: [
      { name: 'average_precision_score', place: place('src/evaluate.py', 12) },
      { name: 'brier_score_loss', place: place('src/evaluate.py', 13) },
    ],
    ...over,
  };
}

export function emptyRepository(): RepositoryEvidence {
  return repository({
    files: [file('.gitkeep', { bytes: 0, lines: 0 })],
    commits: commits(1),
    commitCount: 1,
    work: work(commits(1)),
    readme: null,
    manifest: { place: null, problems: [] },
    dockerfiles: [],
    ci: [],
    gitignore: false,
    leakingColumn: { column: 'cancellation_reason', dropped: [], used: [] },
    seeds: [],
    estimators: [],
    metrics: [],
  });
}

export function environment(over: Partial<EnvironmentEvidence> = {}): EnvironmentEvidence {
  const pins = ['fastapi==0.118.0', 'scikit-learn==1.7.2', 'pandas==2.3.3', 'mlflow-skinny==3.4.0'];
  return {
    runtime: {
      name: 'python',
      asked: '3.13',
      askedIn: place('takehome.yaml', 1),
      used: '3.13',
      offered: ['3.13', '3.11', '3.9'],
    },
    declared: {
      kind: 'requirements',
      files: ['requirements.txt'],
      requirements: pins.map((text, index) => ({
        text,
        place: place('requirements.txt', index + 1),
        pinned: true,
      })),
      blocked: [],
    },
    loosened: [],
    resolve: stage('resolve', { durationMs: 900 }),
    install: stage('install', { durationMs: 4100 }),
    packages: pins.map((pin) => ({ name: pin.split('==')[0] ?? pin, version: pin.split('==')[1] ?? '0' })),
    bytes: 412e6,
    notes: [],
    ...over,
  };
}

export function noEnvironment(): EnvironmentEvidence {
  return environment({
    runtime: { name: 'python', asked: null, askedIn: null, used: '3.13', offered: ['3.13', '3.11', '3.9'] },
    declared: { kind: 'none', files: [], requirements: [], blocked: [] },
    resolve: stage('resolve', { outcome: 'skipped', cause: { kind: 'nothing-declared' }, durationMs: 0 }),
    install: stage('install', { outcome: 'skipped', cause: { kind: 'nothing-declared' }, durationMs: 0 }),
    packages: [],
    bytes: 0,
  });
}
