import type { HttpRequest } from '../../harness/evidence/common.ts';
import type { SandboxProvider, Server } from '../../harness/sandbox/types.ts';

export type Asked = { readonly requests: number; readonly rows: number };

const rowsOf = ({ body }: HttpRequest): number => {
  try {
    const sent: unknown = JSON.parse(body ?? '');
    const list = Array.isArray(sent) ? sent : Object.values(sent ?? {}).find(Array.isArray);
    return list?.length ?? 1;
  } catch {
    return 0;
  }
};

const countServer = (server: Server, asked: (one: Asked) => void): Server => ({
  ...server,
  send: (request, limits) => {
    asked({ requests: 1, rows: rowsOf(request) });
    return server.send(request, limits);
  },
  series: async (requests, order) => {
    const series = await server.series(requests, order);
    const count = series.durationsMs.length + series.failures;
    asked({ requests: count, rows: count * Math.max(...requests.map(rowsOf)) });
    return series;
  },
  load: async (requests, order) => {
    const load = await server.load(requests, order);
    const count = load ? load.answered + load.failed + load.refused : 0;
    asked({ requests: count, rows: count });
    return load;
  },
});

/** The same provider; tells of every request to a server in one of its sandboxes, and of the rows in it. */
export const countRequests = (provider: SandboxProvider, asked: (one: Asked) => void): SandboxProvider => ({
  ...provider,
  open: async (options) => {
    const sandbox = await provider.open(options);
    return { ...sandbox, serve: async (order) => countServer(await sandbox.serve(order), asked) };
  },
});
