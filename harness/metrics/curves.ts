import type { z } from 'zod';
import type { curvesSchema } from '../evidence/holdout.ts';
import { binOf, calibrationBins } from './probability.ts';
import type { Ranked } from './ranked.ts';

type Curves = z.infer<typeof curvesSchema>;

const maxPoints = 200;
const histogramBins = 20;

const thin = <T>(points: readonly T[]): T[] => {
  const step = Math.max(1, Math.ceil(points.length / maxPoints));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
};

const precisionRecall = ({ groups, order, labels }: Ranked): Curves['precisionRecall'] => {
  const positives = labels.filter((label) => label === 1).length;
  let found = 0;
  const points = groups.map(({ from, to }) => {
    found += order.slice(from, to).filter((row) => labels[row] === 1).length;
    return { recall: found / positives, precision: found / to };
  });
  return thin(points);
};

const calibration = ({ order, labels, probabilities }: Ranked): Curves['calibration'] => {
  const bins = Array.from({ length: calibrationBins }, () => ({ predicted: 0, observed: 0, rows: 0 }));
  order.forEach((row, place) => {
    const bin = bins[binOf(place, order.length)];
    if (!bin) return;
    bin.predicted += probabilities[row] ?? 0;
    bin.observed += labels[row] ?? 0;
    bin.rows += 1;
  });
  return bins
    .filter((bin) => bin.rows > 0)
    .map(({ predicted, observed, rows }) => ({
      predicted: predicted / rows,
      observed: observed / rows,
      rows,
    }));
};

const histogram = ({ labels, probabilities }: Ranked): Curves['histogram'] =>
  Array.from({ length: histogramBins }, (_, bin) => {
    const inBin = labels.filter(
      (_label, row) =>
        Math.min(histogramBins - 1, Math.floor((probabilities[row] ?? 0) * histogramBins)) === bin,
    );
    const positives = inBin.filter((label) => label === 1).length;
    const from = bin / histogramBins;
    return { from, to: (bin + 1) / histogramBins, positives, negatives: inBin.length - positives };
  });

/** What the report plots: see `curvesSchema` for shapes. */
export const curves = (ranked: Ranked): Curves => ({
  precisionRecall: precisionRecall(ranked),
  calibration: calibration(ranked),
  histogram: histogram(ranked),
});
