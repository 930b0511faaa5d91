import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../harness/commands/session.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { openEngineSession, outcomesOf, reachedBy, type TextFiles, testsOf } from '../helpers/tested.ts';

const ages = `
from functools import lru_cache


@lru_cache(maxsize=None)
def is_adult(age):
    return age >= 18


def in_years(days):
    return days / 365


def unused(days):
    return days + 1
`;

const tests = `
import subprocess
import sys
import threading
import unittest

from ages import is_adult


class TestAges(unittest.TestCase):
    def test_adult(self):
        self.assertTrue(is_adult(18))
        self.assertFalse(is_adult(17))

    def test_years_in_a_process_of_its_own(self):
        told = subprocess.run([sys.executable, "-c", "from ages import in_years; print(in_years(730))"],
                              capture_output=True, text=True)
        self.assertEqual(told.stdout.strip(), "2.0")

    def test_in_a_thread(self):
        seen = []
        thread = threading.Thread(target=lambda: seen.append(is_adult(40)))
        thread.start()
        thread.join()
        self.assertEqual(seen, [True])
`;

const python = (version: string): TextFiles => ({
  'takehome.yaml': 'test: python -m unittest -v\n',
  '.python-version': `${version}\n`,
  'ages.py': ages,
  'test_ages.py': tests,
});

const node: TextFiles = {
  'takehome.yaml': 'test: npm test\n',
  '.nvmrc': '24\n',
  'package.json': '{ "name": "ages", "type": "module", "scripts": { "test": "node --test" } }\n',
  'ages.js':
    'export function isAdult(age) {\n  return age >= 18;\n}\nexport function unused(age) {\n  return age + 1;\n}\n',
  'ages.test.js':
    "import assert from 'node:assert/strict';\nimport { test } from 'node:test';\nimport { isAdult } from './ages.js';\n" +
    "test('adult', () => { assert.equal(isAdult(18), true); assert.equal(isAdult(17), false); });\n",
};

describe.skipIf(await engineOrSkip())('what tests reach and notice', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openEngineSession();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  it.each(['3.9', '3.11', '3.13'])(
    'is told alike by Python %s, decorators and processes of their own included',
    async (version) => {
      const told = await testsOf(session, { files: python(version) });
      expect(told.execution?.exitCode).toBe(0);
      expect(reachedBy(told)).toEqual(['is_adult', 'in_years']);
      expect(told.coverage?.lines).toBeGreaterThanOrEqual(5);
      expect(told.mutants).toMatchObject({ control: 'passed', because: null });
      expect(new Set(outcomesOf(told))).toEqual(new Set(['is_adult noticed']));
    },
    300_000,
  );

  it('is told by Node', async () => {
    const told = await testsOf(session, { files: node });
    expect(told.canaries).toBe('held');
    expect(reachedBy(told)).toEqual(['isAdult']);
    expect(told.mutants.control).toBe('passed');
    expect(outcomesOf(told)).toContain('isAdult noticed');
    expect(outcomesOf(told).filter((outcome) => outcome.startsWith('unused'))).not.toContain(
      'unused noticed',
    );
  }, 300_000);
});
