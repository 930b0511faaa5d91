import { type NotesEvidence, topics } from '../../../harness/evidence/notes.ts';
import type { TestsEvidence } from '../../../harness/evidence/tests.ts';
import type { TrackingEvidence } from '../../../harness/evidence/tracking.ts';
import type { TrainingEvidence } from '../../../harness/evidence/training.ts';
import { command, excerpt, execution, place, stage } from './basics.ts';

type Topic = NotesEvidence['topics'][number];
type TestFunction = TestsEvidence['functions'][number];
type Mutant = TestsEvidence['mutants']['tried'][number];

export function training(over: Partial<TrainingEvidence> = {}): TrainingEvidence {
  return {
    command: command('python -m src.train'),
    execution: execution('python -m src.train', { stdout: 'average precision 0.53' }),
    stage: stage('train', { durationMs: 21_400 }),
    models: [{ path: 'models/model.joblib', bytes: 1.9e6, committed: false, changed: true }],
    elsewhere: [],
    ...over,
  };
}

export function noTraining(): TrainingEvidence {
  return training({
    command: null,
    execution: null,
    stage: stage('train', { outcome: 'skipped', cause: { kind: 'no-command' }, durationMs: 0 }),
    models: [],
  });
}

export function testFunction(name: string, over: Partial<TestFunction> = {}): TestFunction {
  return {
    name,
    place: place('tests/test_api.py', 8),
    assertions: 2,
    exercises: ['app.main.predict'],
    ...over,
  };
}

export function tests(over: Partial<TestsEvidence> = {}): TestsEvidence {
  const names = ['health', 'predict', 'missing_field', 'money_parsing', 'date_parsing', 'leak_is_dropped'];
  return {
    framework: 'pytest',
    functions: names.map((name, index) =>
      testFunction(`test_${name}`, { place: place('tests/test_api.py', 8 + index * 7) }),
    ),
    hollow: [],
    command: command('pytest -q'),
    execution: execution('pytest -q', { stdout: '6 passed in 2.31s', durationMs: 3900 }),
    claimed: { passed: 6, failed: 0, errors: 0, skipped: 0 },
    canaries: 'held',
    coverage: {
      functions: [
        { name: 'predict', place: place('app/main.py', 14), reached: true },
        { name: 'retrain', place: place('src/train.py', 30), reached: false },
      ],
      lines: 96,
    },
    mutants: mutants('noticed', 'noticed', 'noticed', 'noticed', 'survived'),
    ...over,
  };
}

export function mutants(...outcomes: readonly Mutant['outcome'][]): TestsEvidence['mutants'] {
  const tried = outcomes.map((outcome, index) => ({
    place: place('src/features.py', 10 + index * 5),
    function: 'clean',
    before: 'value < 0',
    after: 'value >= 0',
    outcome,
    reached: true,
  }));
  return { tried, control: tried.length > 0 ? 'passed' : 'not-run', because: null };
}

export function untried(because: NonNullable<TestsEvidence['mutants']['because']>): TestsEvidence['mutants'] {
  return { tried: [], control: 'not-run', because };
}

export function noTests(): TestsEvidence {
  const nothing = { functions: [], command: null, execution: null, claimed: null };
  const unknown = { coverage: null, mutants: untried('not-passing') };
  return tests({ ...nothing, ...unknown, framework: 'none', canaries: 'not-run' });
}

export function trackedRun(
  over: Partial<TrackingEvidence['runs'][number]>,
): TrackingEvidence['runs'][number] {
  return {
    tool: 'mlflow',
    path: 'mlruns/0/4f1c',
    count: 1,
    parameters: 6,
    metrics: 4,
    parameterNames: ['max_depth'],
    metricNames: ['average_precision'],
    artifacts: ['model/model.pkl'],
    madeByTraining: true,
    ...over,
  };
}

export function tracking(over: Partial<TrackingEvidence> = {}): TrackingEvidence {
  return {
    uses: [
      {
        tool: 'mlflow',
        imported: excerpt('src/train.py', 5, 'import mlflow'),
        calls: [excerpt('src/train.py', 41, 'mlflow.log_metrics(scores)')],
      },
    ],
    onlyDeclared: [],
    trained: true,
    runs: [trackedRun({})],
    tie: { by: 'id-in-model', run: 'mlruns/0/4f1c', model: 'models/model.joblib', place: null },
    ...over,
  };
}

export function noTracking(): TrackingEvidence {
  return { uses: [], onlyDeclared: [], trained: true, runs: [], tie: null };
}

export function topic(name: Topic['topic'], level: Topic['level'], names: Topic['names'] = []): Topic {
  const text = `## ${name}\nWe looked at ${name} in the training table and decided what follows from it.`;
  const excerpts = level === 'none' ? [] : [excerpt('README.md', 40, text)];
  return { topic: name, level, sure: true, excerpts, hollow: [], names };
}

const watched = ['drift', 'predictions', 'latency', 'outcome', 'threshold', 'action'] as const;

export function notes(over: Partial<NotesEvidence> = {}): NotesEvidence {
  return {
    words: 1480,
    files: ['README.md', 'docs/monitoring.md'],
    foreign: [],
    unread: [],
    briefShare: 0.05,
    topics: topics.map((name) => topic(name, 'plan', name === 'monitoring' ? watched : [])),
    watching: [
      {
        kind: 'metrics',
        tool: 'Prometheus',
        imported: excerpt('app/main.py', 4, 'from prometheus_client import Histogram'),
        calls: [excerpt('app/main.py', 60, 'LATENCY.observe(elapsed)')],
      },
      {
        kind: 'drift',
        tool: null,
        imported: null,
        calls: [excerpt('src/drift.py', 31, 'index >= ALERT')],
      },
    ],
    ...over,
  };
}

export function noNotes(): NotesEvidence {
  return {
    words: 0,
    files: [],
    briefShare: 0,
    foreign: [],
    unread: [],
    topics: topics.map((name) => topic(name, 'none')),
    watching: [],
  };
}

/** Notes where a few topics are written up at a level and the others not at all. */
export function notesOn(levels: Partial<Record<Topic['topic'], Topic['level']>>): NotesEvidence {
  return {
    ...noNotes(),
    words: 320,
    files: ['README.md'],
    topics: topics.map((name) => topic(name, levels[name] ?? 'none')),
  };
}
