import { expect, test } from 'vitest';
import { readRubric } from '../../../harness/commands/task.ts';
import type { SignsEvidence } from '../../../harness/evidence/signs.ts';
import { gradeDossier } from '../../../harness/grade.ts';
import { signsOf } from '../../../reports/view/signs.ts';
import { page, records, series, signs, signsNotAsked } from '../../helpers/evidence/endpoint.ts';
import { strongDossier } from '../../helpers/evidence.ts';

const weighing = await readRubric('mlops');
const silent = await readRubric('ml-engineer');

const factsOf = (value: SignsEvidence, rubric = weighing) => {
  const dossier = strongDossier({ signs: value });
  const grade = gradeDossier({ dossier, rubric, overrides: [], failUnder: null, report: null });
  return signsOf(dossier, grade);
};
const textsOf = (over: Partial<SignsEvidence>) => factsOf(signs(over)).map(({ text }) => text);

test('names what was counted, what else is shown and what a record holds', () => {
  expect(factsOf(signs())).toEqual([
    {
      name: 'Numbers',
      text: 'Read before and after 5 requests of ours: /metrics counted them as http_requests_total, and shows latency, errors and predictions.',
      meter: null,
    },
    {
      name: 'Records',
      text: '5 requests left 5 structured records with status, duration, request id and prediction.',
      meter: null,
    },
  ]);
});

test('shows nothing where the rubric weighs neither, or nothing was asked', () => {
  expect(factsOf(signs(), silent)).toEqual([]);
  expect(factsOf(signsNotAsked('listen'))).toEqual([]);
  expect(factsOf(signs({ answered: 0 }))).toEqual([]);
});

test.each([
  ['static', '/metrics did not move.'],
  ['moves', '/metrics moved, but not as often as we asked.'],
  ['process-only', '/metrics tells of the process alone.'],
] as const)('says of a page that is %s that it is', (kind, says) => {
  expect(textsOf({ pages: [page({ kind, counted: [] })] })[0]).toContain(says);
});

test('says where no numbers were', () => {
  expect(textsOf({ pages: [], tried: ['/metrics', '/stats'] })[0]).toBe(
    'No page of numbers at /metrics and /stats.',
  );
});

test.each([
  ['none', '5 requests left nothing'],
  ['unrelated', '3 lines while 5 requests were answered'],
  ['access-log', '3 lines of the framework’s access log'],
  ['plain', '3 plain sentences.'],
  ['structured', 'and with the row that was sent.'],
] as const)('says what records that are %s are', (kind, says) => {
  expect(textsOf({ records: records({ kind, count: 3, holdsRow: true }) })[1]).toContain(says);
});

test('shows what would hide or move text by its name', () => {
  const counted = [series('a\u202Eb')];
  expect(textsOf({ pages: [page({ counted })] })[0]).toContain('a[U+202E]b');
});
