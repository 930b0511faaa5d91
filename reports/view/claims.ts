import type { Dossier, Evidence } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { placeLink, placeText } from './link.ts';
import { metric } from './units.ts';

type Claim = Evidence['claims']['claims'][number];
type Holdout = Evidence['holdout'];
type Estimate = NonNullable<Holdout['submission']>['scores']['accuracy'];

const titles: Readonly<Record<Claim['metric'], string>> = {
  'average-precision': 'Average precision',
  'roc-auc': 'ROC AUC',
  brier: 'Brier score',
  'calibration-error': 'Calibration error',
  accuracy: 'Accuracy',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  'log-loss': 'Log loss',
};

const smaller = new Set<Claim['metric']>(['brier', 'calibration-error', 'log-loss']);
const maxClaims = 20;

/** Precision, recall and F1 are those of the service's own decisions, where it makes any. */
const measuredBy = ({ submission, decision }: Holdout): Partial<Record<Claim['metric'], Estimate | null>> =>
  submission
    ? {
        'average-precision': submission.scores.averagePrecision,
        'roc-auc': submission.scores.rocAuc,
        brier: submission.scores.brier,
        'calibration-error': submission.scores.calibrationError,
        accuracy: decision?.accuracy ?? submission.scores.accuracy,
        precision: decision?.precision ?? null,
        recall: decision?.recall ?? null,
        f1: decision?.f1 ?? null,
      }
    : {};

const figure = (value: number): string => metric(value, value < 0.1 ? 3 : 2);

const reading = ({ metric: name, value }: Claim, measured: Estimate | null) => {
  if (!measured) return { id: 'skip', word: 'not measured' } as const;
  const flatters = smaller.has(name) ? value < measured.low : value > measured.high;
  if (flatters) return { id: 'not', word: 'better than measured' } as const;
  const modest = smaller.has(name) ? value > measured.high : value < measured.low;
  return { id: 'held', word: modest ? 'worse than measured' : 'as measured' } as const;
};

/** Every figure that is stated about the model, beside its measurement. */
export const claimsOf = ({ claims, holdout, header }: Dossier) => {
  if (claims.state !== 'gathered' || holdout.state !== 'gathered') return [];
  const measured = measuredBy(holdout.value);
  return claims.value.claims
    .filter(({ about }) => about === 'handed-in')
    .slice(0, maxClaims)
    .map((claim) => {
      const estimate = measured[claim.metric] ?? null;
      return {
        title: titles[claim.metric],
        stated: figure(claim.value),
        where: visible(placeText(claim.place), caps.name),
        href: placeLink(header.submission, claim.place),
        measured: estimate ? figure(estimate.value) : 'not measured',
        interval: estimate ? `${figure(estimate.low)}–${figure(estimate.high)}` : '',
        status: reading(claim, estimate),
      };
    });
};
