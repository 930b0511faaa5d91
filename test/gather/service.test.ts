import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServiceEvidence } from '../../harness/evidence/service.ts';
import { gatherService } from '../../harness/gather/service.ts';
import { engineOrSkip, leftovers, openEngine, type TestEngine } from '../helpers/docker.ts';
import { predictingProgram, servePython } from '../helpers/service.ts';

describe.skipIf(await engineOrSkip())('the evidence of a service', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(async () => {
    const left = engine && (await leftovers(engine));
    await engine?.[Symbol.asyncDispose]();
    expect(left).toEqual([]);
  });

  const measured = async (work: string): Promise<ServiceEvidence> => {
    await using served = await servePython(engine, predictingProgram(work));
    const { running, predicting } = served;
    return await gatherService(running, { predicting, coldStartMs: 900 });
  };
  const connectionsOf = ({ throughput }: ServiceEvidence) =>
    throughput.map(({ submission }) => submission.connections);

  test.concurrent('of one that answers at once has every part, and the stub beside it', async () => {
    const evidence = await measured('pass');
    const { latency, throughput, overload, memory, coldStart } = evidence;
    expect(evidence.notAsked).toBeNull();
    expect(coldStart).toMatchObject({ submissionMs: 900, stubMs: expect.any(Number) });
    expect(latency?.rounds.length).toBeGreaterThan(0);
    expect(latency?.submission).toMatchObject({ failures: 0 });
    expect(latency?.stub).toMatchObject({ failures: 0 });
    expect(latency?.ratio.low).toBeLessThanOrEqual(latency?.ratio.value ?? 0);
    expect(latency?.ratio.value).toBeLessThanOrEqual(latency?.ratio.high ?? 0);
    expect(connectionsOf(evidence)).toEqual([1, 4, 16]);
    for (const { submission, stub } of throughput) {
      expect(submission).toMatchObject({ failed: 0, refused: 0, connections: stub.connections });
      expect(submission.perSecond).toBeGreaterThan(0);
      expect(stub.perSecond).toBeGreaterThan(0);
    }
    expect(overload).toMatchObject({ alive: true, healthyAfterMs: expect.any(Number) });
    expect(overload?.load.connections).toBe(128);
    expect(memory.peakBytes).toBeGreaterThanOrEqual(memory.beforeLoadBytes ?? Number.POSITIVE_INFINITY);
    expect(memory.peakBytes).toBeLessThan(memory.limitBytes);
  });

  test.concurrent('of a slow one holds few requests and a large ratio', async () => {
    const { latency, overload } = await measured('time.sleep(0.7)');
    expect(latency?.submission.requests).toBeLessThan(20);
    expect(latency?.submission.p50).toBeGreaterThan(700);
    expect(latency?.ratio.value).toBeGreaterThan(10);
    expect(overload).toMatchObject({ alive: true, healthyAfterMs: expect.any(Number) });
  });

  test.concurrent('of one that dies under load tells that it was not running afterwards', async () => {
    const evidence = await measured('here > 40 and os._exit(3); time.sleep(0.02)');
    expect(evidence.latency?.submission.failures).toBe(0);
    expect(connectionsOf(evidence)).toEqual([1, 4, 16]);
    expect(evidence.throughput.at(-1)?.submission.answered).toBeGreaterThan(0);
    expect(evidence.overload).toMatchObject({ alive: false, healthyAfterMs: null });
    expect(evidence.overload?.load.unanswered).toBeGreaterThan(0);
  });

  test.concurrent('of one that dies at a row holds that nothing was answered', async () => {
    const evidence = await measured('os._exit(3)');
    expect(evidence.latency).toBeNull();
    expect(connectionsOf(evidence)).toEqual([1, 4, 16]);
    expect(evidence.throughput.map(({ submission }) => submission.answered)).toEqual([0, 0, 0]);
    expect(evidence.overload).toMatchObject({ alive: false, healthyAfterMs: null, load: { answered: 0 } });
  });

  test.concurrent('of one that refuses what is too much tells refusals from failures', async () => {
    const evidence = await measured('time.sleep(0.02)\n        if here > 8: return 503, {"error": "busy"}');
    expect(evidence.latency?.submission.failures).toBe(0);
    expect(evidence.overload).toMatchObject({ alive: true, healthyAfterMs: expect.any(Number) });
    expect(evidence.overload?.load.refused).toBeGreaterThan(0);
    expect(evidence.overload?.load.failed).toBe(0);
  });

  test.concurrent('of one that errs at once has no latency to be proud of', async () => {
    const { latency, throughput, overload } = await measured('return 500, {"error": "oops"}');
    expect(latency).toBeNull();
    expect(throughput[0]?.submission).toMatchObject({ answered: 0, refused: 0, perSecond: 0 });
    expect(throughput[0]?.submission.failed).toBeGreaterThan(0);
    expect(overload).toMatchObject({ alive: true, healthyAfterMs: null });
  });
});
