import { expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { measureLatency } from '../../harness/gather/service-latency.ts';
import { type Measuring, rowsALongRequest, type Sides } from '../../harness/gather/service-sides.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import type { SeriesOrder, Server } from '../../harness/sandbox/types.ts';
import { churnFolder } from '../helpers/reference.ts';

const challenge = await loadChallenge(churnFolder);
const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });

/** A machine on which time passes with nothing but requests; `slowdown` is that of the nth series. */
type Machine = { readonly slowdown: (series: number) => number };
type Given = Machine & { readonly rowMs: number | null; readonly stubMs: number | null };

const machineOf = ({ slowdown, rowMs, stubMs }: Given) => {
  const asked: string[] = [];
  let clock = 0;
  const serverOf = (name: string, ms: number | null): Server => ({
    send: () => Promise.reject(new Error('not asked')),
    load: () => Promise.reject(new Error('not asked')),
    listening: async () => [],
    ended: new Promise(() => {}),
    log: async () => '',
    printed: async () => ({ stdout: '', stderr: '' }),
    peakMemoryBytes: async () => null,
    [Symbol.asyncDispose]: async () => {},
    series: async (_, { count, budgetMs, timeoutMs }: SeriesOrder) => {
      const took = ms === null ? timeoutMs : ms * slowdown(asked.length);
      asked.push(name);
      const requests = Math.max(1, Math.min(count, Math.floor(budgetMs / took)));
      clock += requests * took;
      return ms === null
        ? { durationsMs: [], failures: requests }
        : { durationsMs: Array.from({ length: requests }, () => took), failures: 0 };
    },
  });
  const running: Measuring = {
    challenge,
    draw,
    limits: limitsOf(challenge),
    openOurs: () => Promise.reject(new Error('not opened')),
    now: () => clock,
    signal: new AbortController().signal,
    waitingFor: () => {},
  };
  const stub = { server: serverOf('stub', stubMs), requests: [] };
  const sides: Sides = {
    running,
    submission: { server: serverOf('submission', rowMs), requests: [] },
    stub,
    longStub: stub,
  };
  return { sides, asked, elapsedMs: () => clock };
};

const steady = { slowdown: () => 1, rowMs: 24, stubMs: 16 };

test('the sides take turns, and take turns to begin', async () => {
  const { sides, asked } = machineOf(steady);
  await measureLatency(sides);
  const rounds = Array.from({ length: asked.length / 2 }, (_, place) =>
    asked.slice(2 * place, 2 * place + 2),
  );
  expect(rounds.length).toBeGreaterThan(20);
  for (const [place, round] of rounds.slice(1).entries())
    expect(round).toEqual(place % 2 === 0 ? ['submission', 'stub'] : ['stub', 'submission']);
});

test('the stub is told by the row', async () => {
  const latency = await measureLatency(machineOf(steady).sides);
  expect(latency?.stub.p50).toBeCloseTo(16 / rowsALongRequest, 9);
  expect(latency?.ratio.value).toBeCloseTo((24 * rowsALongRequest) / 16, 9);
});

test('both sides are asked as often, and no longer than a steady ratio takes', async () => {
  const { sides, elapsedMs } = machineOf({ ...steady, rowMs: 2 });
  const latency = await measureLatency(sides);
  expect(latency?.submission.requests).toBe(latency?.stub.requests);
  expect(elapsedMs()).toBeLessThan(4_000);
});

test('a machine whose speed changes from round to round does not move the ratio', async () => {
  const slowdown = (series: number) => 1 + (Math.floor(series / 2) % 7);
  const latency = await measureLatency(machineOf({ ...steady, slowdown }).sides);
  expect(latency?.ratio.value).toBeCloseTo(12, 9);
});

test('rounds go on where the ratio is not known well, and end in time', async () => {
  const slowdown = (series: number) => 1 + ((series * 7) % 11) / 10;
  const { sides, elapsedMs } = machineOf({ ...steady, slowdown });
  const latency = await measureLatency(sides);
  expect(latency?.rounds.length).toBeGreaterThan(24);
  expect(elapsedMs()).toBeLessThan(12_000);
});

test.each([
  ['half a second', 500, 15_000],
  ['four seconds', 4_000, 20_000],
])('a service that takes %s a row is measured in time', async (_, rowMs, atMostMs) => {
  const { sides, elapsedMs } = machineOf({ ...steady, rowMs });
  const latency = await measureLatency(sides);
  expect(latency?.submission.p50).toBe(rowMs);
  expect(elapsedMs()).toBeLessThan(atMostMs);
});

test('a service that answers nothing has no latency, and keeps nobody waiting for long', async () => {
  const { sides, elapsedMs } = machineOf({ ...steady, rowMs: null });
  await expect(measureLatency(sides)).resolves.toBeNull();
  expect(elapsedMs()).toBeLessThan(21_000);
});

test('a silent stub is our fault', async () => {
  await expect(measureLatency(machineOf({ ...steady, stubMs: null }).sides)).rejects.toMatchObject({
    code: 'SANDBOX_LOST',
  });
});
