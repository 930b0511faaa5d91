import { classImbalance } from './defects/class-imbalance.ts';
import { drift } from './defects/drift.ts';
import { duplicateCustomers } from './defects/duplicate-customers.ts';
import { flippedLabels } from './defects/flipped-labels.ts';
import { impossibleDatesIn } from './defects/impossible-dates.ts';
import { leakingColumn } from './defects/leaking-column.ts';
import { missingAtRandom } from './defects/missing-at-random.ts';
import { missingNotAtRandom } from './defects/missing-not-at-random.ts';
import { mixedDateFormats } from './defects/mixed-date-formats.ts';
import { moneyNotation } from './defects/money-notation.ts';
import { personalData } from './defects/personal-data.ts';
import { spellingVariants } from './defects/spelling-variants.ts';
import { unitOutliers } from './defects/unit-outliers.ts';
import { spellings } from './spellings.ts';
import type { Strike } from './table.ts';

export type Named = { readonly id: string; readonly strike: Strike };

/** Months after January 2023: autoplay came in January 2024, dearer plans in May 2024. */
export const changingWorld: Named = {
  id: 'drift',
  strike: drift({
    autoplay: { from: 12, factor: 1.6 },
    priceRise: { from: 16, factor: 1.18, plans: ['basic', 'standard'] },
  }),
};

export const labelled = (risks: readonly number[]): Named => ({
  id: 'class-imbalance',
  strike: classImbalance({ risks, share: 0.12 }),
});

/** Filled in for those who left; nobody in the holdout has left yet, so there it is empty. */
export const leak = (share: number): Named => ({
  id: 'leaking-column',
  strike: leakingColumn({ column: 'exit_survey_score', share }),
});

/** Dirt in what is known of a customer: the same kinds and shares in training and holdout, in this order. */
export const dirt: readonly Named[] = [
  { id: 'personal-data', strike: personalData() },
  { id: 'unit-outliers', strike: unitOutliers({ column: 'minutes_watched_30d', share: 0.02, factor: 60 }) },
  {
    id: 'missing-not-at-random',
    strike: missingNotAtRandom({ column: 'satisfaction_score', share: 0.25, top: 10, steepness: 1.35 }),
  },
  {
    id: 'missing-at-random',
    strike: missingAtRandom({
      columns: [
        'device_count',
        'sessions_prev_30d',
        'minutes_watched_30d',
        'country',
        'payment_method',
        'monthly_fee',
      ],
      share: 0.12,
    }),
  },
  {
    id: 'mixed-date-formats',
    strike: mixedDateFormats({ columns: ['signup_date', 'last_seen_date'], share: 0.45 }),
  },
  {
    id: 'impossible-dates',
    strike: impossibleDatesIn({ columns: ['signup_date', 'last_seen_date'], share: 0.02 }),
  },
  { id: 'money-notation', strike: moneyNotation({ column: 'monthly_fee', share: 0.4 }) },
  { id: 'spelling-variants', strike: spellingVariants({ columns: spellings, share: 0.6 }) },
];

/** What is wrong with the training data alone: the holdout is labelled rightly, and each customer is there once. */
export const trainingOnly: readonly Named[] = [
  { id: 'flipped-labels', strike: flippedLabels({ share: 0.04 }) },
  { id: 'duplicate-customers', strike: duplicateCustomers({ share: 0.02, contradicting: 0.3 }) },
];
