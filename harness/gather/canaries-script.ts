import { posix } from 'node:path';
import type { TestsEvidence } from '../evidence/tests.ts';
import { type Canaries, canaryNames } from './canaries.ts';

type Framework = TestsEvidence['framework'];

/** How a test file gets at its framework, by whether it is a module of today or of before. */
const heads: Partial<Record<Framework, Readonly<Record<'modern' | 'older', readonly string[]>>>> = {
  node: {
    modern: ["import assert from 'node:assert/strict';", "import { test } from 'node:test';"],
    older: ["const assert = require('node:assert/strict');", "const { test } = require('node:test');"],
  },
  vitest: {
    modern: ["import { assert, test } from 'vitest';"],
    older: ["const { assert, test } = require('vitest');"],
  },
  jest: {
    modern: ["import assert from 'node:assert/strict';"],
    older: ["const assert = require('node:assert/strict');"],
  },
};

/** Planted tests in TypeScript or JavaScript, in a file with the ending of the one beside it, so that a pattern that finds that one finds it. */
export const scriptCanariesFor = (
  digest: string,
  beside: { readonly path: string; readonly text: string; readonly framework: Framework },
): Canaries | null => {
  const head = heads[beside.framework]?.[/^\s*import\b/m.test(beside.text) ? 'modern' : 'older'];
  if (head === undefined) return null;
  const { passes, fails, file } = canaryNames(digest);
  const [failsFirst = '', failsSecond = ''] = fails;
  const [, ending = '.js'] = /((?:\.(?:test|spec))?\.\w+)$/.exec(beside.path) ?? [];
  const text = [
    ...head,
    '',
    `test('${passes}', () => assert.equal([1, 2].length, 2));`,
    `test('${failsFirst}', () => assert.equal([1, 2].length, 3));`,
    `test('${failsSecond}', () => { throw new Error('amount'); });`,
    '',
  ].join('\n');
  return { path: posix.join(posix.dirname(beside.path), `${file}${ending}`), text, passes, fails };
};
