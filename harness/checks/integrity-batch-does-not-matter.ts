import type { BehaviourEvidence, BehaviourProbe } from '../evidence/behaviour.ts';
import type { Finding } from '../types.ts';
import { heldOf, heldShare, pairDetails } from './support/behaviour.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { notAsked } from './support/stages.ts';

const kinds: readonly BehaviourProbe['kind'][] = ['repeat', 'order', 'companions', 'batch-size'];

/** Most rows change: a slip in handling gaps or formats moves the rows that have them, a second way of answering moves all. */
const most = 0.8;

/** Nothing but the size of the request decides: among other rows, in another order and later the answers stay. */
function secondWay(probes: readonly BehaviourProbe[]): BehaviourProbe | null {
  const steady = probes.filter(({ kind }) => kind !== 'batch-size');
  const companions = steady.some(({ kind }) => kind === 'companions');
  if (!companions || steady.some(({ held, pairs }) => held < pairs)) return null;
  const bySize = probes.filter(({ kind }) => kind === 'batch-size');
  return bySize.find(({ held, pairs }) => pairs - held >= most * pairs) ?? null;
}

function judged({ answers, probes }: BehaviourEvidence): Finding {
  const asked = probes.filter(({ kind }) => kinds.includes(kind));
  const details = pairDetails(asked);
  if (asked.length === 0)
    return notApplicable('No request could hold more than one row, and none was repeated.');
  const share = heldShare(asked);
  if (share === 1 && answers?.distinct === 1)
    return notApplicable('One answer for everybody does not change with the request.');
  const second = secondWay(asked);
  if (second) {
    const changed = `${second.pairs - second.held} of ${second.pairs}`;
    const summary = `Answers change with the size of the request alone: ${changed} rows, ${second.title.toLowerCase()}.`;
    return scored({ score: 0, summary, details });
  }
  // Statistics of the request instead of the training data are a slip, and common: half of what held counts, and never nothing.
  const score = share === 1 ? 1 : Math.max(0.1, share / 2);
  return scored({ score, summary: `${heldOf(asked)} agree whatever came with the row.`, details });
}

export const integrityBatchDoesNotMatter = defineCheck({
  id: 'integrity-batch-does-not-matter',
  asks: 'Does a row get the same answer alone, in any batch, in any order, and again?',
  why: 'Who answers large requests in another way than small ones shows a model in tests that nobody gets in use.',
  remedy:
    'Answer every row from the fitted pipeline alone; take no mean, scale or category from the request.',
  followUp: {
    question: 'A row is scored alone and in a batch, and the numbers differ. What could be the reason?',
    goodAnswer:
      'Something fitted on the request: a scaler, an encoder, a date format taken from the first row.',
  },
  integrity: true,
  needs: ['behaviour'],
  judge({ behaviour }) {
    if (behaviour.notAsked)
      return notApplicable(notAsked(behaviour.notAsked, 'the same row in several requests').summary);
    return judged(behaviour);
  },
});
