import type { HoldoutEvidence } from '../../../harness/evidence/holdout.ts';

type Standing = HoldoutEvidence['reference'];
type Quality = {
  readonly averagePrecision: number;
  readonly brier: number;
  readonly calibrationError: number;
};

const tenths = Array.from({ length: 10 }, (_, bin) => (bin + 0.5) / 10);

/** A standing whose curves agree in shape with its numbers: precision falls from near 1 towards the base rate. */
export function standing(name: string, quality: Quality): Standing {
  const { averagePrecision, brier, calibrationError } = quality;
  return {
    name,
    scores: {
      averagePrecision: around(averagePrecision, 0.045),
      rocAuc: around(Math.min(0.99, 0.5 + averagePrecision * 0.62), 0.02),
      brier: around(brier, 0.006),
      calibrationError: around(calibrationError, 0.008),
      accuracy: around(0.82, 0.016),
    },
    curves: { ...precisionRecall(averagePrecision), ...calibration(calibrationError), ...histogram() },
  };
}

/** Row by row, as far apart as the two scores are. */
function leadsOf({ submission, baseline, reference }: HoldoutEvidence): HoldoutEvidence['leads'] {
  if (!submission) return null;
  const ours = submission.scores.averagePrecision.value;
  const over = (other: Standing) => {
    const value = ours - other.scores.averagePrecision.value;
    return { value, low: value - 0.045, high: value + 0.045 };
  };
  return { baseline: over(baseline), reference: over(reference) };
}

export function holdout(over: Partial<HoldoutEvidence> = {}): HoldoutEvidence {
  const evidence: HoldoutEvidence = {
    rows: 2000,
    positives: 240,
    asked: 2000,
    answered: 2000,
    leads: null,
    decision: null,
    unusable: [],
    submission: standing('submission', { averagePrecision: 0.52, brier: 0.078, calibrationError: 0.018 }),
    baselines: [standing('baseline', { averagePrecision: 0.21, brier: 0.104, calibrationError: 0.012 })],
    baseline: standing('baseline', { averagePrecision: 0.21, brier: 0.104, calibrationError: 0.012 }),
    reference: standing('strong', { averagePrecision: 0.54, brier: 0.076, calibrationError: 0.016 }),
    notAsked: null,
    distinctPredictions: 1874,
    repeatedRowsAgree: true,
    ...over,
  };
  return { ...evidence, leads: over.leads ?? leadsOf(evidence) };
}

export function holdoutNotAsked(stage: NonNullable<HoldoutEvidence['notAsked']>): HoldoutEvidence {
  const nothing = {
    asked: 0,
    answered: 0,
    submission: null,
    distinctPredictions: 0,
    repeatedRowsAgree: null,
  };
  return holdout({ ...nothing, notAsked: stage });
}

function around(value: number, half: number) {
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

function precisionRecall(averagePrecision: number) {
  const steepness = averagePrecision / (1 - averagePrecision);
  const recalls = Array.from({ length: 41 }, (_, step) => step / 40);
  const points = recalls.map((recall) => ({
    recall,
    precision: 0.12 + 0.86 * (1 - recall) ** (1 / steepness),
  }));
  return { precisionRecall: points };
}

function calibration(error: number) {
  const bin = (predicted: number) => ({ predicted, observed: Math.max(0, predicted - error), rows: 200 });
  return { calibration: tenths.map((tenth) => bin(tenth * 0.6)) };
}

function histogram() {
  const bins = Array.from({ length: 20 }, (_, bin) => ({ from: bin / 20, to: (bin + 1) / 20 }));
  const counted = bins.map((bin, index) => ({
    ...bin,
    positives: Math.round(24 * Math.sin((Math.PI * (index + 1)) / 21)),
    negatives: Math.round(560 * 0.68 ** index),
  }));
  return { histogram: counted };
}
