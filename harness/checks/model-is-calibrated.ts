import { defineCheck, scored } from './support/check.ts';
import { measured } from './support/details.ts';
import { predictionsMissing, progress } from './support/predictions.ts';

// Brier scores lie close together: the third decimal tells them apart.
const three = (value: number): string => value.toFixed(3);

export const modelIsCalibrated = defineCheck({
  id: 'model-is-calibrated',
  asks: 'Can the probabilities be taken at their word?',
  why: 'A retention budget multiplies the probability with money: 0.3 must mean three in ten.',
  remedy:
    'Undo class weights and resampling in the probabilities, or calibrate on a slice that was not trained on.',
  followUp: {
    question: 'A customer gets 0.3. What does it mean, and how did you check?',
    goodAnswer:
      'Three in ten such customers leave; checked with a reliability diagram or Brier score on later data.',
  },
  needs: ['holdout'],
  judge({ holdout }) {
    const { submission, reference, positives, rows } = holdout;
    if (!submission) return predictionsMissing(holdout);
    // Always answering the base rate p has a Brier score of p(1 - p) (Brier 1950): knowing nothing earns nothing.
    const base = positives / rows;
    const ignorant = base * (1 - base);
    const { brier, calibrationError } = submission.scores;
    const goal = Math.min(reference.scores.brier.high, ignorant);
    const score = brier.value <= goal ? 1 : progress(brier.value, { from: ignorant, to: goal });
    const against = [
      { label: 'always the base rate', value: ignorant },
      { label: 'reference', value: reference.scores.brier.value },
    ];
    const details = [
      measured('Brier score, lower is better', { estimate: brier, against }),
      measured('calibration error, lower is better', {
        estimate: calibrationError,
        against: [{ label: 'reference', value: reference.scores.calibrationError.value }],
      }),
    ];
    return scored({
      score,
      summary: `Brier score ${three(brier.value)}, always answering the base rate ${three(ignorant)}.`,
      details,
    });
  },
});
