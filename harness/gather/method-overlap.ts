import { keyOf, note } from './method-findings.ts';
import { share, type Value } from './method-values.ts';
import { placeOf, type Turn, type World } from './method-world.ts';

/** Names of nothing but a set of rows, which an example or a batch has not. */
const isSet = /^([Xxy]_?)?(val|valid|validation|dev|test|holdout)(_?(ds|df|data|dataset|set|rows|x|y|X))?$/;

const most = 40;

/** Held-out rows are taken from what is called training rows. */
export const noteTaken = ({ run }: Turn, { name, value }: { name: string; value: Value }): void => {
  const { overlaps } = run.world;
  if (value.taken && isSet.test(name) && overlaps.length < most)
    overlaps.push({ taken: value.taken, use: null });
};

/** Training rows get their name again, all of them, after some were taken to be held out. */
export const noteGoesOn = (turn: Turn, { entire, rows }: Value): void => {
  if (!entire) return;
  for (const overlap of turn.run.world.overlaps)
    if (!overlap.use && share(overlap.taken.from, rows)) overlap.use = placeOf(turn);
};

/** Where nothing was found that could be the other rows, held-out ones are among the training rows. */
export const noteOverlaps = ({ overlaps, cuts, findings }: World): void => {
  for (const { taken, use } of overlaps) {
    const isLeft = cuts.some(
      ({ place, rows }) => share(rows, taken.from) && keyOf(place) !== keyOf(taken.place),
    );
    if (!use || isLeft) continue;
    const value = { kind: 'overlap', what: 'held-out rows', use, via: null, split: taken.place } as const;
    note(findings.heldOut, { key: `${keyOf(use, taken.place)} overlap`, value });
  }
};
