import type { Dossier, Evidence } from '../../harness/types.ts';
import type { Kind } from '../charts/kind.ts';
import { atTenths, precisionRecall } from '../charts/precision-recall.ts';
import { byClass, reliability, tallest } from '../charts/small.ts';
import { axisOf, lanes } from '../charts/whisker.ts';
import { claimsOf } from './claims.ts';
import { exchangeOf } from './evidence.ts';
import { whyMissing } from './missing.ts';
import { type Leads, reading } from './reading.ts';
import { metric } from './units.ts';
import { type Audience, ownLabel, ownModel } from './voice.ts';
import { between, capital, decimals, few, grouped, plural, sentence } from './words.ts';

type HoldoutEvidence = Evidence['holdout'];
type Standing = HoldoutEvidence['baseline'];
type Scores = Standing['scores'];
type Estimate = Scores['accuracy'];
type Named = { readonly kind: Kind; readonly label: string; readonly standing: Standing };

/** `up`: higher is better. Brier scores and calibration errors lie close together: the third decimal tells them apart. */
const metrics = [
  { key: 'averagePrecision', title: 'Average precision', up: true, places: 2 },
  { key: 'rocAuc', title: 'ROC AUC', up: true, places: 2 },
  { key: 'brier', title: 'Brier score', up: false, places: 3 },
  { key: 'calibrationError', title: 'Calibration error', up: false, places: 3 },
  { key: 'accuracy', title: 'Accuracy', up: true, places: 2 },
] as const satisfies readonly { key: keyof Scores; title: string; up: boolean; places: number }[];

const estimate = ({ value, low, high }: Estimate, places: number) => ({
  value: metric(value, places),
  interval: between(metric(low, places), metric(high, places)),
});

const metricRow = (
  { named, leads }: { named: readonly Named[]; leads: Leads },
  { key, title, up, places }: (typeof metrics)[number],
) => {
  const dots = named.map(({ kind, standing }) => ({
    ...standing.scores[key],
    kind,
  }));
  const [submission, baseline, reference] = named.map(({ standing }) => standing.scores[key]);
  return {
    title,
    better: up ? 'higher is better' : 'lower is better',
    strip: lanes(dots, axisOf(dots, false)),
    estimates: named.map(({ standing }) => estimate(standing.scores[key], places)),
    reading:
      submission && baseline && reference
        ? capital(
            reading(
              { submission, baseline, reference },
              { up, leads: key === 'averagePrecision' ? leads : null },
            ),
          )
        : '',
  };
};

const nice = (value: number): number => Math.max(0.1, Math.ceil(value * 10) / 10);

const calibrationTop = (named: readonly Named[]): number =>
  nice(
    Math.max(
      ...named.flatMap(({ standing }) =>
        standing.curves.calibration.flatMap(({ predicted, observed }) => [predicted, observed]),
      ),
      0,
    ),
  );

const percent = (value: number): string => `${decimals(value * 100, 0)} %`;

const smallMultiples = (named: readonly Named[]) => {
  const top = calibrationTop(named);
  const height = nice(Math.max(...named.map(({ standing }) => tallest(standing.curves.histogram)), 0));
  return named.map(({ kind, label, standing: { curves, scores } }) => ({
    label: capital(label),
    reliability: reliability(curves.calibration, {
      kind,
      top,
      title: `Reliability, ${label}`,
      told: `Calibration error ${metric(scores.calibrationError.value)} over ${plural(curves.calibration.length, 'bin')}.`,
    }),
    byClass: byClass(curves.histogram, {
      kind,
      top: height,
      title: `Predictions by class, ${label}`,
      told: `ROC AUC ${metric(scores.rocAuc.value)}: how often a leaver ranks above a stayer.`,
    }),
    bins: curves.calibration.map(({ predicted, observed, rows }) => ({
      predicted: percent(predicted),
      observed: percent(observed),
      rows: grouped(rows),
    })),
    bars: curves.histogram.map(({ from, to, positives, negatives }) => ({
      from: `${percent(from)} to ${percent(to)}`,
      positives: grouped(positives),
      negatives: grouped(negatives),
    })),
  }));
};

const curvesTable = (named: readonly Named[]) => {
  const columns = named.map(({ standing }) => atTenths(standing.curves.precisionRecall));
  return Array.from({ length: 10 }, (_, index) => ({
    recall: `${(index + 1) * 10} %`,
    cells: columns.map((column) => column[index] ?? ''),
  }));
};

const told = (named: readonly Named[]): string =>
  `Average precision: ${named.map(({ label, standing }) => `${label} ${metric(standing.scores.averagePrecision.value)}`).join(', ')}.`;

const drawn = (named: readonly Named[], { positives, leads }: { positives: number; leads: Leads }) => ({
  labels: named.map(({ label }) => capital(label)),
  curve: precisionRecall(
    named.map(({ kind, label, standing }) => ({
      kind,
      label,
      points: standing.curves.precisionRecall,
      positives: kind === 'submission' ? positives : null,
    })),
    told(named),
  ),
  tenths: curvesTable(named),
  metrics: metrics.map((one) => metricRow({ named, leads }, one)),
  multiples: smallMultiples(named),
});

