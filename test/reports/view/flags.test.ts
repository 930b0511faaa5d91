import { expect, test } from 'vitest';
import { placed } from '../../../reports/view/finding.ts';
import { flagsOf } from '../../../reports/view/flags.ts';
import { extremesOf, glanceOf } from '../../../reports/view/glance.ts';
import { askedAbout } from '../../../reports/view/interview.ts';
import { inOneSentence } from '../../../reports/view/summary.ts';
import { samples } from '../samples.ts';

const { grade } = samples.flagged();
const items = placed(grade.findings, grade.criteria);
const check = 'integrity-batch-does-not-matter';

test('a flag says what was seen, what does not count with it, and where the evidence is', () => {
  const [flag, ...others] = flagsOf(grade, items);
  expect(others).toEqual([]);
  expect(flag).toMatchObject({
    claim: 'Batch does not matter',
    costs: 'Model on unseen data and behaviour on dirty rows do not count with it.',
    anchor: items.find(({ finding }) => finding.check === check)?.anchor,
  });
  expect(flag?.summary).toMatch(/^Answers change with the size of the request alone: 8 of 8 rows/);
});

test('the wording accuses nobody', () => {
  const words = flagsOf(grade, items).map(({ summary, costs }) => `${summary} ${costs}`);
  for (const text of words) expect(text).not.toMatch(/cheat|fake|forg|dishonest|fraud|lie[sd]?\b/i);
});

test('what does not count any more is said so, and its checks are neither strong nor weak nor asked about', () => {
  const tile = glanceOf(grade, items).find(({ title }) => title === 'Model on unseen data');
  expect(tile).toMatchObject({
    sentence: 'Does not count: "Batch does not matter" did not hold.',
    status: { id: 'not' },
  });
  const { strongest, weakest } = extremesOf(items);
  expect(weakest[0]?.claim).toBe('Batch does not matter');
  const voided = new Set(items.filter((item) => item.voided).map(({ anchor }) => anchor));
  expect(voided.size).toBe(15);
  expect([...strongest, ...weakest].filter(({ anchor }) => voided.has(anchor))).toEqual([]);
  const asked = askedAbout(items, new Set([check]));
  expect(asked[0]?.finding.check).toBe(check);
  expect(asked.filter((item) => item.voided)).toEqual([]);
  expect(inOneSentence(grade)).not.toMatch(/unseen data|dirty rows/);
});
