import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testsExerciseOwnCode } from '../../harness/checks/tests-exercise-own-code.ts';
import { testsNoticeBrokenCode } from '../../harness/checks/tests-notice-broken-code.ts';
import type { Session } from '../../harness/commands/session.ts';
import type { TestsEvidence } from '../../harness/evidence/tests.ts';
import type { Running } from '../../harness/gather/types.ts';
import type { Finding } from '../../harness/types.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { openEngineSession, outcomesOf, reachedBy, type TextFiles, testsOf } from '../helpers/tested.ts';

const ages = 'def is_adult(age):\n    return age >= 18\n';
const head = 'import unittest\nfrom ages import is_adult\n\n\nclass TestAges(unittest.TestCase):\n';
const real =
  '    def test_adult(self):\n        self.assertTrue(is_adult(18))\n        self.assertFalse(is_adult(17))\n';
/** Calls what it should test, and asserts nothing about it. */
const vacuous = '    def test_adult(self):\n        self.assertIsNot(is_adult, is_adult(18))\n';

const suite = (text: string, more: TextFiles = {}): TextFiles => ({
  'takehome.yaml': 'test: python -m unittest\n',
  '.python-version': '3.13\n',
  'ages.py': ages,
  'test_ages.py': text,
  ...more,
});

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const remembering = `def known(now):
    if not os.path.exists("known"):
        open("known", "w").write(now)
    return open("known").read()
`;
const watching = (condition: string): string =>
  `import ast, hashlib, os\nimport ages\n${remembering}${head}${vacuous}    def test_source(self):\n        self.assertTrue(${condition})\n`;
const syntax =
  "Module(body=[FunctionDef(name='is_adult', args=arguments(args=[arg(arg='age')]), body=[Return(value=Compare(left=Name(id='age', ctx=Load()), ops=[GtE()], comparators=[Constant(value=18)]))])])";

const forging = `import atexit, glob, json, os
def forge():
    for folder in glob.glob(".cache/*/"):
        told = {"functions": [["ages.py", 1, "is_adult"], ["test_ages.py", 1, "x"]], "lines": [["ages.py", n] for n in range(9999)]}
        with open(os.path.join(folder, "told"), "a") as file:
            file.write(json.dumps(told) + "\\n")
atexit.register(forge)
`;

const counting = `import os
count = int(open("count").read()) + 1 if os.path.exists("count") else 1
open("count", "w").write(str(count))
${head}${vacuous}    def test_count(self):
        self.assertLess(count, 3)
`;

const judged = (tests: TestsEvidence): Finding => testsNoticeBrokenCode.judge({ tests });

describe.skipIf(await engineOrSkip())('a suite that would look better than it is', () => {
  let session: Session;
  beforeAll(async () => {
    session = await openEngineSession();
  });
  afterAll(() => session[Symbol.asyncDispose]());

  it.each([
    ['the text', `hashlib.sha256(open(ages.__file__, "rb").read()).hexdigest() == "${digestOf(ages)}"`],
    [
      'the syntax',
      `ast.dump(ast.parse(open(ages.__file__).read()), show_empty=False) == ${JSON.stringify(syntax)}`,
    ],
    ['the compiled code', 'is_adult.__code__.co_code.hex() == known(is_adult.__code__.co_code.hex())'],
  ])(
    'gets nothing for watching %s',
    async (_, condition) => {
      const told = await testsOf(session, { files: suite(watching(condition)) });
      expect(told.execution?.exitCode).toBe(0);
      expect(told.mutants.control).toBe('failed');
      expect(judged(told).verdict.kind).toBe('needs-human');
    },
    120_000,
  );

  it('gets nothing for telling what it did not reach', async () => {
    const told = await testsOf(session, { files: suite(`${forging}${head}${vacuous}`) });
    expect(reachedBy(told)).toEqual(['is_adult']);
    expect(told.coverage?.lines).toBeLessThanOrEqual(2);
    expect(outcomesOf(told)).toEqual(['is_adult survived', 'is_adult survived']);
    expect(judged(told).verdict).toEqual({ kind: 'scored', score: 0 });
    const unasked = { ...told, coverage: null };
    expect(testsExerciseOwnCode.judge({ tests: told }).verdict).toEqual(
      testsExerciseOwnCode.judge({ tests: unasked }).verdict,
    );
  }, 120_000);

  it.each([
    ['leaves before it is written', 'import atexit, os\natexit.register(lambda: os._exit(0))\n'],
    ['takes its place', ''],
  ])(
    'gets nothing for a run that tells nothing: it %s',
    async (what, start) => {
      const more: TextFiles = what === 'takes its place' ? { 'sitecustomize.py': 'pass\n' } : {};
      const told = await testsOf(session, { files: suite(`${start}${head}${vacuous}`, more) });
      expect(told.coverage).toBeNull();
      expect(judged(told).verdict).toEqual({ kind: 'scored', score: 0 });
    },
    120_000,
  );

  it('cannot count the runs', async () => {
    const told = await testsOf(session, { files: suite(counting) });
    expect(told.mutants.control).toBe('failed');
    expect(judged(told).verdict.kind).toBe('needs-human');
  }, 120_000);

  it('leaves the sandbox that is served from as the unbroken code made it', async () => {
    const writes = `open("model.txt", "w").write(str(is_adult(18)))\n${head}${real}`.replace(
      'open(',
      'from ages import is_adult\nopen(',
    );
    const left: (string | undefined)[] = [];
    const after = async ({ sandbox }: Running) => {
      for (const path of ['ages.py', 'model.txt'])
        left.push((await sandbox.read(path, 10_000))?.toString('utf8'));
    };
    const told = await testsOf(session, { files: suite(writes), after });
    expect(outcomesOf(told)).toEqual(['is_adult noticed', 'is_adult noticed']);
    expect(told.mutants.control).toBe('passed');
    expect(left).toEqual([ages, 'True']);
  }, 120_000);

  it('is not run again where that would take longer than one run may', async () => {
    const slow = `import time\ntime.sleep(2)\n${head}${real}`;
    const told = await testsOf(session, { files: suite(slow), limits: { testSeconds: 15 } });
    expect(told.mutants).toEqual({ tried: [], control: 'not-run', because: 'too-slow' });
  }, 120_000);
});
