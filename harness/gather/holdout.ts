import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { baselineProbabilities } from '../challenge/baseline.ts';
import type { Row } from '../challenge/types.ts';
import type { StageName } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import { standingOf } from '../metrics/standing.ts';
import type { Answered } from './behaviour.ts';
import { ask, kept } from './exchanges.ts';
import type { Predicting } from './serving.ts';
import { contractShape, requestFor, understand } from './shape.ts';
import type { Running } from './types.ts';

const resampleSeed = 20_250_101;
const maxUnusable = 5;
const repeatedRows = 20;
const enough = 0.99;
/** A slow service is a fact for the latency checks; here it must only not hold up a batch for ever. */
const budgetMs = 180_000;

/** Fisher-Yates from the submission's digest: an order that no candidate knows, and the same at each grading. */
const shuffled = (count: number, digest: string): number[] => {
  const generator = xoroshiro128plus(Number.parseInt(digest.slice(0, 8), 16) | 0);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = uniformInt(generator, 0, last);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
};

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );

type Answers = { readonly values: Map<number, number>; readonly unusable: HoldoutEvidence['unusable'] };

type Asking = { readonly running: Running; readonly predicting: Predicting; readonly rows: readonly Row[] };

const askBatch = async ({ running, predicting, rows }: Asking, batch: readonly number[]) => {
  const sent = batch.map((index) => rows[index] ?? {});
  const exchange = await ask(predicting, requestFor(predicting.shape, sent));
  const contract = contractShape(running.challenge.config);
  const understood = exchange.reply
    ? understand(exchange.reply, { rows: sent.length, contract })
    : { because: exchange.error ?? 'no reply' };
  return { exchange, understood };
};

const askAll = async (asking: Asking, order: readonly number[]): Promise<Answers> => {
  const { running, predicting, rows } = asking;
  const size = predicting.shape.request === 'single-object' ? 1 : running.challenge.config.holdout.batch;
  const values = new Map<number, number>();
  const unusable: HoldoutEvidence['unusable'][number][] = [];
  const deadline = running.now() + budgetMs;
  for (const batch of chunks(order, size)) {
    running.signal.throwIfAborted();
    if (running.now() > deadline) break;
    running.waitingFor(`predictions for unseen rows, ${values.size} of ${rows.length}`);
    const { exchange, understood } = await askBatch(asking, batch);
    if ('values' in understood) {
      for (const [place, index] of batch.entries()) values.set(index, understood.values[place] ?? 0);
    } else if (unusable.length < maxUnusable) {
      unusable.push({ exchange: kept(exchange), because: understood.because });
    }
  }
  return { values, unusable };
};

/** The same rows once more, in another order and another batch. */
const repeat = async (
  asking: Asking,
  { order, values }: { order: readonly number[]; values: Answers['values'] },
): Promise<boolean | null> => {
  const again = order
    .filter((index) => values.has(index))
    .slice(0, repeatedRows)
    .toReversed();
  const size = asking.predicting.shape.request === 'single-object' ? 1 : repeatedRows;
  let compared = 0;
  for (const batch of chunks(again, size)) {
    const { understood } = await askBatch(asking, batch);
    if (!('values' in understood)) continue;
    compared += batch.length;
    const agrees = batch.every(
      (index, place) => Math.abs((understood.values[place] ?? 0) - (values.get(index) ?? 0)) < 1e-6,
    );
    if (!agrees) return false;
  }
  return compared > 0 ? true : null;
};

const measured = ({
  draw,
  challenge,
}: Running): Pick<HoldoutEvidence, 'rows' | 'positives' | 'baseline' | 'baselines' | 'reference'> => {
  const { labels } = draw.holdout;
  const scored = { probabilities: baselineProbabilities(challenge, draw), labels };
  return {
    rows: labels.length,
    positives: labels.filter((label) => label === 1).length,
    baselines: [standingOf('baseline', { scored, seed: resampleSeed })],
    baseline: standingOf('baseline', { scored, seed: resampleSeed }),
    reference: challenge.reference,
  };
};

/** What is known without an endpoint, and which stage kept it from being asked. */
export const holdoutNotAsked = (running: Running, stage: StageName): HoldoutEvidence => ({
  ...measured(running),
  asked: 0,
  decision: null,
  periods: null,
  answered: 0,
  unusable: [],
  submission: null,
  notAsked: stage,
  distinctPredictions: 0,
  repeatedRowsAgree: null,
});

/** Sends every holdout row once, in a shuffled order. Labels stay in this process. */
export const gatherHoldout = async (running: Running, predicting: Predicting): Promise<Answered> => {
  const { rows, labels } = running.draw.holdout;
  const asking = { running, predicting, rows };
  const order = shuffled(rows.length, running.workspace.digest);
  const { values, unusable } = await askAll(asking, order);
  const answered = [...values.keys()].sort((a, b) => a - b);
  const scored = {
    probabilities: answered.map((index) => values.get(index) ?? 0),
    labels: answered.map((index) => labels[index] ?? 0),
  };
  const evidence: HoldoutEvidence = {
    ...measured(running),
    asked: order.length,
    answered: answered.length,
    unusable,
    submission:
      answered.length >= enough * rows.length
        ? standingOf('submission', { scored, seed: resampleSeed })
        : null,
    decision: null,
    periods: null,
    notAsked: null,
    distinctPredictions: new Set(values.values()).size,
    repeatedRowsAgree: await repeat(asking, { order, values }),
  };
  return { evidence, values };
};
