import { describe, expect, test } from 'vitest';
import { addressed, spoken } from '../../../reports/view/voice.ts';
import { viewOf } from '../../../reports/view.ts';
import { finding, gradeWith } from '../builders.ts';
import { samples } from '../samples.ts';

describe('words about the submission', () => {
  test.each([
    ['3 files of its own: 2 Python.', '3 files of your own: 2 Python.'],
    ['Do the tests reach the submission’s own code?', 'Do the tests reach your own code?'],
    ['The submission came without git history.', 'Your submission came without git history.'],
    ['takehome.yaml in the root of the submission', 'takehome.yaml in the root of your submission'],
    ['Do paths work on another machine than the author’s?', 'Do paths work on another machine than yours?'],
    ['A server works on the author’s machine.', 'A server works on your machine.'],
    [
      'No test that could exercise its own code was found.',
      'No test that could exercise your own code was found.',
    ],
    ['Each part of the service has its own log.', 'Each part of the service has its own log.'],
    ['The submissions of others', 'The submissions of others'],
  ])('%s', (text, toCandidate) => {
    expect(spoken(text, 'candidate')).toBe(toCandidate);
    expect(spoken(text, 'team')).toBe(text);
  });
});

test('what was quoted stays as it is, and no verdict changes', () => {
  const details = [
    { kind: 'place', path: 'README.md', line: 1, text: 'the submission', note: 'the submission' },
    { kind: 'table', columns: ['the submission'], rows: [['the submission']] },
    { kind: 'log', title: 'stderr', text: 'the submission' },
  ] as const;
  const grade = gradeWith({ findings: [finding({ details, summary: 'Not in the submission.' })] });
  const { findings, ...rest } = addressed(grade, 'candidate');
  expect(findings).toEqual([
    finding({
      details: [{ ...details[0], note: 'your submission' }, details[1], details[2]],
      summary: 'Not in your submission.',
    }),
  ]);
  expect({ ...rest, findings: grade.findings }).toEqual(grade);
  expect(addressed(grade, 'team')).toBe(grade);
});

const aboutThem =
  /\b(?:the|this) (?:submission|candidate|author)\b|\bof its own\b|\bits own (?:code|writing|files)\b/i;
const ours = ['ordinary', 'strong', 'notebook', 'empty', 'listen', 'flagged', 'slow'] as const;

test.each(ours)('%s: nothing in the candidate’s version speaks of them to somebody else', (name) => {
  const view = viewOf({ ...samples[name](), audience: 'candidate' });
  const texts = JSON.stringify(view).match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  expect(texts.filter((text) => aboutThem.test(text))).toEqual([]);
});
