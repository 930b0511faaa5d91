import type { MethodEvidence } from '../evidence/method.ts';
import type { Finding } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ask, bothPlaces, withoutModel } from './support/method.ts';
import { clip } from './support/words.ts';

type Use = MethodEvidence['heldOut'][number];

const notes = {
  refitted: 'fitted here on held-out rows',
  'trained-on': 'fitted here on all rows',
  'early-stopping': 'stopped here by held-out rows',
} as const;

const shown = (uses: readonly Use[]): Finding['details'] =>
  bothPlaces(
    uses.map(({ kind, use, via, split }) => [
      [use, notes[kind]],
      [via, kind === 'refitted' ? 'called from here' : 'scored here on the same rows'],
      [split, 'the rows are held out here'],
    ]),
  );

const sentence = ({ kind, what }: Use): string =>
  kind === 'refitted'
    ? `${clip(what)} is fitted again on the held-out rows.`
    : 'A model is scored on held-out rows that it was fitted on.';

export const heldOutRowsStayHeldOut = defineCheck({
  id: 'held-out-rows-stay-held-out',
  asks: 'Are held-out rows used for nothing but the score?',
  why: 'Rows that were fitted on, or that decided when to stop, cannot say how the model does on unseen ones.',
  remedy:
    'Only transform held-out rows with what was fitted on training rows, and stop early on a third part.',
  followUp: {
    question: 'Which rows has nothing in this code looked at before the last score?',
    goodAnswer: 'Points at them, and says what each other part of the data decided.',
  },
  needs: ['method'],
  judge({ method }) {
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    const { heldOut, splits, evaluations } = method;
    const certain = heldOut.filter(({ kind }) => kind !== 'early-stopping');
    const [first] = certain;
    if (first) return scored({ score: 0, summary: sentence(first), details: shown(certain) });
    if (heldOut.length > 0)
      return ask('Is the score that is reported taken on the rows that decided when to stop?', {
        summary: 'Training stops where held-out rows score best, and the same rows give the score.',
        details: shown(heldOut),
      });
    if (splits.length === 0 && evaluations.every(({ on }) => on !== 'held-out'))
      return notApplicable('No held-out rows were found.');
    return scored({
      score: 1,
      summary: 'Held-out rows were seen to be used for nothing but the score.',
      details: bothPlaces(splits.map(({ place }) => [[place, 'the rows are held out here']])),
    });
  },
});
