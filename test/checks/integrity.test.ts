import { integrityPredictionsComeFromTraining } from '../../harness/checks/integrity-predictions-come-from-training.ts';
import { integrityTestResultsAreReal } from '../../harness/checks/integrity-test-results-are-real.ts';
import type { ShuffledEvidence } from '../../harness/evidence/shuffled.ts';
import { shuffled, shuffledNotRun } from '../helpers/evidence/endpoint.ts';
import { tests, training } from '../helpers/evidence/work.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<ShuffledEvidence>) => strongEvidence({ shuffled: shuffled(over) });
const committed = { path: 'model.joblib', bytes: 9_000, committed: true, changed: false };

tableFor(integrityPredictionsComeFromTraining, [
  {
    row: 'answers otherwise',
    evidence: given({}),
    score: 1,
    says: '12 % of the predictions stayed the same',
  },
  { row: 'many near the base rate anyway', evidence: given({ unchangedShare: 0.8 }), score: 1, says: '80 %' },
  { row: 'the same answers again', evidence: given({ unchangedShare: 0.99 }), score: 0, says: '99 %' },
  {
    row: 'a constant has nothing to change',
    evidence: given({ unchangedShare: 1, spread: { trueLabels: 0, shuffledLabels: 0 } }),
    score: 'not-applicable',
    says: 'hardly differ',
  },
  {
    row: 'a committed model that training does not write is no secret',
    evidence: strongEvidence({
      shuffled: shuffled({ unchangedShare: 1 }),
      training: { ...training(), models: [committed] },
    }),
    score: 'not-applicable',
    says: 'a model was handed in',
  },
  ...(
    ['no-train-command', 'training-failed', 'not-serving', 'not-predicting', 'too-few-answers'] as const
  ).map((because) => ({
    row: because,
    evidence: strongEvidence({ shuffled: shuffledNotRun(because) }),
    score: 'not-applicable' as const,
    says: 'Not compared',
  })),
]);

const running = (canaries: ReturnType<typeof tests>['canaries']) =>
  strongEvidence({ tests: { ...tests(), canaries } });

tableFor(integrityTestResultsAreReal, [
  { row: 'planted errors show', evidence: running('held'), score: 1, says: 'Planted errors showed among' },
  { row: 'passed what cannot pass', evidence: running('forged'), score: 0, says: 'cannot pass' },
  { row: 'hidden by the command', evidence: running('tripped'), score: 0.5, says: 'did not reach' },
  {
    row: 'never run',
    evidence: running('not-run'),
    score: 'not-applicable',
    says: 'No planted error was run',
  },
]);
