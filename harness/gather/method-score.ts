import type { MethodEvidence } from '../evidence/method.ts';
import type { Called } from './method-calls.ts';
import { keyOf, note } from './method-findings.ts';
import { noteScored } from './method-fits.ts';
import { made, type Seen, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type On = MethodEvidence['evaluations'][number]['on'];

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
  });
  for (const { predicted } of values) {
    if (predicted?.seen) noteSeen(turn, predicted.seen);
    noteScored(turn, predicted?.by ?? []);
  }
  return made({});
};
