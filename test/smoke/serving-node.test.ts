import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { serve } from '../../harness/gather/serving.ts';
import type { Running } from '../../harness/gather/types.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { chooseCommands } from '../../harness/start/choose.ts';
import { openTurns } from '../../harness/turns.ts';
import { type Provisioning, provisioning } from '../environment/provisioning.ts';
import { engineOrSkip, openEngine, type TestEngine } from '../helpers/docker.ts';
import { fixtureFiles } from '../helpers/fixture-files.ts';
import { churnFolder } from '../helpers/reference.ts';
import { factsOf } from '../source/memory.ts';

const challenge = await loadChallenge(churnFolder);
const limits = limitsOf(challenge);
const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });

const inputOf = (files: Readonly<Record<string, string>>) => ({
  facts: factsOf(files),
  manifest: null,
  manifestPlace: null,
  read: (path: string) => files[path] ?? null,
  port: challenge.config.serving.port,
});

describe.skipIf(await engineOrSkip())('a service on Node without takehome.yaml', { timeout: 300_000 }, () => {
  let engine: TestEngine;
  let provision: Provisioning;
  beforeAll(async () => {
    engine = await openEngine();
    provision = provisioning(engine);
  });
  afterAll(async () => {
    await provision[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
  });

  /** Installs, chooses, starts and asks, as a grading does. */
  const served = async (files: Readonly<Record<string, string>>) => {
    const input = inputOf(files);
    const provisioned = await provision(input, { index: null });
    const { layer, image, env, evidence } = provisioned;
    const boxLimits = { ...limits, memoryBytes: 1024 ** 3 };
    await using sandbox = await engine.provider.open({ label: 'node', image, layer, env, limits: boxLimits });
    const own = Object.entries(files).map(([path, text]) => ({ path, text }));
    await sandbox.put([...own, ...provisioned.files]);
    const asked: Pick<
      Running,
      | 'facts'
      | 'sandbox'
      | 'commands'
      | 'challenge'
      | 'draw'
      | 'limits'
      | 'now'
      | 'signal'
      | 'waitingFor'
      | 'blockedBy'
      | 'turns'
    > = {
      facts: input.facts,
      sandbox,
      commands: chooseCommands(input),
      challenge,
      draw,
      limits,
      now: () => performance.now(),
      signal: AbortSignal.timeout(200_000),
      waitingFor: () => {},
      blockedBy: null,
      turns: openTurns(),
    };
    const answer = await serve(asked as Running);
    await answer.started?.server?.[Symbol.asyncDispose]();
    return { evidence, serving: answer.evidence };
  };

  test.each([
    ['express', 'npm run --silent start', []],
    [
      'fastify',
      'npm run --silent build && npm run --silent start',
      ['`npm run build` comes first: dist/server.js is not among the files'],
    ],
    ['hono', 'node src/server.ts', ['a file of this name that opens a port is taken to be the server']],
  ])('%s is installed, started and understood', async (name, shell, assumptions) => {
    const { evidence, serving } = await served(fixtureFiles(`serving/${name}`));
    expect(evidence).toMatchObject({
      runtime: { name: 'node', used: '24' },
      install: { outcome: 'ok', cause: null, line: null },
      loosened: [],
    });
    expect(serving.attempts[0]).toMatchObject({ command: { shell, assumptions, source: 'package.json' } });
    expect(serving).toMatchObject({
      served: 0,
      port: 8000,
      loopbackOnly: false,
      health: { reply: { status: 200 } },
      predict: { outcome: 'ok' },
      shape: { path: '/predict', replyKey: 'predictions', probabilityKey: 'probability' },
    });
  });
});
