import { describe, expect, test } from 'vitest';
import { readScript } from '../../harness/source/script.ts';
import { factsOf } from './memory.ts';

const read = (text: string, path = 'src/a.ts') => readScript({ path, text });
const testsIn = (
  body: string,
  head = "import { test } from 'node:test';\nimport assert from 'node:assert';",
) => read(`${head}\nimport { own } from '../src/own.ts';\n${body}`, 'test/a.test.ts').tests;

describe('functions', () => {
  test.each([
    ['types on what it takes', 'function f(a: number) { return a; }', true],
    ['a type on what it gives', 'const f = (): number => 1;', true],
    ['a comment that tools read', '/** @param {number} a */\nfunction f(a) { return a; }', true],
    ['nothing', 'function f(a) { return a; }', false],
    ['one type of two', 'const f = (a: number, b) => a;', false],
  ])('%s: annotated %s', (_, text, annotated) => {
    expect(read(text).functions.map((one) => one.annotated)).toEqual([annotated]);
  });

  test('have names, lines and what is written above them; callbacks and overloads are none', () => {
    const text = [
      '/** Days since a date. */',
      'export const days = (from: Date) => [from].map((one) => one);',
      'export function f(a: string): void;',
      'export function f(a: number | string): void {',
      '}',
      'class A {',
      '  // Says something.',
      '  method() {}',
      '}',
    ].join('\n');
    expect(read(text).functions.map(({ name, documented, lines }) => [name, documented, lines])).toEqual([
      ['days', true, 1],
      ['f', false, 2],
      ['method', true, 1],
    ]);
  });
});

describe('tests', () => {
  test.each([
    ['a comparison with what the code gives', "test('a', () => assert.equal(own(1), 2));", 1],
    ['two', "test('a', () => { assert.ok(own(1)); assert.deepEqual(own(2), {}); });", 2],
    ['a literal', "test('a', () => assert.ok(true));", 0],
    ['literals compared', "test('a', () => assert.equal(1 + 1, 2, 'well'));", 0],
    ['none', "test('a', () => { own(1); });", 0],
    ['a claim about a reply', "test('a', () => request(own).get('/').expect(200).expect('ok'));", 2],
    ['an assertion of the context', "test('a', (t) => t.assert.equal(own(1), 2));", 1],
  ])('%s counts as %s', (_, body, assertions) => {
    expect(testsIn(body).map((one) => one.assertions)).toEqual([assertions]);
  });

  test.each([
    ["import { expect, it } from 'vitest';", 'vitest'],
    ["import { expect, it } from '@jest/globals';", 'jest'],
    ['', 'jest'],
  ])('of %s are of %s', (head, framework) => {
    const body =
      "it.each([1])('a', (n) => expect(own(n)).not.toBe(2));\nit.skip('b', () => {});\nit('c', () => expect(1).toBe(1));";
    expect(testsIn(body, head)).toMatchObject([
      { name: 'a', assertions: 1, exercises: ['own'], framework },
      { name: 'c', assertions: 0 },
    ]);
  });

  test('reach own code by what is made of it, too', () => {
    const body =
      "const app = own();\nconst ask = () => app.inject({});\ntest('a', async () => assert.ok(await ask()));\ntest('b', () => assert.ok(process.pid));";
    expect(testsIn(body).map(({ exercises }) => exercises)).toEqual([['ask'], []]);
  });

  test('stand nowhere else than in test files or beside a framework', () => {
    expect(read("test('a', () => expect(x).toBe(1));")).toMatchObject({ test: false, tests: [] });
  });
});

test.each([
  ['a list', "const LEFT_OUT = ['survey'];", 'element', 'LEFT_OUT'],
  ['a property', 'const x = row.survey;', 'subscript', 'x'],
  ['the rest of an object', 'const { survey, ...rest } = row;', 'element', 'drop'],
  ['a deletion', 'delete row.survey;', 'subscript', 'del'],
])('a column is found in %s', (_, text, role, holder) => {
  const found = read(text).strings.filter(({ value }) => value === 'survey');
  expect(found.map((one) => [one.role, one.holders[0]])).toEqual([[role, holder]]);
});

test.each([
  ['a long chain', `a${'.b'.repeat(3_000)}()`],
  ['what is no program', '\u0001<<<>>> }{ import import'],
  ['nothing', ''],
])('%s breaks nothing', (_, text) => {
  expect(read(text).tests).toEqual([]);
});

test('what nests without end costs itself alone', () => {
  const facts = factsOf({ 'deep.js': '['.repeat(20_000), 'plain.js': 'function f() {}' });
  expect(facts.unread).toEqual([{ path: 'deep.js', because: 'crashed' }]);
  expect(facts.scripts.map(({ path }) => path)).toEqual(['plain.js']);
});
