import { baselinesOf } from '../challenge/baseline.ts';
import type { StageName } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import { type Decided, decisionScores } from '../metrics/decision.ts';
import { leadOver } from '../metrics/lead.ts';
import { standingOf } from '../metrics/standing.ts';
import type { Answered } from './behaviour.ts';
import { chunks } from './behaviour-choose.ts';
import type { Situation } from './behaviour-situation.ts';
import { type Answers, type Asking, askAll, askBatch, drawnOrder } from './holdout-asking.ts';
import type { Predicting } from './serving.ts';

const resampleSeed = 20_250_101;
const repeatedRows = 20;
/** Of the rows that were sent. */
const enough = 0.99;
/** With fewer rows an interval says nothing that could be compared. */
const fewest = 200;

/** The same rows once more, in another order and another batch. */
const repeat = async (
  asking: Asking,
  { order, values }: { readonly order: readonly number[]; readonly values: Answers['values'] },
): Promise<boolean | null> => {
  const again = order
    .filter((index) => values.has(index))
    .slice(0, repeatedRows)
    .toReversed();
  const size = asking.predicting.shape.request === 'single-object' ? 1 : repeatedRows;
  let compared = 0;
  for (const batch of chunks(again, size)) {
    const { understood } = await askBatch(asking, batch);
    if (!('values' in understood)) continue;
    compared += batch.length;
    const agrees = batch.every(
      (index, place) => Math.abs((understood.values[place] ?? 0) - (values.get(index) ?? 0)) < 1e-6,
    );
    if (!agrees) return false;
  }
  return compared > 0 ? true : null;
};

type Baseline = ReturnType<typeof baselinesOf>[number] & { readonly standing: HoldoutEvidence['baseline'] };
type Yardsticks = { readonly baselines: readonly Baseline[]; readonly best: Baseline };

/** What the submission is compared with, measured on the same rows. */
const yardsticksOf = ({ draw, challenge }: Situation): Yardsticks => {
  const { labels } = draw.holdout;
  const baselines = baselinesOf(challenge, draw).map((baseline) => {
    const scored = { probabilities: baseline.probabilities, labels };
    return { ...baseline, standing: standingOf(baseline.name, { scored, seed: resampleSeed }) };
  });
  const ranked = ({ standing }: Baseline): number => standing.scores.averagePrecision.value;
  const [best] = baselines.toSorted((one, other) => ranked(other) - ranked(one));
  if (!best) throw new RangeError('a challenge has baselines');
  return { baselines, best };
};

const measured = (
  { draw: { holdout }, challenge }: Situation,
  { baselines, best }: Yardsticks,
): Pick<HoldoutEvidence, 'rows' | 'positives' | 'baseline' | 'baselines' | 'reference'> => ({
  rows: holdout.labels.length,
  positives: holdout.labels.filter((label) => label === 1).length,
  baselines: baselines.map(({ standing }) => standing),
  baseline: best.standing,
  reference: challenge.reference,
});

/** What is known without an endpoint, and which stage kept it from being asked. */
export const holdoutNotAsked = (running: Situation, stage: StageName): HoldoutEvidence => ({
  ...measured(running, yardsticksOf(running)),
  asked: 0,
  answered: 0,
  unusable: [],
  submission: null,
  leads: null,
  decision: null,
  notAsked: stage,
  distinctPredictions: 0,
  repeatedRowsAgree: null,
});

const extreme = (values: readonly number[], pick: (...all: number[]) => number): number | null =>
  values.length === 0 ? null : pick(...values);

const decisionOf = (key: string | null, decided: Decided): HoldoutEvidence['decision'] => {
  const { decisions, probabilities } = decided;
  if (key === null || decisions.length !== probabilities.length) return null;
  const flagged = decisions.filter(Boolean).length;
  const { precision, ...scores } = decisionScores(decided, resampleSeed);
  return {
    key,
    rows: decisions.length,
    flagged,
    highestNo: extreme(
      probabilities.filter((_, row) => !decisions[row]),
      Math.max,
    ),
    lowestYes: extreme(
      probabilities.filter((_, row) => decisions[row]),
      Math.min,
    ),
    ...scores,
    precision: flagged > 0 ? precision : null,
  };
};

type Judging = { readonly running: Situation; readonly best: Baseline; readonly key: string | null };
type Standings = Pick<HoldoutEvidence, 'submission' | 'leads' | 'decision'>;

/** Null unless nearly all that was asked was answered, and enough of it, with both classes. */
const standings = ({ asked, values, decisions }: Answers, { running, best, key }: Judging): Standings => {
  const { labels } = running.draw.holdout;
  const answered = [...values.keys()].sort((a, b) => a - b);
  const decided: Decided = {
    probabilities: answered.map((index) => values.get(index) ?? 0),
    labels: answered.map((index) => labels[index] ?? 0),
    decisions: answered.flatMap((index) => decisions.get(index) ?? []),
  };
  const needed = Math.min(fewest, labels.length);
  const fair = answered.length >= enough * asked && answered.length >= enough * needed;
  if (!fair || new Set(decided.labels).size < 2) return { submission: null, leads: null, decision: null };
  const over = (all: readonly number[]) =>
    leadOver(
      answered.map((index) => all[index] ?? 0),
      { scored: decided, seed: resampleSeed },
    );
  return {
    submission: standingOf('submission', { scored: decided, seed: resampleSeed }),
    leads: {
      baseline: over(best.probabilities),
      reference: over(running.challenge.referenceProbabilities),
    },
    decision: decisionOf(key, decided),
  };
};

/** Sends every holdout row once, in a shuffled order. Labels stay in this process. */
export const gatherHoldout = async (running: Situation, predicting: Predicting): Promise<Answered> => {
  const { rows } = running.draw.holdout;
  const asking = { running, predicting, rows, least: enough * Math.min(fewest, rows.length) };
  const order = drawnOrder(rows.length, running.workspace.digest);
  const answers = await askAll(asking, order);
  const { asked, values, unusable } = answers;
  const yardsticks = yardsticksOf(running);
  const key = predicting.shape.decisionKey;
  const evidence: HoldoutEvidence = {
    ...measured(running, yardsticks),
    asked,
    answered: values.size,
    unusable,
    ...standings(answers, { running, best: yardsticks.best, key }),
    notAsked: null,
    distinctPredictions: new Set(values.values()).size,
    repeatedRowsAgree: await repeat(asking, { order, values }),
  };
  return { evidence, values };
};
