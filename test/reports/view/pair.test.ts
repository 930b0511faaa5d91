import { expect, test } from 'vitest';
import { briefOf, pairOf } from '../../../reports/view/pair.ts';
import { pair } from '../../helpers/evidence/behaviour.ts';

const answering = (status: number, body: string) => {
  const { other } = pair();
  return { ...other, reply: { status, headers: {}, body, truncated: false } };
};

test('says what changed, and both answers', () => {
  expect(briefOf(pair({ after: 0.5, held: false }))).toMatchObject({
    status: { id: 'not', word: 'differs' },
    changed: [{ column: 'monthly_fee', from: '12.99', to: '"€ 12,99"' }],
    before: '0.310',
    after: '0.500',
    instead: null,
  });
});

test('without a usable answer, what came instead is shown, and no more than its beginning', () => {
  const brief = briefOf(pair({ after: null, other: answering(500, 'ValueError '.repeat(200)) }));
  expect(brief.after).toBe('no usable answer, status 500');
  expect(brief.instead).toHaveLength(140);
});

test('without a reply, why there was none', () => {
  const other = { ...pair().other, reply: null, error: 'timed-out' as const };
  expect(briefOf(pair({ after: null, other })).after).toBe('no reply: timed out');
});

test('the difference is marked in both requests', () => {
  const marked = pairOf(pair()).requests.map(({ parts }) => parts.find((part) => part.marked)?.text);
  expect(marked).toEqual(['"monthly_fee":12.99', '"monthly_fee":"€ 12,99"']);
});
