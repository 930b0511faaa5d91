import type { Row } from '../challenge/types.ts';
import type { Exchange } from '../evidence/common.ts';
import { chunks } from './behaviour-choose.ts';
import type { Situation, Spoken } from './behaviour-situation.ts';
import { concealed } from './concealed.ts';
import { ask } from './exchanges.ts';
import { contractShape, requestFor } from './shape.ts';
import { understand } from './understand.ts';

/** One request and what was understood of its reply: a probability a row, or null. */
export type Sent = { readonly exchange: Exchange; readonly values: readonly number[] | null };

/** What one row got, and in which request. */
export type Answer = { readonly value: number | null; readonly exchange: Exchange; readonly alone: boolean };

/** Asks within a budget and keeps count. Nothing that the service does makes it reject. */
export type Asker = {
  /** Rows that one request may hold. */
  readonly most: number;
  /** Rows that can be asked in a share of what is left of the budget, at the pace of the quickest answer so far. */
  affordable(share: number): number;
  /** Null once the budget is used up. */
  send(rows: readonly Row[]): Promise<Sent | null>;
  /** One answer a row, null where the budget ended; a batch without a usable answer is asked again row by row. */
  each(rows: readonly Row[]): Promise<readonly (Answer | null)[]>;
  counted(): { readonly requests: number; readonly durationMs: number };
};

/**
 * Milliseconds for all pairs, at the pace that the service has shown. A quick one needs two or three seconds; one that takes half
 * a second a row is asked two pairs about most defects.
 */
const budgetMs = 45_000;
/** What a quick service may take on a machine that others use too: what it is asked must not hang on them. */
const crowdedMs = 90_000;

type Count = { readonly began: number; requests: number; rows: number; spentMs: number; paceMs: number };

type Asking = {
  readonly running: Situation;
  readonly predicting: Spoken;
  /** Whether the rows are hidden ones, which no evidence may show. */
  readonly hidden: boolean;
};

const sender = ({ running, predicting, hidden }: Asking, count: Count) => {
  const { config } = running.challenge;
  const contract = contractShape(config);
  const { shape } = predicting;
  return async (rows: readonly Row[]): Promise<Sent> => {
    const exchange = await ask(predicting, requestFor(shape, rows));
    count.requests += 1;
    count.rows += rows.length;
    count.spentMs += exchange.durationMs;
    const understood = exchange.reply && understand(exchange.reply, { rows: rows.length, contract });
    const values = understood && 'values' in understood ? understood.values : null;
    if (values) count.paceMs = Math.min(count.paceMs, exchange.durationMs / rows.length);
    return { exchange: hidden ? concealed(exchange, { rows, shape, config }) : exchange, values };
  };
};

const answersOf = ({ exchange, values }: Sent, rows: readonly Row[]): readonly Answer[] =>
  rows.map((_, place) => ({ value: values?.[place] ?? null, exchange, alone: rows.length === 1 }));

const askerOf = (asking: Asking, count: Count): Asker => {
  const { running, predicting } = asking;
  const sendNow = sender(asking, count);
  const average = (): number => count.spentMs / Math.max(1, count.rows);
  const pace = (): number => Math.min(count.paceMs, average());
  const passed = (): number => running.now() - count.began;
  const left = (): number => budgetMs - Math.min(passed(), count.rows * pace());
  const most = predicting.shape.request === 'single-object' ? 1 : running.challenge.config.holdout.batch;
  const send = async (rows: readonly Row[]): Promise<Sent | null> => {
    running.signal.throwIfAborted();
    return left() > 0 && passed() < crowdedMs ? sendNow(rows) : null;
  };
  const together = async (rows: readonly Row[]): Promise<readonly (Answer | null)[]> => {
    const sent = await send(rows);
    if (sent === null) return rows.map(() => null);
    if (sent.values || rows.length === 1) return answersOf(sent, rows);
    return oneByOne(rows);
  };
  const oneByOne = async (rows: readonly Row[]): Promise<readonly (Answer | null)[]> => {
    const answers: (Answer | null)[] = [];
    for (const row of rows) answers.push(...(await together([row])));
    return answers;
  };
  return {
    most,
    affordable: (share) => Math.floor((left() * share) / Math.max(1, pace())),
    send,
    each: async (rows) => {
      const answers: (Answer | null)[] = [];
      for (const batch of chunks(rows, most)) answers.push(...(await together(batch)));
      return answers;
    },
    counted: () => ({ requests: count.requests, durationMs: running.now() - count.began }),
  };
};

/** Two that share one budget: for rows that the candidate has, and for hidden ones. */
export type Askers = { readonly open: Asker; readonly discreet: Asker };

export const askersOf = (running: Situation, predicting: Spoken): Askers => {
  const count: Count = {
    began: running.now(),
    requests: 0,
    rows: 0,
    spentMs: 0,
    paceMs: Number.POSITIVE_INFINITY,
  };
  return {
    open: askerOf({ running, predicting, hidden: false }, count),
    discreet: askerOf({ running, predicting, hidden: true }, count),
  };
};
