import { demultiplex, type FrameSink, tails } from './frames.ts';
import { readLines } from './lines.ts';

export type Printed = { readonly stdout: string; readonly stderr: string; readonly truncated: boolean };
/** Text as it comes: a build passes on what a program writes, which need not be whole lines. */
export type OnProgress = (text: string) => void;

const keptPerStream = 256 * 1024;
/** What the `local` driver writes beside each line, roughly: two sizes, the stream's name, the time. */
const bytesBesideLine = 28;
/** Of its two files the older is dropped when the newer is full, so a full one may mean that something was lost. */
const oneLogFile = 1.9 * 1024 * 1024;

/** Pull, import and build answer 200 first and say in their stream how it went. */
export const follow = async (stream: NodeJS.ReadableStream, onProgress: OnProgress): Promise<void> => {
  let failure: string | null = null;
  await readLines(stream, (line) => {
    if (line.trim() === '') return;
    const message = JSON.parse(line);
    if (message.error) failure = String(message.error);
    const status = [message.status, message.id, message.progress].filter(Boolean).join(' ');
    const said = message.stream ?? (status && `${status}\n`);
    if (said) onProgress(String(said));
  });
  if (failure !== null) throw Object.assign(new Error(failure), { statusCode: 500 });
};

/** Ends a stream of the engine's that is no longer wanted. */
export const destroy = (stream: NodeJS.ReadableStream): void => {
  stream.on('error', () => {});
  if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
};

export const collect = (stream: NodeJS.ReadableStream): Promise<Printed> => {
  const { promise, resolve, reject } = Promise.withResolvers<Printed>();
  const { stdout, stderr, sink } = tails(keptPerStream);
  stream.on('data', demultiplex(sink));
  stream.on('error', reject);
  stream.on('close', () => resolve(printed({ stdout, stderr })));
  stream.on('end', () => resolve(printed({ stdout, stderr })));
  return promise;
};

const printed = ({ stdout, stderr }: Pick<ReturnType<typeof tails>, 'stdout' | 'stderr'>): Printed => ({
  stdout: stdout.text(),
  stderr: stderr.text(),
  truncated: stdout.truncated || stderr.truncated,
});

/** A container's log as the engine stored it, the last part of each stream. */
export const storedOutput = (log: Buffer): Printed => {
  const { stdout, stderr, sink } = tails(keptPerStream);
  let stored = 0;
  const count: FrameSink = (stream, chunk) => {
    stored += chunk.length + bytesBesideLine;
    sink(stream, chunk);
  };
  demultiplex(count)(log);
  const all = printed({ stdout, stderr });
  return { ...all, truncated: all.truncated || stored > oneLogFile };
};
