import { setTimeout as sleep } from 'node:timers/promises';

/** Between our attempts; uv and npm make some of their own in each. */
const delaysMs = [1_000, 4_000];

/** Runs an installer again where it ended for something that may pass, and gives its last end, whichever it is. */
export const retried = async <End>(
  once: () => Promise<End>,
  { isFault, signal }: { readonly isFault: (end: End) => boolean; readonly signal: AbortSignal },
): Promise<End> => {
  let end = await once();
  for (const delay of delaysMs) {
    if (!isFault(end)) return end;
    await sleep(delay, undefined, { signal });
    end = await once();
  }
  return end;
};
