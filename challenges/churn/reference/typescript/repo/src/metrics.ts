export type Scored = { readonly probability: number; readonly label: 0 | 1 };

/** Sum over falling thresholds of precision times the rise in recall. */
export function averagePrecision(rows: readonly Scored[]): number {
  const sorted = rows.toSorted((a, b) => b.probability - a.probability);
  const positives = sorted.filter(({ label }) => label === 1).length;
  let found = 0;
  let area = 0;
  sorted.forEach(({ label }, at) => {
    if (label === 0) return;
    found += 1;
    area += found / (at + 1) / positives;
  });
  return area;
}

/** Mean squared distance between probability and outcome. */
export function brier(rows: readonly Scored[]): number {
  return rows.reduce((sum, { probability, label }) => sum + (probability - label) ** 2, 0) / rows.length;
}
