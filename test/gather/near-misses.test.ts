import { beforeAll, describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Challenge, Draw } from '../../harness/challenge/types.ts';
import { servingAnswersPredictions } from '../../harness/checks/serving-answers-predictions.ts';
import { servingFollowsTheContract } from '../../harness/checks/serving-follows-the-contract.ts';
import type { HoldoutEvidence } from '../../harness/evidence/holdout.ts';
import type { Situation } from '../../harness/gather/behaviour-situation.ts';
import { type Discovery, discover } from '../../harness/gather/discover.ts';
import { gatherHoldout } from '../../harness/gather/holdout.ts';
import type { Operation } from '../../harness/gather/openapi.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { judge } from '../../harness/judge.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { serving } from '../helpers/evidence/serving.ts';
import { dossierOf, strongEvidence } from '../helpers/evidence.ts';
import { serveInProcess } from '../helpers/in-process.ts';
import { churnFolder } from '../helpers/reference.ts';
import { cases, handlerOf, type Near } from './near-services.ts';

describe('a near miss of the contract', () => {
  let challenge: Challenge;
  let draw: Draw;
  let exact: HoldoutEvidence;

  const situation = (): Situation => ({
    challenge,
    draw,
    workspace: { digest: 'a'.repeat(64) },
    signal: new AbortController().signal,
    now: () => performance.now(),
    waitingFor: () => {},
  });

  const asked = async (
    near: Near,
    operations: readonly Operation[] = [],
  ): Promise<{ readonly discovery: Discovery; readonly holdout: HoldoutEvidence | null }> => {
    await using server = await serveInProcess(handlerOf(near));
    const endpoint = { server, limits: limitsOf(challenge) };
    const contract = contractShape(challenge.config);
    const rows = draw.train.slice(0, 2).map(({ churned, ...row }) => row);
    const discovery = await discover({ endpoint, contract, rows, operations, routes: [] });
    if (!discovery.found) return { discovery, holdout: null };
    const predicting = { ...endpoint, shape: discovery.shape, goodRows: rows };
    return { discovery, holdout: (await gatherHoldout(situation(), predicting)).evidence };
  };

  const judged = ({ discovery }: { readonly discovery: Discovery }): readonly number[] => {
    const { example } = discovery;
    const shape = discovery.found ? discovery.shape : null;
    const dossier = dossierOf(strongEvidence({ serving: serving({ shape, example }) }));
    return judge(dossier, [servingAnswersPredictions, servingFollowsTheContract]).map(({ verdict }) =>
      verdict.kind === 'scored' ? verdict.score : Number.NaN,
    );
  };

  beforeAll(async () => {
    const loaded = await loadChallenge(churnFolder);
    challenge = loaded;
    const whole = loaded.generate({ version: loaded.config.version, candidate: 'near' });
    const { rows, labels } = whole.holdout;
    draw = {
      ...whole,
      holdout: { ...whole.holdout, rows: rows.slice(0, 300), labels: labels.slice(0, 300) },
    };
    const { discovery, holdout } = await asked({});
    if (!holdout) throw new Error('the contract itself was not understood');
    exact = holdout;
    expect(discovery.found && discovery.shape.nearMisses).toEqual([]);
    expect(judged({ discovery })).toEqual([1, 1]);
  });

  test.each(cases)(
    '$name is understood, and costs only the contract',
    async ({ misses, operations, ...near }) => {
      const { discovery, holdout } = await asked(near, operations);
      expect(discovery.found && discovery.shape.nearMisses).toEqual(misses);
      const [answers, contract] = judged({ discovery });
      expect(answers).toBe(1);
      expect(contract).toBeCloseTo(Math.max(0, 1 - 0.25 * misses.length), 6);
      expect({ ...holdout, decision: null }).toEqual({ ...exact, decision: null });
    },
  );

  test.each([
    [
      'percentages',
      (values: readonly number[]) => values.map((value) => ({ probability: value * 100 + 2 })),
      /over 1/,
    ],
    [
      'numbers of money',
      (values: readonly number[]) => values.map((value) => ({ prediction: value * 1e5 + 2 })),
      /over 1/,
    ],
    [
      'words that are no classes',
      (values: readonly number[]) => values.map(() => ({ prediction: 'maybe' })),
      /no number from 0 to 1/,
    ],
  ])('%s are not guessed at, and it is said', async (_, items, because) => {
    const { discovery } = await asked({ reply: (values) => ({ predictions: items(values) }) });
    expect(discovery).toMatchObject({
      found: false,
      cause: { kind: 'bad-reply', status: 200, because: expect.stringMatching(because) },
    });
  });

  test('a token that only a browser has is named as what is asked for', async () => {
    await using server = await serveInProcess(() => ({
      status: 403,
      body: 'CSRF verification failed. Request aborted.',
    }));
    const limits = limitsOf(challenge);
    const contract = contractShape(challenge.config);
    const rows = draw.train.slice(0, 2);
    const discovery = await discover({
      endpoint: { server, limits },
      contract,
      rows,
      operations: [],
      routes: [],
    });
    expect(discovery).toMatchObject({ cause: { because: expect.stringContaining('CSRF token') } });
  });
});
