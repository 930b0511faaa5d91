import { setTimeout as sleep } from 'node:timers/promises';
import type { DockerClient } from './client.ts';

const firstGapMs = 100;
const longestGapMs = 1_000;

/** The highest of some samples, taken ever less often. What rises and falls between two of them is not seen. */
export type Peak = { readonly stop: () => void; sample(): Promise<number | null> };

/**
 * Follows how much memory a container uses, page cache left out: the kernel's own high-water mark counts every file that was
 * ever read, so it says more about a warm cache than about the program.
 */
export const followMemory = (client: DockerClient, id: string): Peak => {
  const stopped = new AbortController();
  let highest: number | null = null;
  const sample = async () => {
    const now = await client.memory(id).catch(() => null);
    if (now !== null) highest = Math.max(highest ?? 0, now);
    return highest;
  };
  const run = async () => {
    for (let gap = firstGapMs; !stopped.signal.aborted; gap = Math.min(gap * 1.5, longestGapMs)) {
      await sleep(gap, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
      if (!stopped.signal.aborted) await sample();
    }
  };
  void run();
  return { stop: () => stopped.abort(), sample };
};
