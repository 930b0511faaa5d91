import type { Row } from '../challenge/types.ts';
import type { Stage } from '../evidence/common.ts';
import type { ServingEvidence, Shape } from '../evidence/serving.ts';
import { textReader } from '../workspace/text.ts';
import { askExamples, operationsOf } from './ask-examples.ts';
import { type Discovery, discover } from './discover.ts';
import { routesIn } from './example-code.ts';
import { type Endpoint, kept } from './exchanges.ts';
import type { Operation } from './openapi.ts';
import { contractShape } from './shape.ts';
import { stageBlocked, stageFailed, stageOk } from './stages.ts';
import { type Started, startServer } from './start.ts';
import type { Running } from './types.ts';

/** An endpoint that predicts: what the probes after this one speak to. */
export type Predicting = Endpoint & { readonly shape: Shape; readonly goodRows: readonly Row[] };

export type Served = {
  readonly evidence: ServingEvidence;
  readonly predicting: Predicting | null;
  readonly started: Started | null;
};

const logCharacters = 8_192;
const maxAttempts = 6;

/** Rows of the public data that defects struck least: a good request must not depend on cleaning. */
export const goodRowsOf = ({ draw, challenge }: Pick<Running, 'draw' | 'challenge'>): readonly Row[] => {
  const identifier = challenge.config.columns.find((column) => column.role === 'identifier')?.name;
  const target = challenge.config.columns.find((column) => column.role === 'target')?.name;
  const strikes = new Map<string, number>();
  for (const { row } of draw.ledger) strikes.set(row, (strikes.get(row) ?? 0) + 1);
  const struck = (row: Row): number => (identifier && strikes.get(String(row[identifier]))) || 0;
  const chosen = draw.train.toSorted((one, other) => struck(one) - struck(other)).slice(0, 2);
  return chosen.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== target)));
};

const attemptOf = (started: Started): ServingEvidence['attempts'][number] => ({
  command: started.command,
  stage: started.answer.outcome === 'blocked' ? started.listen : started.answer,
  log: started.log.slice(-logCharacters),
});

/** Starts are tried in order until one answers; a start that answers nothing is stopped before the next. */
const startAny = async (
  running: Running,
): Promise<{ readonly tried: readonly Started[]; readonly served: Started | null }> => {
  const tried: Started[] = [];
  for (const command of running.commands.serve.slice(0, maxAttempts)) {
    const started = await startServer(running, command);
    tried.push(started);
    if (started.server && started.answer.outcome === 'ok') return { tried, served: started };
    await started.server?.[Symbol.asyncDispose]();
  }
  return { tried, served: null };
};

/** What the submission itself shows is asked only where the challenge's rows are not answered. */
const ownExample = async (
  running: Running,
  { endpoint, operations }: { readonly endpoint: Endpoint; readonly operations: readonly Operation[] },
): Promise<ServingEvidence['ownExample']> => {
  running.waitingFor('an answer to an example of its own');
  const { facts, workspace } = running;
  const { exchange, from, predicted } = await askExamples(endpoint, {
    facts,
    read: textReader(workspace),
    operations,
  });
  return exchange && from ? { from, exchange: kept(exchange), predicted } : null;
};

const nothing = {
  served: null,
  port: null,
  loopbackOnly: false,
  health: null,
  shape: null,
  example: null,
  ownExample: null,
  openapi: false,
  coldStartMs: null,
  aliveAtEnd: false,
} as const;

const notServed = (running: Running, tried: readonly Started[]): ServingEvidence => {
  const first = tried[0];
  const none = stageFailed('listen', { cause: { kind: 'no-command' }, line: null, durationMs: 0 });
  const listen = running.blockedBy ? stageBlocked('listen', running.blockedBy) : (first?.listen ?? none);
  const answer = first && listen.outcome === 'ok' ? first.answer : stageBlocked('answer', 'listen');
  const by = listen.outcome === 'ok' ? 'answer' : 'listen';
  return { ...nothing, attempts: tried.map(attemptOf), listen, answer, predict: stageBlocked('predict', by) };
};

const predictStage = (discovery: Discovery, durationMs: number): Stage =>
  discovery.found
    ? stageOk('predict', { durationMs })
    : stageFailed('predict', {
        cause: discovery.cause,
        line: discovery.example?.reply?.body.slice(0, 300) ?? null,
        durationMs,
      });

/** Starts the service, finds out how to ask it, and leaves it running for the probes that follow. */
export const serve = async (running: Running): Promise<Served> => {
  if (running.blockedBy) return { evidence: notServed(running, []), predicting: null, started: null };
  const { tried, served } = await startAny(running);
  if (!served?.server) return { evidence: notServed(running, tried), predicting: null, started: null };
  const endpoint = { server: served.server, limits: running.limits };
  const goodRows = goodRowsOf(running);
  running.waitingFor('a first prediction');
  const began = running.now();
  const operations = await operationsOf(endpoint);
  const contract = contractShape(running.challenge.config);
  const routes = routesIn(running.facts);
  const discovery = await discover({ endpoint, contract, rows: goodRows, operations, routes });
  const predict = predictStage(discovery, running.now() - began);
  const evidence: ServingEvidence = {
    attempts: tried.map(attemptOf),
    served: tried.length - 1,
    listen: served.listen,
    answer: served.answer,
    predict,
    port: served.port,
    loopbackOnly: served.loopbackOnly,
    health: served.health && kept(served.health),
    shape: discovery.found ? discovery.shape : null,
    example: discovery.example && kept(discovery.example),
    ownExample: discovery.found ? null : await ownExample(running, { endpoint, operations }),
    openapi: operations.length > 0,
    coldStartMs: served.coldStartMs,
    aliveAtEnd: false,
  };
  return {
    evidence,
    predicting: discovery.found ? { ...endpoint, shape: discovery.shape, goodRows } : null,
    started: served,
  };
};
