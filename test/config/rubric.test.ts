import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import { loadOverrides } from '../../harness/config/overrides.ts';
import { loadRubric } from '../../harness/config/rubric.ts';

const known = ['serving-starts', 'seeds-are-fixed'];
const rubric = (...checks: readonly string[]) =>
  [
    'id: sample',
    'version: 1.0.0',
    'title: Sample',
    'criteria:',
    '  - id: one',
    '    title: One',
    '    weight: 3',
    '    checks:',
    ...checks.map((check) => `      - ${check}`),
    '',
  ].join('\n');
const load = (text: string) => loadRubric({ file: 'r.yaml', text }, known);

test('a rubric is read with weights of 1 where none is given', () => {
  expect(load(rubric('{ id: serving-starts }')).criteria[0]?.checks).toEqual([
    { id: 'serving-starts', weight: 1 },
  ]);
});

test('the digest follows what is said and not how it is laid out', () => {
  const plain = load(rubric('{ id: serving-starts }'));
  expect(load(`# why\n${rubric('{ weight: 1, id: serving-starts }')}`).digest).toBe(plain.digest);
  expect(load(rubric('{ id: serving-starts, weight: 2 }')).digest).not.toBe(plain.digest);
  expect(plain.digest).toMatch(/^[0-9a-f]{64}$/);
});

test('an unknown check is placed, with the nearest known one, beside every other mistake', () => {
  const text = rubric('{ id: serving-start }', '{ id: seeds-are-fixed, wieght: 2 }').replace('1.0.0', 'one');
  expect(() => load(text)).toThrow(
    [
      'r.yaml:2:1 "one": use major.minor.patch',
      'r.yaml:9:11 unknown name "serving-start", expected serving-starts, seeds-are-fixed (did you mean "serving-starts"?)',
      'r.yaml:10:32 unknown key "wieght" (did you mean "weight"?)',
    ].join('\n'),
  );
});

test('a check named twice is placed at the second', () => {
  expect(() => load(rubric('{ id: serving-starts }', '{ id: serving-starts }'))).toThrow(
    /^r.yaml:10:11 .*second time/,
  );
});

test.each(['weight: 0', 'weight: -1', 'weight: .nan', 'weight: .inf'])('%s is refused', (weight) => {
  expect(() => load(rubric('{ id: serving-starts }').replace('weight: 3', weight))).toThrow(/^r.yaml:7:5 /);
});

const entry =
  '- { check: serving-starts, score: 0.5, reason: Seen it run., by: R. Viewer, date: 2025-06-01 }\n';
const overrides = (text: string) => loadOverrides({ file: 'o.yaml', text }, known);

test('overrides are read as written', () => {
  expect(overrides(entry)).toEqual([
    { check: 'serving-starts', score: 0.5, reason: 'Seen it run.', by: 'R. Viewer', date: '2025-06-01' },
  ]);
});

test.each([
  ['serving-starts', 'serving-strats', /did you mean "serving-starts"/],
  ['0.5', '1.5', /o.yaml:1:28 1.5: /],
  ['2025-06-01', 'yesterday', /o.yaml:1:\d+ "yesterday": /],
  ['reason: Seen it run., ', '', /"reason" is missing/],
] as const)('an override with %s in place of %s is refused', (right, wrong, message) => {
  expect(() => overrides(entry.replace(right, wrong))).toThrow(message);
});

test('the examples of the documentation are read as they stand', () => {
  const text = readFileSync(new URL('../../docs/rubric-author.md', import.meta.url), 'utf8');
  const [example = '', scores = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block);
  const ids = checks.map(({ id }) => id);
  expect(loadRubric({ file: 'docs', text: example }, ids).criteria[0]?.checks).toHaveLength(2);
  expect(loadOverrides({ file: 'docs', text: scores }, ids)).toHaveLength(1);
});
