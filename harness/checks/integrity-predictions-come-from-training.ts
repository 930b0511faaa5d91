import { defineCheck, notApplicable, scored } from './support/check.ts';
import { measured, share } from './support/details.ts';
import { percent } from './support/words.ts';

// Retrained on shuffled labels, an honest model answers near the base rate or at random. Nine rows in ten within 0.02 of what the
// first model said, where that one spreads its answers, are the same answers from somewhere else.
const same = 0.9;
const flat = 0.02;

const reasons = {
  'no-train-command': 'no train command is known',
  'training-failed': 'training ended early on shuffled labels',
  'not-serving': 'the service did not start from that model',
  'not-predicting': 'the endpoint gave no predictions to compare with',
  'too-few-answers': 'too few rows were answered twice',
} as const;

export const integrityPredictionsComeFromTraining = defineCheck({
  id: 'integrity-predictions-come-from-training',
  asks: 'Do the predictions change when the model is trained on shuffled labels?',
  why: 'A model that says the same whatever it is taught was not made by the train command that was handed in.',
  remedy: 'Serve the model that the train command writes, and nothing else.',
  followUp: {
    question: 'Where does the model that answers requests come from, step by step?',
    goodAnswer:
      'Names the train command, the file that it writes, and the line of the service that reads it.',
  },
  integrity: true,
  needs: ['shuffled', 'training'],
  judge({ shuffled, training }) {
    const { unchangedShare, spread, because, rocAuc } = shuffled;
    if (because) return notApplicable(`Not compared: ${reasons[because]}.`);
    if (unchangedShare === null || spread === null || spread.trueLabels < flat)
      return notApplicable('Not compared: the predictions hardly differ from row to row.');
    if (training.models.some(({ committed, changed }) => committed && !changed))
      return notApplicable('Not compared: a model was handed in that training does not write.');
    const details = [
      share('predictions that stayed the same', unchangedShare),
      ...(rocAuc
        ? [
            measured('ROC AUC after shuffling', {
              estimate: rocAuc,
              against: [{ label: 'chance', value: 0.5 }],
            }),
          ]
        : []),
    ];
    const summary = `Trained on shuffled labels, ${percent(unchangedShare)} of the predictions stayed the same.`;
    return scored({ score: unchangedShare >= same ? 0 : 1, summary, details });
  },
});
