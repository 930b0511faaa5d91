import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../challenge/types.ts';
import { FaultError } from '../errors.ts';
import type { HttpRequest } from '../evidence/common.ts';
import type { Server } from '../sandbox/types.ts';
import type { Measuring } from './service-sides.ts';
import { contractShape, jsonRequest, requestFor } from './shape.ts';

/** Our own service, in a sandbox of its own: the submission cannot reach it. */
export type Stub = AsyncDisposable & {
  readonly server: Server;
  readonly startMs: number;
  readonly requestsFor: (batches: readonly (readonly Row[])[]) => readonly HttpRequest[];
};

const readyMs = 30_000;
const pollMs = 10;
/** It outlives every measurement; its sandbox ends it. */
const serveMs = 10 * 60_000;

const untilReady = async (running: Measuring, server: Server): Promise<void> => {
  const deadline = running.now() + readyMs;
  const health = jsonRequest({ method: 'GET', path: '/', body: null });
  while (running.now() < deadline) {
    running.signal.throwIfAborted();
    const { reply } = await server.send(health, { timeoutMs: 1_000, maxBytes: 1_000 });
    if (reply) return;
    await sleep(pollMs);
  }
  throw new FaultError({
    code: 'SANDBOX_LOST',
    blame: 'environment',
    message: `The reference stub did not answer within ${readyMs / 1000} s.`,
  });
};

/** Starts the stub. Rejects with FaultError when it does not answer. */
export const openStub = async (running: Measuring): Promise<Stub> => {
  const { config } = running.challenge;
  const { requestKey, replyKey, probabilityKey, port } = config.serving;
  await using undo = new AsyncDisposableStack();
  const sandbox = undo.use(await running.openOurs('stub'));
  await sandbox.put([{ path: 'stub.py', text: await readFile(new URL('stub.py', import.meta.url), 'utf8') }]);
  const began = running.now();
  const server = undo.use(
    await sandbox.serve({
      shell: 'python3 -I stub.py',
      workdir: '.',
      env: { PORT: String(port), CONTRACT: [requestKey, replyKey, probabilityKey].join(',') },
      timeoutMs: serveMs,
      purpose: 'stub',
    }),
  );
  await untilReady(running, server);
  const startMs = running.now() - began;
  const shape = contractShape(config);
  const resources = undo.move();
  return {
    server,
    startMs,
    requestsFor: (batches) => batches.map((rows) => requestFor(shape, rows)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
};
