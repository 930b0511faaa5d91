import { describe, expect, it } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Row } from '../../harness/challenge/types.ts';
import { type Asking, askAll } from '../../harness/gather/holdout-asking.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { serverOf } from '../helpers/answering.ts';
import { churnFolder } from '../helpers/reference.ts';

const challenge = await loadChallenge(churnFolder);
const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });
const { rows } = draw.holdout;
const everybody = rows.map((_, row) => row);

/** Asks all rows of a service that takes so long for each, on a clock of its own; a request over its limit is not answered. */
const ask = async (msARow: number, breaks: (row: Row) => boolean = () => false) => {
  let clock = 0;
  const limits = limitsOf(challenge);
  const server = serverOf((sent) => {
    if (sent.some(breaks)) throw new Error('one row too many');
    return sent.map(() => 0.25);
  });
  const send: typeof server.send = async (request, order) => {
    const count = JSON.parse(request.body ?? '').instances.length;
    const took = count * msARow;
    clock += Math.min(took, order.timeoutMs);
    if (took > order.timeoutMs)
      return { request, reply: null, error: 'timed-out', durationMs: order.timeoutMs };
    return { ...(await server.send(request, order)), durationMs: took };
  };
  const running: Asking['running'] = {
    challenge,
    draw,
    workspace: { digest: 'c0ffee'.repeat(10) },
    now: () => clock,
    signal: new AbortController().signal,
    waitingFor: () => {},
  };
  const shape = contractShape(challenge.config);
  const predicting = { server: { ...server, send }, limits, shape, goodRows: rows.slice(0, 1) };
  const answers = await askAll({ running, predicting, rows, least: 198 }, everybody);
  return { ...answers, seconds: clock / 1000 };
};

describe('asking for unseen rows', () => {
  it('has an answer to every row from a service that is quick', async () => {
    const { values, asked, seconds } = await ask(2);
    expect([values.size, asked]).toEqual([1000, 1000]);
    expect(seconds).toBe(2);
  });

  it('goes on in tenths where a batch takes too long, until the time is over', async () => {
    const { values, asked, seconds } = await ask(400);
    expect(values.size).toBeGreaterThanOrEqual(198);
    expect(values.size).toBe(asked);
    expect(seconds).toBeLessThan(125);
  });

  it('ends early where the time will not reach for enough answers', async () => {
    const { values, seconds } = await ask(1500);
    expect(values.size).toBeLessThan(198);
    expect(seconds).toBeLessThan(45);
  });

  it('loses only the rows that break a batch, and shows none of them', async () => {
    const broken = new Set(rows.slice(0, 7).map(({ customer_id }) => customer_id));
    const { values, unusable } = await ask(2, ({ customer_id }) => broken.has(customer_id ?? null));
    expect(values.size).toBe(993);
    expect(unusable).toHaveLength(5);
    for (const id of broken) expect(JSON.stringify(unusable)).not.toContain(String(id));
  });
});
