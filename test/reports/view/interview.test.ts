import { expect, test } from 'vitest';
import { placed } from '../../../reports/view/finding.ts';
import { askedAbout, interviewOf } from '../../../reports/view/interview.ts';
import { scored } from '../builders.ts';

test('a question comes with a good answer, and with what was found', () => {
  const items = placed([scored(0, { summary: 'It did not start.' })]);
  expect(interviewOf(askedAbout(items))).toEqual([
    {
      question: 'Why?',
      goodAnswer: [{ code: false, text: 'Knows why.' }],
      claim: 'Serving starts',
      found: 'It did not start.',
      status: { id: 'not', word: 'did not hold' },
      anchor: 'check-1',
    },
  ]);
});

test('what puts the rest in doubt is asked first: flags, then figures that did not hold', () => {
  const items = placed([
    scored(0, { check: 'monitoring-is-planned', criterion: 'a' }),
    scored(0.5, { check: 'claims-match-measurements', criterion: 'b' }),
    scored(0.9, { check: 'integrity-test-results-are-real', criterion: 'c' }),
  ]);
  const asked = askedAbout(items, new Set(['integrity-test-results-are-real']));
  expect(asked.map(({ finding }) => finding.check)).toEqual([
    'integrity-test-results-are-real',
    'claims-match-measurements',
    'monitoring-is-planned',
  ]);
});

test('a question that this submission alone is asked keeps a seat, and costs nothing', () => {
  const losing = Array.from({ length: 9 }, (_, index) => scored(0, { criterion: `criterion-${index}` }));
  const followUp = { question: 'How was the time spent?', goodAnswer: 'Tells.', particular: true } as const;
  const asked = askedAbout(placed([...losing, scored(1, { check: 'history-shows-work', followUp })]));
  expect(asked).toHaveLength(8);
  expect(asked.at(-1)?.finding.check).toBe('history-shows-work');
});
