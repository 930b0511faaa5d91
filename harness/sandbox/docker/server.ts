import { choosePort } from '../port.ts';
import type { Server } from '../types.ts';
import type { Prober } from './prober.ts';
import type { Stage } from './stage.ts';

export type Spoken = { readonly prober: Prober; readonly env: Readonly<Record<string, string>> };

/** A running stage that is spoken to through the prober. */
export const serverOf = (stage: Stage, { prober, env }: Spoken): Server => {
  let known: number | null = null;
  const findPort = async (): Promise<number> => {
    const open = await prober.listening();
    const port = choosePort(open, env);
    if (open.length > 0) known = port;
    return port;
  };
  const portFor = async (port: number | undefined): Promise<number> => port ?? known ?? (await findPort());
  return {
    send: async (request, { timeoutMs, maxBytes, port }) =>
      prober.send({ request, port: await portFor(port), timeoutMs, maxBytes }),
    series: async (requests, order) => prober.series(requests, { ...order, port: await portFor(order.port) }),
    load: async (requests, order) => prober.load(requests, { ...order, port: await portFor(order.port) }),
    listening: () => prober.listening(),
    ended: stage.ended,
    log: stage.log,
    printed: stage.printed,
    peakMemoryBytes: stage.peakMemoryBytes,
    [Symbol.asyncDispose]: stage.close,
  };
};
