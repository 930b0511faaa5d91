import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { sendLocally } from '../../harness/sandbox/local/http.ts';
import type { Server } from '../../harness/sandbox/types.ts';

export type Answer = { readonly status?: number; readonly body: unknown };
export type Handler = (request: {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}) => Answer;

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

const answerOf = async (handler: Handler, request: IncomingMessage): Promise<Answer> => {
  const { method = 'GET', url: path = '/' } = request;
  return handler({ method, path, body: parsed(await text(request)) });
};

/** A service in this process, spoken to over real HTTP through the interface of a sandbox's server. */
export const serveInProcess = async (handler: Handler): Promise<Server> => {
  const server = createServer(async (request, response) => {
    const { status = 200, body } = await answerOf(handler, request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const now = (): number => performance.now();
  return {
    send: (request, limits) => sendLocally({ request, port, ...limits, now }),
    series: async () => ({ durationsMs: [], failures: 0 }),
    load: async () => null,
    listening: async () => [{ port, loopbackOnly: true }],
    ended: new Promise(() => {}),
    log: async () => '',
    printed: async () => ({ stdout: '', stderr: '' }),
    peakMemoryBytes: async () => null,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
