import { expect, test } from 'vitest';
import { defineCheck, scored } from '../harness/checks/support/check.ts';
import { judge } from '../harness/judge.ts';
import { faultedDossier, lostSandbox, strongDossier } from './helpers/evidence.ts';

const words = { asks: 'Is it?', why: 'Because.', remedy: 'Do.' } as const;
const scoring = (score: number) =>
  defineCheck({
    id: 'sample-holds',
    ...words,
    needs: ['notes'],
    judge: () => scored({ score, summary: 'Seen.' }),
  });
const verdictOf = (check: ReturnType<typeof scoring>) => judge(strongDossier(), [check])[0]?.verdict;

test('a check sees the evidence that it declares and nothing else', () => {
  const seen: string[] = [];
  const check = defineCheck({
    id: 'sees-little',
    ...words,
    needs: ['notes', 'tests'],
    judge(evidence) {
      seen.push(...Object.keys(evidence));
      return scored({ score: 1, summary: `${evidence.notes.words} words.` });
    },
  });
  expect(judge(strongDossier(), [check])[0]?.summary).toBe('1480 words.');
  expect(seen).toEqual(['notes', 'tests']);
});

test('absent evidence is a fault with the reason of its slot, and the check is not asked', () => {
  const check = defineCheck({
    id: 'needs-notes',
    ...words,
    needs: ['tests', 'notes'],
    judge: () => scored({ score: 1, summary: 'Asked all the same.' }),
  });
  const [finding] = judge(faultedDossier(['notes']), [check]);
  expect(finding?.verdict).toEqual({ kind: 'faulted', fault: lostSandbox });
  expect(finding?.details).toContainEqual({ kind: 'log', title: 'SANDBOX_LOST', text: lostSandbox.message });
});

test('evidence that was not asked for leaves the check out, and is nobody’s fault', () => {
  const dossier = { ...strongDossier(), notes: { state: 'not-asked' } as const };
  expect(judge(dossier, [scoring(1)])[0]?.verdict).toEqual({
    kind: 'not-applicable',
    because: 'only the files were read, and nothing was run',
  });
});

test('a check that throws is a bug of ours, by name', () => {
  const check = defineCheck({
    id: 'breaks-down',
    ...words,
    needs: ['notes'],
    judge() {
      throw new TypeError('no such topic');
    },
  });
  const verdict = judge(strongDossier(), [check])[0]?.verdict;
  expect(verdict).toMatchObject({ kind: 'faulted', fault: { code: 'HARNESS_BUG', blame: 'harness' } });
  expect(JSON.stringify(verdict)).toContain('breaks-down could not judge: no such topic');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1, 1.01])('a score of %s is a bug of ours', (score) => {
  expect(verdictOf(scoring(score))).toMatchObject({ kind: 'faulted', fault: { code: 'HARNESS_BUG' } });
});

test.each([
  [1 + 1e-12, 1],
  [-1e-12, 0],
  [0.3, 0.3],
])('a score of %s counts as %s', (score, counted) => {
  expect(verdictOf(scoring(score))).toEqual({ kind: 'scored', score: counted });
});

test('findings keep the order of the checks', () => {
  const second = { ...scoring(1), id: 'another-holds' };
  expect(judge(strongDossier(), [scoring(0), second]).map(({ check }) => check)).toEqual([
    'sample-holds',
    'another-holds',
  ]);
});
