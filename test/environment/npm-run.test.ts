import { describe, expect, test } from 'vitest';
import { readIndexConfig } from '../../harness/environment/index-config.ts';
import { openNpm } from '../../harness/environment/npm-run.ts';
import type { Execution } from '../../harness/evidence/common.ts';
import type { Workshop } from '../../harness/sandbox/types.ts';

const ended = (exitCode: number | null, stderr = '', ending: Execution['ending'] = 'exited'): Execution => ({
  command: [],
  ending,
  exitCode,
  stdout: '',
  stderr,
  truncated: false,
  durationMs: 1,
  peakMemoryBytes: null,
});
const well = ended(0);
const failed = (code: string): Execution =>
  ended(1, `npm error code ${code}\nnpm error these are the words\nnpm error A complete log of this run`);

const index = readIndexConfig({ env: {}, home: '/nowhere', readFile: () => null });

/** A workshop in which npm ends as told, and in the last way for ever. */
const opened = async (ends: readonly Execution[], locked = false) => {
  let runs = 0;
  const workshop: Workshop = {
    path: '/layer',
    cache: '/cache',
    put: async () => '/given',
    run: async () => {
      const end = ends[Math.min(runs, ends.length - 1)] ?? well;
      runs += 1;
      return end;
    },
  };
  const signal = AbortSignal.timeout(60_000);
  const npm = await openNpm(workshop, { index, timeoutMs: 1_000, locked, signal });
  return { npm, runs: () => runs };
};

describe.concurrent('npm in a workshop', () => {
  test.each(['E404', 'ETARGET', 'ENOVERSIONS', 'ERESOLVE', 'EUSAGE', 'EBADPLATFORM', 'EALLOWGIT'])(
    '%s is told of the list, at once',
    async (code) => {
      const { npm, runs } = await opened([failed(code)]);
      expect(await npm.run(['ci'])).toEqual({
        code,
        because: 'these are the words',
        line: 'these are the words',
      });
      expect(runs()).toBe(1);
    },
  );

  test.each([
    ['ECONNRESET', failed('ECONNRESET')],
    ['ETRANSFERTIMEOUT', failed('ETRANSFERTIMEOUT')],
    ['E503', failed('E503')],
    ['a code that nobody has seen before', failed('EWHATEVER')],
    ['no code at all', ended(1, 'npm error Exit handler never called!')],
    ['nothing said', ended(1)],
    ['killed for memory', ended(137, '', 'out-of-memory')],
    ['a digest that the registry states', failed('EINTEGRITY')],
  ])('%s is nobody’s list: tried again, then a fault', async (_what, end) => {
    const { npm, runs } = await opened([end]);
    await expect(npm.run(['ci'])).rejects.toMatchObject({
      code: 'INDEX_UNREACHABLE',
      blame: 'environment',
    });
    expect(runs()).toBe(3);
  });

  test('a registry that comes back costs nothing', async () => {
    const { npm } = await opened([failed('ECONNRESET'), well]);
    expect(await npm.run(['ci'])).toBeNull();
  });

  test('what the list is told after a bad moment is told of the list', async () => {
    const { npm } = await opened([failed('ECONNRESET'), failed('ETARGET')]);
    expect(await npm.run(['ci'])).toMatchObject({ code: 'ETARGET' });
  });

  test('a digest that the candidate’s lock states is theirs', async () => {
    const { npm } = await opened([failed('EINTEGRITY')], true);
    expect(await npm.run(['ci'])).toMatchObject({ code: 'EINTEGRITY' });
  });

  test('a full disk is a fault of the machine', async () => {
    const { npm } = await opened([failed('ENOSPC')]);
    await expect(npm.run(['ci'])).rejects.toMatchObject({ code: 'HOST_DISK_LOW' });
  });
});
