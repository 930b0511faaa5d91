import { expect, test } from 'vitest';
import { modelOf } from '../../../reports/view/model.ts';
import { reading } from '../../../reports/view/reading.ts';
import { holdout, holdoutNotAsked } from '../../helpers/evidence/holdout.ts';
import { faultedDossier, strongDossier } from '../../helpers/evidence.ts';

const around = (value: number) => ({ value, low: value - 0.04, high: value + 0.04 });
const three = (submission: number) => ({
  submission: around(submission),
  baseline: around(0.2),
  reference: around(0.6),
});

test.each([
  [0.1, true, 'worse than the baseline'],
  [0.22, true, 'level with the baseline'],
  [0.4, true, 'between the two'],
  [0.57, true, 'level with the reference'],
  [0.7, true, 'better than the reference'],
])('%f, where higher is better, is %s', (value, up, text) => {
  expect(reading(three(value), { up, leads: null })).toBe(text);
});

test('where lower is better, the other way round', () => {
  const scores = { submission: around(0.05), baseline: around(0.6), reference: around(0.2) };
  expect(reading(scores, { up: false, leads: null })).toBe('better than the reference');
  expect(reading({ ...scores, submission: around(0.8) }, { up: false, leads: null })).toBe(
    'worse than the baseline',
  );
});

test('where the lead on the same rows was measured, it decides what is a tie', () => {
  const leads = { baseline: around(0.2), reference: around(-0.06) };
  expect(reading(three(0.57), { up: true, leads })).toBe('between the two');
  expect(reading(three(0.4), { up: true, leads: { ...leads, reference: around(-0.03) } })).toBe(
    'level with the reference',
  );
});

test('a tie with both is said', () => {
  const wide = { value: 0.4, low: 0.1, high: 0.7 };
  expect(reading({ ...three(0), submission: wide }, { up: true, leads: null })).toBe('level with both');
});

const sentenceFor = (over: Parameters<typeof holdout>[0]) =>
  modelOf(strongDossier({ holdout: holdout(over) }), 'team');

test('without a model, the page says why and gives a scale', () => {
  const notAsked = modelOf(strongDossier({ holdout: holdoutNotAsked('train') }), 'team');
  expect(notAsked.empty).toBe(
    'No prediction could be asked for: the run stopped at train. For scale, average precision: baseline 0.21, reference 0.54.',
  );
  expect(sentenceFor({ submission: null, answered: 1_200 }).empty).toMatch(
    /^Only 1,200 of 2,000 unseen rows got a usable answer; 99 % are needed\./,
  );
  expect(modelOf(faultedDossier(), 'team').empty).toMatch(/fault of ours: The container engine went away/);
});

test('the model is yours in your own version', () => {
  expect(modelOf(strongDossier(), 'team').sentence).toMatch(/the model’s average precision is 0\.52/);
  const own = modelOf(strongDossier(), 'candidate');
  expect(own.sentence).toMatch(/your model’s average precision is 0\.52/);
  expect(own.charts?.labels).toEqual(['Yours', 'Baseline', 'Reference']);
});
