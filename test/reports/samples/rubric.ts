import type { LoadedRubric } from '../../../harness/config/rubric.ts';

const criterion = (title: string, weight: number, checks: readonly string[]) => ({
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  weight,
  checks: checks.map((id) => ({ id, weight: 1 })),
});

/** A rubric of thirty-five checks in eight criteria, so that the samples need no file. */
export const sampleRubric: LoadedRubric = {
  id: 'ml-engineer',
  version: '1.0.0',
  title: 'Machine-learning engineer',
  digest: 'e'.repeat(64),
  criteria: [
    criterion('Serving', 20, [
      'serving-starts',
      'serving-answers-predictions',
      'serving-follows-the-contract',
      'serving-health-answers',
      'serving-is-reachable-from-outside',
      'serving-refuses-malformed-requests',
      'serving-names-the-field-at-fault',
      'serving-hides-stack-traces',
      'serving-survives-malformed-requests',
    ]),
    criterion('Model on unseen data', 18, [
      'model-beats-the-baseline',
      'model-approaches-the-reference',
      'model-is-calibrated',
      'model-answers-every-row',
      'model-answers-by-the-row',
    ]),
    criterion('Tests', 14, ['tests-exist-and-assert', 'tests-exercise-own-code', 'tests-pass-when-run']),
    criterion('Reproducibility', 14, [
      'environment-installs-as-declared',
      'dependencies-are-pinned',
      'runtime-version-is-stated',
      'train-command-reproduces-the-model',
      'seeds-are-fixed',
    ]),
    criterion('Monitoring', 10, [
      'monitoring-is-planned',
      'monitoring-watches-model-and-service',
      'monitoring-leads-to-action',
    ]),
    criterion('Data handling', 10, [
      'data-leaking-column-is-left-out',
      'exploration-is-documented',
      'features-are-explained',
    ]),
    criterion('Experiment tracking', 6, ['runs-are-tracked', 'tracked-runs-can-be-compared']),
    criterion('Writing', 8, [
      'readme-says-how-to-run',
      'metric-choice-is-explained',
      'trade-offs-are-explained',
      'limitations-are-stated',
      'explanations-are-sound',
    ]),
  ],
};
