export const metric =
  /\b(average precision|pr[- ]?auc|auc[- ]?pr|auprc|roc[- ]?auc|auc|auroc|f1|f-?beta|recall|precision|log[- ]?loss|brier|calibration|accuracy|rmse|mae|mape|r2|r²|lift|top[- ]decile|mcc|balanced accuracy|concordance|c-index)\b/i;

const either = String.raw`(?:${metric.source}|\b((true|false) (positives?|negatives?)( rates?)?|[tf][pn]r)\b)`;
const exchange = new RegExp(
  String.raw`${either}\W{1,4}((and|vs|versus|or|to)\W{1,2})?${either}[^.;]{0,20}\btrade-?offs?\b|\btrade-?offs?\b[^.;]{0,40}${either}[^.;]{1,40}${either}`,
  'i',
);
const preference = new RegExp(
  String.raw`${either}[^.;]{0,30}\b(over|instead of|rather than|at the (cost|expense|price) of|before|to)\b[^.;]{0,30}${either}`,
  'i',
);

/** One metric held against another. */
export const comparesMetrics = (text: string): boolean => exchange.test(text) || preference.test(text);

/** `The trade-off between precision and recall`: what a score looks like, and no choice. */
export const exchangesMetrics = (text: string): boolean => exchange.test(text);
