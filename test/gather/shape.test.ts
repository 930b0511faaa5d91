import { describe, expect, it } from 'vitest';
import type { Shape } from '../../harness/evidence/serving.ts';
import { bodyFor, withNearMisses } from '../../harness/gather/shape.ts';
import { understand } from '../../harness/gather/understand.ts';

const contract: Shape = {
  method: 'POST',
  path: '/predict',
  request: 'wrapped',
  requestKey: 'instances',
  replyKey: 'predictions',
  probabilityKey: 'probability',
  decisionKey: null,
  labelOnly: false,
  nearMisses: [],
};
const ok = (body: unknown) => ({ status: 200, body: JSON.stringify(body) });

describe('a reply is understood', () => {
  it.each([
    [
      'the contract',
      { predictions: [{ probability: 0.13 }, { probability: 0.9 }] },
      'predictions',
      'probability',
      false,
    ],
    [
      'another reply key',
      { results: [{ probability: 0.13 }, { probability: 0.9 }] },
      'results',
      'probability',
      false,
    ],
    ['a bare list of objects', [{ probability: 0.13 }, { probability: 0.9 }], null, 'probability', false],
    ['a bare list of numbers', [0.13, 0.9], null, null, false],
    ['numbers under the key', { predictions: [0.13, 0.9] }, 'predictions', null, false],
    [
      'another item key',
      { predictions: [{ churn_probability: 0.13 }, { churn_probability: 0.9 }] },
      'predictions',
      'churn_probability',
      false,
    ],
    [
      'pairs of class probabilities',
      {
        predictions: [
          [0.87, 0.13],
          [0.1, 0.9],
        ],
      },
      'predictions',
      null,
      false,
    ],
    [
      'probabilities beside labels',
      { predictions: [0, 1], probabilities: [0.13, 0.9] },
      'probabilities',
      null,
      false,
    ],
    [
      'label and score in one item',
      {
        predictions: [
          { label: 0, score: 0.13 },
          { label: 1, score: 0.9 },
        ],
      },
      'predictions',
      'score',
      false,
    ],
  ])('%s', (_, body, replyKey, probabilityKey, labelOnly) => {
    const understood = understand(ok(body), { rows: 2, contract });
    expect(understood).toMatchObject({ replyKey, probabilityKey, labelOnly, values: [0.13, 0.9] });
  });

  it.each([
    ['numbers 0 and 1', { predictions: [0, 1] }],
    ['booleans', { predictions: [false, true] }],
    ['words', { predictions: ['No', 'Yes'] }],
    ['labels in items', { predictions: [{ prediction: 0 }, { prediction: 1 }] }],
  ])('labels only: %s', (_, body) => {
    expect(understand(ok(body), { rows: 2, contract })).toMatchObject({ labelOnly: true, values: [0, 1] });
  });

  it('takes a whole 0 or 1 under the contract key for a probability', () => {
    const body = { predictions: [{ probability: 0 }, { probability: 1.0 }] };
    expect(understand(ok(body), { rows: 2, contract })).toMatchObject({ labelOnly: false, values: [0, 1] });
  });

  it('reads a single object when one row was sent', () => {
    expect(understand(ok({ probability: 0.4 }), { rows: 1, contract })).toMatchObject({
      values: [0.4],
      replyKey: null,
    });
  });
});

describe('a reply is not understood, and says why', () => {
  it.each([
    ['an error status', { status: 500, body: '{"predictions":[0.1,0.2]}' }, 'status 500'],
    ['no JSON', { status: 200, body: '<html>' }, 'not JSON'],
    ['too few predictions', ok({ predictions: [{ probability: 0.1 }] }), 'no list of 2 predictions'],
    [
      'numbers over 1',
      ok({ predictions: [{ probability: 13 }, { probability: 90 }] }),
      'numbers over 1 where a probability from 0 to 1 is asked for',
    ],
    [
      'a gap',
      ok({ predictions: [{ probability: 0.1 }, { probability: null }] }),
      'no number from 0 to 1 for every row',
    ],
    [
      'an echo of the request',
      ok({ instances: [{ age: 3 }, { age: 4 }] }),
      'no number from 0 to 1 for every row',
    ],
    [
      'NaN as Python prints it',
      { status: 200, body: '{"predictions": [{"probability": NaN}, {"probability": 0.2}]}' },
      'not JSON',
    ],
  ])('%s', (_, reply, because) => {
    expect(understand(reply, { rows: 2, contract })).toEqual({ because });
  });
});

describe('differences from the contract are near misses', () => {
  const { nearMisses: _, ...same } = contract;
  it.each([
    ['none', {}, []],
    ['path', { path: '/infer' }, ['path']],
    ['verb', { method: 'GET' }, ['method']],
    ['single objects', { request: 'single-object', requestKey: null, replyKey: null }, ['single-object']],
    ['bare list', { request: 'bare-list', requestKey: null }, ['bare-list']],
    ['request key', { requestKey: 'data' }, ['request-key']],
    ['columns', { request: 'columns', requestKey: null }, ['column-arrays']],
    ['reply key', { replyKey: 'results' }, ['reply-key']],
    ['bare reply', { replyKey: null }, ['reply-bare-list']],
    ['item key', { probabilityKey: 'score' }, ['probability-key']],
    ['bare numbers', { probabilityKey: null }, ['probability-bare']],
    ['labels', { labelOnly: true, probabilityKey: 'label' }, ['label-only', 'probability-key']],
  ] as const)('%s', (_name, change, nearMisses) => {
    expect(
      withNearMisses({ ...same, ...change }, { contract, classes: false, text: false }).nearMisses,
    ).toEqual(nearMisses);
  });
});

describe('bodyFor wraps rows', () => {
  const rows = [
    { a: 1, b: 'x' },
    { a: null, b: 'y' },
  ];
  it.each([
    ['wrapped', 'data', { data: rows }],
    ['bare-list', null, rows],
    ['single-object', null, { a: 1, b: 'x' }],
    ['columns', null, { a: [1, null], b: ['x', 'y'] }],
  ] as const)('%s', (request, requestKey, body) => {
    expect(bodyFor({ request, requestKey }, rows)).toEqual(body);
  });
});
