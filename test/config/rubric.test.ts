import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checks } from '../../harness/checks/index.ts';
import { loadOverrides } from '../../harness/config/overrides.ts';
import { baseOf, loadRubric, loadRubricOver } from '../../harness/config/rubric.ts';
import { mlEngineer } from '../helpers/rubric.ts';

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

test('the examples of the documentation are read as they stand', async () => {
  const text = readFileSync(new URL('../../docs/rubric-author.md', import.meta.url), 'utf8');
  const [example = '', extending = '', scores = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, block]) => block,
  );
  const ids = checks.map(({ id }) => id);
  expect(loadRubric({ file: 'docs', text: example }, ids).criteria[0]?.checks).toHaveLength(2);
  const laid = loadRubricOver(
    { file: 'docs', text: extending },
    { base: await mlEngineer(), knownChecks: ids },
  );
  expect(laid.criteria.find(({ id }) => id === 'serving')?.checks).toContainEqual({
    id: 'service-fits-in-memory',
    weight: 1,
  });
  expect(laid.criteria.some(({ id }) => id === 'model')).toBe(false);
  expect(loadOverrides({ file: 'docs', text: scores }, ids)).toHaveLength(1);
});

const base = load(rubric('{ id: serving-starts, weight: 2 }', '{ id: seeds-are-fixed }'));
const over = (...lines: readonly string[]) =>
  loadRubricOver(
    {
      file: 'o.yaml',
      text: ['id: other', 'version: 2.0.0', 'title: Other', 'extends: sample', ...lines, ''].join('\n'),
    },
    { base, knownChecks: known },
  );

test.each([
  ['extends: sample', 'sample'],
  ['title: x\nextends: "./mine.yaml" # why', './mine.yaml'],
  ['title: it extends: nothing', null],
])('%s is laid over %s', (text, expected) => {
  expect(baseOf({ file: 'r.yaml', text })).toBe(expected);
});

test('a rubric that only extends another is the other under its own name', () => {
  const { digest: _, ...laid } = over();
  expect(laid).toEqual({ id: 'other', version: '2.0.0', title: 'Other', criteria: base.criteria });
});

test('what is said of a criterion and of a check counts instead, and the rest stays', () => {
  expect(
    over('criteria:', '  - id: one', '    weight: 9', '    checks: [{ id: seeds-are-fixed, weight: 5 }]')
      .criteria,
  ).toEqual([
    {
      id: 'one',
      title: 'One',
      weight: 9,
      checks: [
        { id: 'serving-starts', weight: 2 },
        { id: 'seeds-are-fixed', weight: 5 },
      ],
    },
  ]);
});

test('a check moves to the criterion that names it, and what is left out is gone', () => {
  const { criteria } = over(
    'without: [serving-starts]',
    'criteria:',
    '  - { id: two, title: Two, weight: 1, checks: [{ id: seeds-are-fixed }] }',
  );
  expect(criteria).toEqual([
    { id: 'two', title: 'Two', weight: 1, checks: [{ id: 'seeds-are-fixed', weight: 1 }] },
  ]);
});

test.each([
  ['a name that is not there to be left out', ['without: [tests-exist]'], /o\.yaml/],
  [
    'a criterion left out that the base does not have',
    ['without: [nine]'],
    /neither criterion nor check nine/,
  ],
  [
    'a new criterion without a title',
    ['criteria: [{ id: two, weight: 1, checks: [{ id: serving-starts }] }]'],
    /title/,
  ],
  ['nothing left', ['without: [one]'], /criteria/],
])('%s is refused', (_, lines, message) => {
  expect(() => over(...lines)).toThrow(message);
});
