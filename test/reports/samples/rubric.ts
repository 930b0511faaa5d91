import type { LoadedRubric } from '../../../harness/config/rubric.ts';

const criterion = (title: string, weight: number, checks: readonly string[]) => ({
  id: title.toLowerCase().replaceAll(' ', '-'),
  title,
  weight,
  checks: checks.map((id) => ({ id, weight: 1 })),
});

const honest = ['integrity-batch-does-not-matter', 'integrity-training-rows-are-not-looked-up'];

/** A rubric of fifty-three checks in eleven criteria, so that the samples need no file. */
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
    {
      ...criterion('Model on unseen data', 18, [
        'model-beats-the-baseline',
        'model-approaches-the-reference',
        'model-is-calibrated',
        'model-answers-every-row',
        'model-answers-by-the-row',
        'claims-match-measurements',
      ]),
      countsOnlyWith: honest,
    },
    {
      ...criterion('Behaviour on dirty rows', 10, [
        'behaviour-same-value-same-answer',
        'behaviour-gaps-get-answers',
        'behaviour-outliers-stay-bounded',
        'behaviour-leaking-column-changes-nothing',
        'behaviour-personal-data-changes-nothing',
        'behaviour-unseen-values-get-answers',
        'behaviour-probabilities-keep-the-rate',
        'behaviour-wrong-labels-are-not-learnt',
        'behaviour-ranking-holds-over-time',
      ]),
      countsOnlyWith: honest,
    },
    criterion('Integrity', 4, [
      ...honest,
      'integrity-identifiers-do-not-matter',
      'integrity-predictions-come-from-training',
    ]),
    criterion('Speed and load', 6, [
      'service-answers-promptly',
      'service-holds-its-throughput',
      'service-survives-overload',
      'service-fits-in-memory',
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
