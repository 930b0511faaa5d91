import type { MethodEvidence } from '../evidence/method.ts';
import type { Finding } from '../types.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { ask, bothPlaces, withoutModel } from './support/method.ts';
import { clip } from './support/words.ts';

type Use = MethodEvidence['heldOut'][number];

// Settings were chosen by rows that nothing was fitted on: the score says too much, and not everything.
const forSettings = 0.5;

/** What is said at each of the places. */
const notes: Readonly<Record<Use['kind'], readonly [use: string, via: string, split: string]>> = {
  refitted: ['fitted here on held-out rows', 'called from here', 'the rows are held out here'],
  'trained-on': ['fitted here on all rows', 'scored here on the same rows', 'the rows are held out here'],
  overlap: ['all rows, with those held out, are training rows here', 'called from here', 'held out here'],
  'refitted-to-predict': [
    'fitted here on the rows to predict',
    'called from here',
    'they are predicted here',
  ],
  'tuned-on': ['searched here over all rows', 'scored here on some of them', 'the rows are held out here'],
  threshold: [
    'chosen here by held-out rows',
    'applied and scored here on them',
    'the rows are held out here',
  ],
  'early-stopping': ['stopped here by held-out rows', 'scored here on them', 'the rows are held out here'],
  chosen: ['chosen here', 'by a score on held-out rows, taken here', 'the rows are held out here'],
};

const shown = (uses: readonly Use[]): Finding['details'] =>
  bothPlaces(
    uses.map(({ kind, use, via, split }) => {
      const [atUse, atVia, atSplit] = notes[kind];
      return [
        [use, atUse],
        [via, atVia],
        [split, atSplit],
      ];
    }),
  );

/** What costs points. */
const sentence = ({ kind, what }: Use): string => {
  switch (kind) {
    case 'refitted':
      return `${clip(what)} is fitted again on the held-out rows.`;
    case 'refitted-to-predict':
      return `${clip(what)} is fitted again on the rows that are predicted.`;
    case 'overlap':
      return 'Held-out rows are among the training rows: they were taken, and not left out.';
    case 'tuned-on':
      return 'A search for settings saw the rows that are held out for the score.';
    case 'threshold':
      return 'The threshold is chosen on the held-out rows that the score is taken on.';
    default:
      return 'A model is scored on held-out rows that it was fitted on.';
  }
};

const isFitted = ({ kind }: Use): boolean => /^(refitted|trained-on|overlap|refitted-to-predict)$/.test(kind);
const isSetting = ({ kind }: Use): boolean => kind === 'tuned-on' || kind === 'threshold';

const asked = (uses: readonly Use[]): Finding => {
  const details = shown(uses);
  return uses.some(({ kind }) => kind === 'early-stopping')
    ? ask('Is the score that is reported taken on the rows that decided when to stop?', {
        summary: 'Training stops where held-out rows score best, and the same rows give the score.',
        details,
      })
    : ask('Is the score that is reported for what was chosen taken on the rows that chose it?', {
        summary: 'What scores best on held-out rows is chosen, and those rows were scored to choose it.',
        details,
      });
};

export const heldOutRowsStayHeldOut = defineCheck({
  id: 'held-out-rows-stay-held-out',
  asks: 'Are held-out rows used for nothing but the score?',
  why: 'Rows that were fitted on, or that decided when to stop, cannot say how the model does on unseen ones.',
  remedy:
    'Only transform held-out rows with what was fitted on training rows, and choose, tune and stop early on a third part.',
  followUp: {
    question: 'Which rows has nothing in this code looked at before the last score?',
    goodAnswer: 'Points at them, and says what each other part of the data decided.',
  },
  needs: ['method'],
  judge({ method }) {
    const { heldOut, splits, evaluations } = method;
    const certain = [...heldOut.filter(isFitted), ...heldOut.filter(isSetting)];
    const [first] = certain;
    if (first)
      return scored({
        score: isFitted(first) ? 0 : forSettings,
        summary: sentence(first),
        details: shown(certain),
      });
    const nothing = withoutModel(method);
    if (nothing) return nothing;
    if (heldOut.length > 0) return asked(heldOut);
    if (evaluations.every(({ on }) => on !== 'held-out'))
      return notApplicable('No score on held-out rows was found that another use of them could spoil.');
    return scored({
      score: 1,
      summary: 'Nothing was found that uses held-out rows for anything but the score.',
      details: bothPlaces(splits.map(({ place }) => [[place, 'the rows are held out here']])),
    });
  },
});
