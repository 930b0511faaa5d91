import type { MethodEvidence } from '../evidence/method.ts';
import type { Called } from './method-calls.ts';
import { keyOf, note } from './method-findings.ts';
import { modelsIn, noteScored } from './method-fits.ts';
import type { Division, Part, Seen } from './method-kinds.ts';
import { isStatistical } from './method-known.ts';
import { made, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type On = MethodEvidence['evaluations'][number]['on'];

/** One round of several, by a splitter or by a loop over parts. */
const isRound = ({ kind, place }: Division): boolean =>
  kind === 'folds' || /^(async )?for\b/.test(place.text);

/** Rows that were set apart to be scored, and not to decide among the training rows. */
const apart = (values: readonly Value[]): Part | null =>
  values
    .map(({ part }) => part)
    .find((part) => part?.side === 'held-out' && !isRound(part.division) && !part.division.inner) ?? null;

const worth: Readonly<Record<On, number>> = { unknown: 0, training: 1, 'held-out': 2 };

const onOf = (values: readonly Value[]): On => {
  if (values.some(({ part }) => part?.side === 'held-out')) return 'held-out';
  return values.some(({ part }) => part?.side === 'training') ? 'training' : 'unknown';
};

export const noteSeen = (turn: Turn, { kind, place, division }: Seen): void => {
  const { findings } = turn.run.world;
  const value = { kind, what: 'the model', use: place, via: placeOf(turn), split: division.place };
  note(findings.heldOut, {
    key: keyOf(place, division.place) + kind,
    value,
    isMinor: (other) => other.kind === 'early-stopping',
  });
};

/** `np.mean((y - p) ** 2)`, `(p == y).mean()`: a metric written out. */
export const isByHand = ({ last, on, args }: Called): boolean =>
  /^(nan)?mean$/.test(last) && [on, ...args].some(({ error, predicted }) => error && predicted !== null);

/** A metric, with the rows that it is worked out on. */
export const score = (turn: Turn, { last, args, keywords }: Called): Value => {
  const values = [...args, ...keywords.values()];
  const place = placeOf(turn);
  note(turn.run.world.findings.evaluations, {
    key: keyOf(place) + last,
    value: { metric: last, on: onOf(values), place },
    isMinor: ({ on }) => on !== 'held-out',
    // A function that scores what it is given is called with the rows of both sides.
    isBetter: (other, known) => worth[other.on] > worth[known.on],
  });
  for (const { predicted } of values) {
    if (predicted?.seen) noteSeen(turn, predicted.seen);
    noteScored(turn, predicted?.by ?? []);
  }
  const part = apart(values);
  if (!part) return made({});
  const { count } = turn.run.world;
  count.scores += 1;
  if (!part.decides) turn.run.world.scoredLast = true;
  return made({
    judged: [{ id: count.scores, metric: last, place, part, listed: false, ranked: false }],
  });
};

const fitScores = /^(rsquared|rsquared_adj|prsquared|pseudo_rsquared|mse_resid|aic|bic|llf)$/;

/** What a fitted model of statsmodels tells of the rows that it was fitted on. */
export const toldOfFit = (turn: Turn, { tool, name }: { tool: Tool; name: string }): Value | null => {
  if (!isStatistical(tool.name)) return null;
  const division = { place: tool.place, kind: 'named', rows: [], from: [] } as const;
  const answers = made({
    part: { side: 'training', division },
    predicted: { seen: null, by: modelsIn(tool) },
  });
  if (fitScores.test(name)) {
    score(turn, { last: name, name, on: answers, args: [answers], keywords: new Map() });
    return made({});
  }
  if (name === 'fittedvalues') return answers;
  return /^resid(_response)?$/.test(name) ? { ...answers, error: true } : null;
};

/** H2O is given one frame that holds features and target. */
export const inFrame = (keywords: Called['keywords']): readonly Value[] => {
  const frame = keywords.get('training_frame');
  return frame ? [frame] : [];
};
