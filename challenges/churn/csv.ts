import { stringify } from 'csv-stringify/sync';
import type { Row } from '../../harness/challenge/types.ts';

/** In the order of `challenge.yaml`; the target comes last. */
const columns = [
  'customer_id',
  'snapshot_date',
  'full_name',
  'email',
  'birth_date',
  'country',
  'signup_date',
  'last_seen_date',
  'tenure_months',
  'plan',
  'contract_type',
  'monthly_fee',
  'payment_method',
  'auto_renew',
  'payment_failures_90d',
  'sessions_30d',
  'sessions_prev_30d',
  'minutes_watched_30d',
  'device_count',
  'support_tickets_90d',
  'satisfaction_score',
  'newsletter_opt_in',
  'exit_survey_score',
  'churned',
] as const;

/** One line a row, gaps empty, lines ended by a line feed. */
export const csvOf = (rows: readonly Row[]): string =>
  stringify([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
