import type { Frame } from './protocol.ts';

/** Cuts a stream of bytes into frames; null once a limit is passed. */
export const frameReader = <Reading>({
  frameBytes,
  outputBytes,
}: {
  readonly frameBytes: number;
  readonly outputBytes: number;
}) => {
  let total = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const take = (chunk: Buffer): readonly Frame<Reading>[] | null => {
    total += chunk.length;
    const frames: Frame<Reading>[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const line = Buffer.concat([...waiting, chunk.subarray(from, at)]);
      frames.push(JSON.parse(line.toString('utf8')) as Frame<Reading>);
      waiting = [];
      waitingBytes = 0;
      from = at + 1;
    }
    waiting.push(chunk.subarray(from));
    waitingBytes += chunk.length - from;
    return total > outputBytes || waitingBytes > frameBytes ? null : frames;
  };
  return { take };
};
