import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, Exchange, Stage } from '../evidence/common.ts';
import type { Server } from '../sandbox/types.ts';
import { type Stop, stopFromLog, stopOf } from './cause.ts';
import { ask } from './exchanges.ts';
import { jsonRequest } from './shape.ts';
import { stageBlocked, stageFailed, stageOk } from './stages.ts';
import type { Running } from './types.ts';

/** One start: the stages it reached, and the server when it answers. */
export type Started = {
  readonly command: Command;
  readonly listen: Stage;
  readonly answer: Stage;
  readonly server: Server | null;
  readonly port: number | null;
  readonly loopbackOnly: boolean;
  readonly health: Exchange | null;
  readonly coldStartMs: number | null;
  readonly log: string;
};

const pollMs = 40;
/** A server that opens another port first may still open the expected one: so long it is waited for. */
const otherPortGraceMs = 2_000;
/** What the servers of the whole interrogation may take, for the dead-man switch; each request has its own limit. */
const serveBudgetMs = 15 * 60_000;

type Listening = { readonly kind: 'listening'; readonly port: number; readonly loopbackOnly: boolean };
type Waited = Listening | { readonly kind: 'stopped'; readonly stop: Stop };

const expectedPort = ({ challenge }: Running, command: Command): number =>
  command.port ?? challenge.config.serving.port;

const waitForPort = async (
  running: Running,
  { server, expected }: { server: Server; expected: number },
): Promise<Waited> => {
  const { now, limits, signal } = running;
  const deadline = now() + limits.readySeconds * 1000;
  const ended = server.ended.then((execution) => ({ ended: execution }) as const);
  let otherSince: number | null = null;
  while (now() < deadline) {
    signal.throwIfAborted();
    const open = await Promise.race([server.listening(), ended]);
    if ('ended' in open)
      return {
        kind: 'stopped',
        stop: stopOf(open.ended, { timeoutMs: serveBudgetMs, memoryBytes: limits.memoryBytes }),
      };
    const port =
      open.find((one) => one.port === expected) ??
      (otherSince !== null && now() - otherSince > otherPortGraceMs ? open[0] : undefined);
    if (port) return { kind: 'listening', ...port };
    if (open.length > 0) otherSince ??= now();
    await Promise.race([sleep(pollMs), ended]);
  }
  const { line } = stopFromLog(await server.log());
  return {
    kind: 'stopped',
    stop: { cause: { kind: 'timed-out', limitMs: limits.readySeconds * 1000 }, line },
  };
};

/** Any HTTP reply counts: that it is the right one is another stage. */
const waitForReply = async (running: Running, server: Server): Promise<Exchange> => {
  const { now, limits, challenge, signal } = running;
  const deadline = now() + limits.readySeconds * 1000;
  const request = jsonRequest({ method: 'GET', path: challenge.config.serving.health, body: null });
  for (;;) {
    signal.throwIfAborted();
    const exchange = await ask({ server, limits }, request);
    if (exchange.reply || now() > deadline) return exchange;
    const over = await Promise.race([server.ended.then(() => true), sleep(pollMs).then(() => false)]);
    if (over) return exchange;
  }
};

const failed = async (
  command: Command,
  { server, listen }: { server: Server; listen: Stage },
): Promise<Started> => {
  const log = await server.log();
  await server[Symbol.asyncDispose]();
  const answer = stageBlocked('answer', 'listen');
  return {
    command,
    listen,
    answer,
    server: null,
    port: null,
    loopbackOnly: false,
    health: null,
    coldStartMs: null,
    log,
  };
};

/** Starts one command and waits until something answers HTTP, or until it is clear that nothing will. */
export const startServer = async (running: Running, command: Command): Promise<Started> => {
  const { sandbox, now } = running;
  const expected = expectedPort(running, command);
  const { shell, workdir } = command;
  const env = { PORT: String(expected), ...command.env };
  const began = now();
  const server = await sandbox.serve({ shell, workdir, env, timeoutMs: serveBudgetMs, purpose: 'serve' });
  running.waitingFor(`a server on port ${expected}: ${shell}`);
  const waited = await waitForPort(running, { server, expected });
  const listenMs = now() - began;
  if (waited.kind === 'stopped') {
    return failed(command, {
      server,
      listen: stageFailed('listen', { ...waited.stop, durationMs: listenMs }),
    });
  }
  const health = await waitForReply(running, server);
  const measured = { durationMs: now() - began - listenMs, peakMemoryBytes: await server.peakMemoryBytes() };
  const { port, loopbackOnly } = waited;
  const silent = {
    cause: { kind: 'silent-port', port },
    line: stopFromLog(await server.log()).line,
  } as const;
  const answer = health.reply
    ? stageOk('answer', measured)
    : stageFailed('answer', { ...silent, ...measured });
  return {
    command,
    listen: stageOk('listen', { durationMs: listenMs }),
    answer,
    server,
    port,
    loopbackOnly,
    health,
    coldStartMs: health.reply ? now() - began : null,
    log: await server.log(),
  };
};
