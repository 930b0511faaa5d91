import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { judgeCanaries } from '../../harness/gather/canaries.ts';
import { scriptCanariesFor } from '../../harness/gather/canaries-script.ts';
import { parseJunit } from '../../harness/gather/junit.ts';

const digest = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';
const modern =
  "import { test } from 'node:test';\nimport assert from 'node:assert';\ntest('own', () => assert.ok(process.pid));\n";
const older =
  "const { describe, test } = require('node:test');\ndescribe('a suite', () => { test('own', () => {}); });\n";

/** Runs Node's own runner over a suite with planted failures in it, as the sandbox does. */
const planted = async (
  path: string,
  { text, command }: { readonly text: string; readonly command: string },
) => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-canaries-'));
  try {
    const canaries = scriptCanariesFor(digest, { path, text, framework: 'node' });
    if (canaries === null) throw new Error('nothing was planted');
    for (const file of [{ path, text }, canaries]) {
      await mkdir(dirname(join(folder, file.path)), { recursive: true });
      await writeFile(join(folder, file.path), file.text);
    }
    const results = join(folder, 'results.xml');
    const NODE_OPTIONS = `--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=${results}`;
    const { exitCode = null } = await execa('sh', ['-c', command], {
      cwd: folder,
      env: { NODE_OPTIONS },
      reject: false,
    });
    const cases = parseJunit(await readFile(results, 'utf8').catch(() => ''));
    const execution = {
      command: [],
      ending: 'exited',
      exitCode,
      stdout: '',
      stderr: '',
      truncated: false,
      durationMs: 1,
      peakMemoryBytes: null,
    } as const;
    return {
      names: cases?.map(({ name }) => name),
      verdict: judgeCanaries(canaries, { execution, cases, framework: 'node' }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

test.each([
  ['in TypeScript', 'test/a.test.ts', modern, 'node --test "test/*.test.ts"', 'held'],
  ['in modules of before', 'test/a.test.cjs', older, 'node --test', 'held'],
  [
    'behind a command that ends well whatever its tests do',
    'test/a.test.ts',
    modern,
    'node --test || true',
    'tripped',
  ],
  ['in a command that names its files', 'test/a.test.ts', modern, 'node --test test/a.test.ts', 'not-run'],
])('planted failures %s', async (_, path, text, command, verdict) => {
  const found = await planted(path, { text, command });
  expect(found.names).toContain('own');
  expect(found.verdict).toBe(verdict);
});

test.each([
  ['vitest', "import { test } from 'vitest';", "import { assert, test } from 'vitest';"],
  ['jest', "const a = require('a');", "const assert = require('node:assert/strict');"],
] as const)('for %s they are written as its own tests are', (framework, text, head) => {
  const canaries = scriptCanariesFor(digest, { path: 'src/a.spec.tsx', text, framework });
  expect(canaries?.path).toMatch(/^src\/test_\w+\.spec\.tsx$/);
  expect(canaries?.text.split('\n')[0]).toBe(head);
});
