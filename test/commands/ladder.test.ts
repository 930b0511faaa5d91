import { expect, test } from 'vitest';
import { differing } from '../../harness/commands/kept-dossier.ts';
import { inParallel, sideBySide } from '../../harness/commands/ladder.ts';
import { takehome } from '../helpers/cli.ts';

const gib = 2 ** 30;

test.each([
  [{ freeBytes: 24 * gib, cpus: 2 }, 2],
  [{ freeBytes: 24 * gib, cpus: 8 }, 7],
  [{ freeBytes: 6 * gib, cpus: 8 }, 1],
  [{ freeBytes: gib, cpus: 1 }, 1],
])('a machine with %j holds %i submissions of 2 GiB and one processor each', (machine, width) => {
  expect(sideBySide(machine, { memoryBytes: 2 * gib, cpus: 1 })).toBe(width);
});

test('runs so many at a time, and keeps the order', async () => {
  let running = 0;
  let most = 0;
  const work = async (item: number): Promise<number> => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5 - item));
    running -= 1;
    return item * 10;
  };
  expect(await inParallel([1, 2, 3, 4], { width: 2, work })).toEqual([10, 20, 30, 40]);
  expect(most).toBe(2);
});

test('names the parts of a key that changed', () => {
  const key = { commit: 'a', challenge: 'b', data: 'c', harness: 'd', sandbox: 'e', limits: 'f' };
  expect(differing(key, key)).toEqual([]);
  expect(differing({ ...key, harness: 'x', limits: 'y' }, key)).toEqual(['harness', 'limits']);
});

test('a reference that is not there is refused before anything runs', async () => {
  const { code, stderr } = await takehome(['challenge', 'validate', 'churn', '--only', 'strnog']);
  expect(code).toBe(2);
  expect(stderr).toContain('UNKNOWN_REFERENCE');
  expect(stderr).toContain('Did you mean "strong"?');
});
