import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Row } from '../challenge/types.ts';
import type { Exchange } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import { chunks, type Dice, shuffled } from './behaviour-choose.ts';
import type { Situation } from './behaviour-situation.ts';
import { concealed } from './concealed.ts';
import { ask, kept } from './exchanges.ts';
import type { Predicting } from './serving.ts';
import { contractShape, requestFor } from './shape.ts';
import { understand } from './understand.ts';

const maxUnusable = 5;
/** A slow service is a fact for the checks on speed; here it must only not hold up a batch for ever. */
const budgetMs = 120_000;
/** Milliseconds of answering after which it is known what a service needs for a row. */
const triedMs = 10_000;

/** Rows in an order from the submission's digest, that no candidate knows, and the same at each grading. */
export const drawnOrder = (count: number, digest: string): readonly number[] => {
  const generator = xoroshiro128plus(Number.parseInt(digest.slice(0, 8), 16) | 0);
  const dice: Dice = (low, high) => uniformInt(generator, low, high);
  return shuffled(
    Array.from({ length: count }, (_, index) => index),
    dice,
  );
};

export type Asking = {
  readonly running: Situation;
  readonly predicting: Predicting;
  readonly rows: readonly Row[];
  /** Answers without which nothing can be said: where the time does not reach for them, it is not used up. */
  readonly least: number;
};

/** By row, what was answered. `asked` counts the rows that were sent. */
export type Answers = {
  readonly asked: number;
  readonly values: ReadonlyMap<number, number>;
  readonly decisions: ReadonlyMap<number, boolean>;
  readonly unusable: HoldoutEvidence['unusable'];
};

export const askBatch = async ({ running, predicting, rows }: Asking, batch: readonly number[]) => {
  const sent = batch.map((index) => rows[index] ?? {});
  const exchange = await ask(predicting, requestFor(predicting.shape, sent));
  const contract = contractShape(running.challenge.config);
  const understood = exchange.reply
    ? understand(exchange.reply, { rows: sent.length, contract })
    : { because: exchange.error ?? 'no reply' };
  return { exchange, understood };
};

const withoutRows = (
  { running, predicting, rows }: Asking,
  { exchange, batch }: { readonly exchange: Exchange; readonly batch: readonly number[] },
): Exchange => {
  const sent = batch.map((index) => rows[index] ?? {});
  return kept(concealed(exchange, { rows: sent, shape: predicting.shape, config: running.challenge.config }));
};

const largestBatch = ({ running, predicting }: Asking): number =>
  predicting.shape.request === 'single-object' ? 1 : running.challenge.config.holdout.batch;

const tenth = (size: number): number => Math.max(1, Math.floor(size / 10));

/**
 * Sends the rows in the order given, in batches as the contract has them. A batch that is not answered is sent again in
 * tenths, because one row that breaks it says nothing of the others; where time is what it lacks, so are all after it. Ends when
 * a budget of two minutes is over, or when it is clear that it will not reach for `least` answers.
 */
export const askAll = async (asking: Asking, order: readonly number[]): Promise<Answers> => {
  const { running } = asking;
  const values = new Map<number, number>();
  const decisions = new Map<number, boolean>();
  const unusable: HoldoutEvidence['unusable'][number][] = [];
  const began = running.now();
  let answeringMs = 0;
  const isOver = (): boolean => {
    const left = budgetMs - (running.now() - began);
    const toCome = answeringMs > triedMs ? (left * values.size) / answeringMs : Number.POSITIVE_INFINITY;
    return left <= 0 || values.size + toCome < asking.least;
  };
  let queue = [...chunks(order, largestBatch(asking))];
  let asked = 0;
  for (let batch = queue.shift(); batch && !isOver(); batch = queue.shift()) {
    running.signal.throwIfAborted();
    running.waitingFor(`predictions for unseen rows, ${values.size} of ${order.length}`);
    const { exchange, understood } = await askBatch(asking, batch);
    if ('values' in understood) {
      answeringMs += exchange.durationMs;
      asked += batch.length;
      for (const [place, index] of batch.entries()) {
        values.set(index, understood.values[place] ?? 0);
        const decision = understood.decisions?.values[place];
        if (decision !== undefined) decisions.set(index, decision);
      }
    } else if (batch.length > 1) {
      const size = tenth(batch.length);
      const slow = exchange.error === 'timed-out';
      queue = [...(slow ? chunks([...batch, ...queue.flat()], size) : [...chunks(batch, size), ...queue])];
    } else {
      asked += 1;
      if (unusable.length < maxUnusable)
        unusable.push({ exchange: withoutRows(asking, { exchange, batch }), because: understood.because });
    }
  }
  return { asked, values, decisions, unusable };
};
