import type { Shape } from '../evidence/serving.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { lackingAt } from './support/stages.ts';
import { count, listed } from './support/words.ts';

type NearMiss = Shape['nearMisses'][number];

const said: Record<NearMiss, string> = {
  path: 'another path',
  method: 'another method',
  'single-object': 'one row a request',
  'bare-list': 'rows sent as a bare list',
  'request-key': 'another request key',
  'column-arrays': 'columns instead of rows',
  'split-columns': 'columns and values sent apart',
  'reply-key': 'another reply key',
  'reply-bare-list': 'a reply as a bare list',
  'probability-key': 'another key for the probability',
  'probability-bare': 'bare probabilities',
  'probability-text': 'probabilities as text',
  'class-probabilities': 'probabilities for both classes',
  'label-only': 'labels instead of probabilities',
};

// Every difference is one edit in a client; a label in place of a probability loses information and counts as two.
const costOf = (miss: NearMiss): number => (miss === 'label-only' ? 0.5 : 0.25);

export const servingFollowsTheContract = defineCheck({
  id: 'serving-follows-the-contract',
  asks: 'Does the endpoint speak the contract of the brief?',
  why: 'Clients are written against the contract; each difference is a conversation and a change on somebody else’s side.',
  remedy: 'Take path, method, request key and reply keys from the brief, and hold them in a test.',
  followUp: {
    question: 'Somebody depends on your reply format. How do you change it?',
    goodAnswer:
      'Adds before removing, versions the path or the schema, and watches who still uses the old one.',
  },
  needs: ['serving'],
  judge({ serving: { shape, example, predict } }) {
    if (!shape) {
      const summary = `The contract could not hold: ${lackingAt(predict)}.`;
      return scored({
        score: 0,
        summary,
        details: lookedFor('a prediction route', 'the path of the brief, and the paths found in the code'),
      });
    }
    const missed = shape.nearMisses;
    const held = missed.length === 0;
    const expected = 'the request and reply of the brief';
    const details = example
      ? [
          {
            kind: 'exchange',
            title: 'As the endpoint understands it',
            exchange: example,
            expected,
            held,
          } as const,
        ]
      : [];
    if (held)
      return scored({
        score: 1,
        summary: 'Path, method, request and reply are those of the brief.',
        details,
      });
    const score = Math.max(0, 1 - missed.reduce((sum, miss) => sum + costOf(miss), 0));
    const names = listed(missed.map((miss) => said[miss]));
    return scored({
      score,
      summary: `${count(missed.length, 'difference')} from the contract: ${names}.`,
      details,
    });
  },
});
