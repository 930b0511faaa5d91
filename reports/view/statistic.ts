import type { Evidence } from '../../harness/types.ts';
import type { Kind } from '../charts/kind.ts';
import { axisOf, lanes } from '../charts/whisker.ts';
import { caps, visible } from '../escape.ts';
import { interval, metric } from './units.ts';
import { capital, plural } from './words.ts';

export type Statistic = Evidence['behaviour']['statistics'][number];

/** What any value would hold to is there for the checks: it says nothing by itself. */
export const tells = ({ accepts }: Statistic): boolean => accepts.low > 0 || accepts.high < 1;

const what: Readonly<Record<Statistic['kind'], string>> = {
  rate: 'Mean prediction over the share of leavers',
  'label-noise': 'ROC AUC against the true labels',
  periods: 'Average precision of the late half over that of the early half',
  memory: 'ROC AUC against the labels in the training file',
};

/** `at least 0.50`, `0.50 to 2.00`: an end that nothing can cross is not named. */
const acceptedOf = ({ accepts: { low, high }, kind }: Statistic): string =>
  kind === 'rate' ? `${metric(low)} to ${metric(high)}` : `at least ${metric(low)}`;

/** A number over many answers with its interval, what it is compared with, and where it had to lie. */
export const statisticOf = (statistic: Statistic) => {
  const { kind, value, accepts, against, rows } = statistic;
  const dots = [
    { label: what[kind], ...value, kind: 'submission' as const },
    ...against.map((other) => ({
      label: capital(other.label),
      ...other.value,
      kind: 'baseline' as Kind,
    })),
  ];
  const ends = { value: accepts.low, low: accepts.low, high: accepts.low, kind: 'baseline' as const };
  const axis = axisOf([...dots, ends], false);
  return {
    expected: `Expected: ${acceptedOf(statistic)}, over ${plural(rows, 'row')}.`,
    rows: dots.map((dot) => ({
      label: visible(dot.label, caps.name),
      strip: lanes([dot], axis),
      value: metric(dot.value),
      interval: dot.high > dot.low ? interval(Number(metric(dot.low)), Number(metric(dot.high)), '') : null,
    })),
  };
};
