import { Tail } from '../tail.ts';

export type Streams = { readonly stdout: Tail; readonly stderr: Tail };
export type FrameSink = (stream: 'stdout' | 'stderr', chunk: Buffer) => void;

const headerBytes = 8;

/**
 * Splits the engine's multiplexed stream: a header of 8 bytes (stream number, 3 zeros, length as big-endian 32 bits)
 * before each chunk. Docker Engine API, "Attach to a container", stream format.
 */
export const demultiplex = (sink: FrameSink): ((chunk: Buffer) => void) => {
  let header = Buffer.alloc(0);
  let left = 0;
  let stream: 'stdout' | 'stderr' = 'stdout';
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left === 0) {
        const need = headerBytes - header.length;
        header = Buffer.concat([header, rest.subarray(0, need)]);
        rest = rest.subarray(need);
        if (header.length < headerBytes) return;
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        left = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      }
      const part = rest.subarray(0, left);
      if (part.length > 0) sink(stream, part);
      rest = rest.subarray(part.length);
      left -= part.length;
    }
  };
};

export const tails = (max: number): Streams & { readonly sink: FrameSink } => {
  const streams = { stdout: new Tail(max), stderr: new Tail(max) };
  return { ...streams, sink: (stream, chunk) => streams[stream].push(chunk) };
};
