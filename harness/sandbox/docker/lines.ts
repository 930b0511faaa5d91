/** Cuts a byte stream into lines, however it arrives. A line of more than `maxBytes` is given up, with the rest. */
export const lineCutter = (
  onLine: (line: string) => void,
  { maxBytes, onTooLong }: { maxBytes: number; onTooLong: () => void },
): ((chunk: Buffer) => void) => {
  let held: Buffer[] = [];
  let bytes = 0;
  return (chunk) => {
    let rest = chunk;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      onLine(Buffer.concat([...held, rest.subarray(0, end)]).toString('utf8'));
      held = [];
      bytes = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) held.push(Buffer.from(rest));
    bytes += rest.length;
    if (bytes > maxBytes) onTooLong();
  };
};

const maxMessageBytes = 1024 * 1024;

/**
 * Reads JSON lines of the engine until the stream ends or breaks; rejects only where it breaks. Not with `node:readline`,
 * which throws a stream's error at whoever does not listen for it.
 */
export const readLines = (stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const tooLong = () => reject(new Error('the engine sent an endless line'));
  stream.on('data', lineCutter(onLine, { maxBytes: maxMessageBytes, onTooLong: tooLong }));
  stream.on('error', reject);
  stream.on('end', resolve);
  stream.on('close', resolve);
  return promise;
};
