import { z } from 'zod';
import type { DockerClient } from './client.ts';
import { readLines } from './lines.ts';
import { destroy } from './output.ts';

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
    const stream = await client.stats(id, stopped.signal);
    if (stopped.signal.aborted) return destroy(stream);
    stopped.signal.addEventListener('abort', () => destroy(stream));
    return readLines(stream, take);
  };
  const begin = () => {
    void follow()
      .catch(() => {})
      .finally(first.resolve);
  };
  const timer = setTimeout(begin, firstSampleMs);
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