const rowsText = ({ rows, positives }: HoldoutEvidence): string =>
  `${plural(rows, 'row')}, ${plural(positives, 'leaver')} among them`;

const scale = ({ baseline, reference }: HoldoutEvidence): string =>
  `For scale, average precision: baseline ${metric(baseline.scores.averagePrecision.value)}, reference ${metric(reference.scores.averagePrecision.value)}.`;

const withoutModel = (holdout: HoldoutEvidence): string =>
  holdout.notAsked
    ? `No prediction could be asked for: the run stopped at ${holdout.notAsked}. ${scale(holdout)}`
    : `Only ${grouped(holdout.answered)} of ${plural(holdout.rows, 'unseen row')} got a usable answer; 99 % are needed. ${scale(holdout)}`;

export const maxUnusable = 5;
export const unusableAnchor = (index: number): string => `unusable-${index + 1}`;

const unusable = ({ unusable: items }: HoldoutEvidence) =>
  items.slice(0, maxUnusable).map(({ exchange, because }, index) => ({
    anchor: unusableAnchor(index),
    because: sentence(capital(because)),
    ...exchangeOf(exchange),
  }));

const introduction = (
  holdout: HoldoutEvidence,
  { named, audience }: { named: readonly Named[]; audience: Audience },
): string => {
  const [submission, baseline, reference] = named.map(({ standing }) => standing.scores.averagePrecision);
  if (!submission || !baseline || !reference) return '';
  return `On ${rowsText(holdout)}, ${ownModel(audience)} average precision is ${metric(submission.value)}: ${reading({ submission, baseline, reference }, { up: true, leads: holdout.leads })}.`;
};

const simplerText = ({ baselines, baseline }: HoldoutEvidence): string => {
  const others = baselines.filter(({ name }) => name !== baseline.name);
  const named = others.map(({ name, scores }) => `${name} ${metric(scores.averagePrecision.value)}`);
  return `The baseline drawn is the best of ${baselines.length === 1 ? 'one' : few(baselines.length)}: ${baseline.name}.${named.length > 0 ? ` Average precision of the others: ${named.join(', ')}.` : ''}`;
};

const share = (value: number): string => `${decimals(value * 100, 0)} %`;

/** What the service itself decides, where its replies hold a yes or no: no metric at 0.5 says what happens then. */
const decisionText = ({ decision, submission }: HoldoutEvidence): readonly string[] => {
  if (!decision || !submission) return [];
  const { accuracy, recall, precision, flagged, rows } = decision;
  const right = precision ? ` ${share(precision.value)} of these warnings are right.` : '';
  const own = `${metric(accuracy.value)} (${between(metric(accuracy.low), metric(accuracy.high))})`;
  return [
    `By its own decision the service flags ${share(flagged / rows)} of the rows and finds ${share(recall.value)} of the leavers.${right}`,
    `Accuracy is ${own} by its own decision, ${metric(submission.scores.accuracy.value)} at a threshold of one half.`,
  ];
};

const shuffledText = ({ shuffled }: Dossier): readonly string[] => {
  if (shuffled.state !== 'gathered' || shuffled.value.unchangedShare === null) return [];
  const { unchangedShare, rocAuc } = shuffled.value;
  const auc = rocAuc ? ` Its ROC AUC is then ${metric(rocAuc.value)}, chance 0.50.` : '';
  return [
    `Trained again on shuffled labels, ${share(unchangedShare)} of the predictions stay the same.${auc}`,
  ];
};

const measured = (holdout: HoldoutEvidence & { submission: Standing }, audience: Audience) => {
  const named: readonly Named[] = [
    { kind: 'submission', label: ownLabel(audience), standing: holdout.submission },
    { kind: 'baseline', label: 'baseline', standing: holdout.baseline },
    { kind: 'reference', label: 'reference', standing: holdout.reference },
  ];
  return {
    empty: null,
    sentence: introduction(holdout, { named, audience }),
    charts: drawn(named, {
      positives: (holdout.positives * holdout.answered) / holdout.rows,
      leads: holdout.leads,
    }),
    unusable: unusable(holdout),
    simpler: simplerText(holdout),
    facts: decisionText(holdout),
  };
};

const empty = (text: string, items: ReturnType<typeof unusable> = []) => ({
  empty: text,
  sentence: '',
  charts: null,
  unusable: items,
  simpler: null,
  facts: [],
});

/** The model on rows it has not seen, beside the baselines and the reference on the same rows; and what was claimed of it. */
export const modelOf = (dossier: Dossier, audience: Audience) => {
  const { holdout } = dossier;
  const claims = claimsOf(dossier);
  if (holdout.state !== 'gathered') return { ...empty(whyMissing(holdout)), claims };
  const { submission } = holdout.value;
  if (!submission) return { ...empty(withoutModel(holdout.value), unusable(holdout.value)), claims };
  const shown = measured({ ...holdout.value, submission }, audience);
  return { ...shown, facts: [...shown.facts, ...shuffledText(dossier)], claims };
};
