import type { ClaimedMetric } from '../evidence/claims.ts';

/** Names of metrics as people write them; the first that fits counts. */
const aliases: readonly (readonly [ClaimedMetric, string])[] = [
  ['average-precision', 'average[ _-]precision|pr[ _-]?auc|auc[ _-]?pr|auprc|AP'],
  ['roc-auc', 'roc[ _-]?auc(?:[ _-]score)?|auc[ _-]?roc|auroc|area under the (?:roc )?curve|AUC'],
  ['brier', 'brier(?:[ _-](?:score|loss))?'],
  ['calibration-error', '(?:expected )?calibration[ _-]error|ECE'],
  ['log-loss', 'log[ _-]?loss|cross[ _-]entropy'],
  ['accuracy', '(?:balanced[ _-])?accuracy(?:[ _-]score)?|acc'],
  ['f1', 'f1(?:[ _-]score)?|f[ _-]measure'],
  ['precision', 'precision(?:[ _-]score)?'],
  ['recall', 'recall(?:[ _-]score)?|sensitivity|true positive rate|TPR'],
];

/** What `AP` and `AUC` may stand for is told from capitals, other names are not. */
const named = aliases.map(([metric, text]) => ({
  metric,
  pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${text})(?![\p{L}\p{N}])`, 'giu'),
}));

export type Mention = { readonly metric: ClaimedMetric; readonly from: number; readonly to: number };

const isShouted = (text: string): boolean =>
  !/^(ap|acc|auc|ece|tpr)$/i.test(text) || text === text.toUpperCase() || text === 'acc';

/** Metrics named in a line of text, in order; of names that overlap, the one that was looked for first. */
export const mentionsIn = (text: string): readonly Mention[] => {
  const found: Mention[] = [];
  for (const { metric, pattern } of named) {
    for (const match of text.matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].length];
      const taken = found.some((other) => from < other.to && other.from < to);
      if (!taken && isShouted(match[0]) && !/balanced/i.test(match[0])) found.push({ metric, from, to });
    }
  }
  return found.toSorted((one, other) => one.from - other.from);
};

export type Figure = { readonly value: number; readonly from: number; readonly to: number };

const number =
  /(?<![\p{L}\p{N}.,/:-])(\d{1,3}(?:[.,]\d{1,6})?)\s?(%|per ?cent\b)?(?![\p{L}\p{N}]|[.,:/-]\d)/giu;

/** Shares in a line of text: 0.91, .91, 91 %, 91.2%; whole numbers without a sign of per cent are counts, not shares. */
export const figuresIn = (text: string): readonly Figure[] =>
  [...text.matchAll(number)].flatMap((match) => {
    const [whole, digits = '', percent] = match;
    const value = Number(digits.replace(',', '.')) / (percent ? 100 : 1);
    const isShare = percent ? value <= 1 : /[.,]/.test(digits) && value <= 1;
    return isShare ? [{ value, from: match.index, to: match.index + whole.length }] : [];
  });
