import { setTimeout as sleep } from 'node:timers/promises';
import type { DockerClient } from './client.ts';
import { buildIn } from './labels.ts';
import { readLines } from './lines.ts';
import { destroy } from './output.ts';

/** Listens to the engine's events of one session. */
export type Watch = Disposable & {
  /** Did the kernel kill a process of this container, or of a step of this build, for want of memory? The engine says so while it runs. */
  outOfMemory(id: string): boolean;
  /** Aborts when the connection to the engine breaks: calls in flight may then never be answered. */
  broken(): AbortSignal;
};

const againMs = 1_000;

/**
 * Follows events until disposed of, and again after a break. dockerode leaves a promise unsettled when the engine goes away
 * between the head and the body of a reply, as it does to every `wait`; this stream is how that is noticed.
 */
export const watchEvents = async (client: DockerClient, label: string): Promise<Watch> => {
  const starved = new Set<string>();
  const filters = { type: ['container'], event: ['oom'], label: [label] };
  let connection = new AbortController();
  let over = false;
  let stream = await client.events(filters);

  const note = (line: string) => {
    const id = /"id":"([0-9a-f]{64})"/.exec(line)?.[1];
    if (id) starved.add(id);
    const build = buildIn(line);
    if (build !== null) starved.add(build);
  };
  const again = async () => {
    while (!over) {
      const fresh = await client.events(filters).catch(() => null);
      if (fresh) {
        stream = fresh;
        connection = new AbortController();
        return;
      }
      await sleep(againMs, undefined, { ref: false });
    }
  };
  const run = async () => {
    while (!over) {
      await readLines(stream, note).catch(() => {});
      connection.abort();
      await again();
    }
  };
  void run();

  return {
    outOfMemory: (id) => starved.has(id),
    broken: () => connection.signal,
    [Symbol.dispose]: () => {
      over = true;
      destroy(stream);
    },
  };
};
