import type { Server } from '../types.ts';
import type { Prober } from './prober.ts';
import type { Stage } from './stage.ts';

/** A running stage that is spoken to through the prober. */
export const serverOf = (
  stage: Stage,
  { prober, env }: { prober: Prober; env: Readonly<Record<string, string>> },
): Server => {
  let known: number | null = null;
  const findPort = async (): Promise<number> => {
    const open = await prober.listening();
    const wanted = Number(env.PORT ?? '');
    known = (open.find(({ port }) => port === wanted) ?? open[0])?.port ?? null;
    return known ?? (wanted || 80);
  };
  return {
    send: async (request, { timeoutMs, maxBytes, port }) =>
      prober.send({ request, port: port ?? known ?? (await findPort()), timeoutMs, maxBytes }),
    listening: () => prober.listening(),
    ended: stage.ended,
    log: stage.log,
    peakMemoryBytes: stage.peakMemoryBytes,
    [Symbol.asyncDispose]: stage.close,
  };
};
