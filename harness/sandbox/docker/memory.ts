import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { DockerClient } from './client.ts';

const statsSchema = z.object({
  memory_stats: z.object({
    usage: z.number(),
    /** Control groups v1 only. */
    max_usage: z.number().optional(),
    stats: z.object({ active_file: z.number(), inactive_file: z.number() }),
  }),
});

/** The highest memory in use so far, as far as it can be known from one sample a second. */
export type Peak = Disposable & { highest(): number | null; readonly known: Promise<void> };

/** The engine's first sample comes at once and says nothing but that a shell has started. */
const firstSampleMs = 400;

/**
 * Page cache is left out, because it says more about which files are warm than about the program. Where the kernel keeps a
 * high-water mark, the cache of now is taken from it: cache only grows until memory runs short, so that is a lower bound.
 */
const inUse = (line: string): number | null => {
  const { data } = statsSchema.safeParse(JSON.parse(line));
  if (!data) return null;
  const { usage, max_usage, stats } = data.memory_stats;
  return Math.max(0, (max_usage ?? usage) - stats.active_file - stats.inactive_file);
};

export const followMemory = (client: DockerClient, id: string): Peak => {
  const first = Promise.withResolvers<void>();
  const stopped = new AbortController();
  let highest: number | null = null;
  const take = (line: string) => {
    const bytes = inUse(line);
    if (bytes === null) return;
    highest = Math.max(highest ?? 0, bytes);
    first.resolve();
  };
  const follow = async () => {
    const stream = await client.stats(id);
    const end = () => {
      if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
    };
    // The reply may come after the stage has ended, and would then hold the connection, and so the process, open.
    if (stopped.signal.aborted) return end();
    const lines = createInterface({ input: stream, signal: stopped.signal });
    stream.on('error', () => lines.close());
    lines.on('line', take);
    stopped.signal.addEventListener('abort', end);
  };
  const timer = setTimeout(() => void follow().catch(() => first.resolve()), firstSampleMs);
  return {
    highest: () => highest,
    known: first.promise,
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      stopped.abort();
      first.resolve();
    },
  };
};
