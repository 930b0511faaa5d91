import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shape } from '../../harness/evidence/serving.ts';
import { gatherSigns } from '../../harness/gather/signs.ts';
import { engineOrSkip, openEngine, type TestEngine } from '../helpers/docker.ts';
import { serveFolder } from '../helpers/serve-folder.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/serving/${name}`, import.meta.url));

type Case = {
  readonly name: string;
  readonly starts: string;
  readonly port: number;
  readonly status: number;
  readonly misses: Shape['nearMisses'];
};

/** All but the last declare one list, so that one environment is built for them. */
const cases: readonly Case[] = [
  {
    name: 'flask',
    starts: 'flask run --host 0.0.0.0 --port 8000',
    port: 8000,
    status: 200,
    misses: ['path', 'request-key', 'reply-key', 'probability-key'],
  },
  {
    name: 'django',
    starts: 'python manage.py runserver 0.0.0.0:8000 --noreload',
    port: 8000,
    status: 200,
    misses: ['path'],
  },
  {
    name: 'litestar',
    starts: 'uvicorn main:app --host 0.0.0.0 --port 8000',
    port: 8000,
    status: 201,
    misses: [],
  },
  {
    name: 'http-server',
    starts: 'python server.py',
    port: 9090,
    status: 200,
    misses: ['bare-list', 'reply-bare-list', 'probability-bare'],
  },
];

describe.skipIf(await engineOrSkip())('a service without takehome.yaml', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine?.[Symbol.asyncDispose]());

  test.each(cases)('in $name is installed, started and understood', async ({ name, ...expected }) => {
    await using served = await serveFolder(engine, fixture(name));
    const { evidence, predicting, running } = served;
    const signs = predicting && (await gatherSigns(running, predicting));
    const { command } = evidence.attempts[evidence.served ?? 0] ?? {};
    expect({
      starts: command?.shell,
      port: evidence.port,
      status: evidence.example?.reply?.status,
      misses: evidence.shape?.nearMisses.toSorted(),
      predicted: evidence.predict.outcome,
      ownExample: evidence.ownExample,
      // Each of these frameworks writes a line of its own about every request, and none of them shows numbers.
      records: signs?.records.kind,
      pages: signs?.pages,
    }).toEqual({
      ...expected,
      misses: expected.misses.toSorted(),
      predicted: 'ok',
      ownExample: null,
      records: 'access-log',
      pages: [],
    });
  });
});
