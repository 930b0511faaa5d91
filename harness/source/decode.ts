/**
 * Text of a file: UTF-8 with replacement, UTF-16 where a byte-order mark says so, Latin-1 where a Python source declares
 * it. Null when it holds NUL characters, which no Python or Markdown does.
 */
export const decode = (bytes: Uint8Array): string | null => {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  if (marked === null && bytes.includes(0)) return null;
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^[^\n]*\n?[^\n]*coding[:=]\s*(latin-?1|iso-8859-1|cp1252|windows-1252)/i.test(head)
    ? 'latin1'
    : null;
  const text = new TextDecoder(marked ?? declared ?? 'utf-8').decode(bytes);
  return text.includes('\0') ? null : text;
};

/** Equal for the same text whatever its line ends are. */
export const digestOf = (bytes: Uint8Array): string =>
  // Loaded where it is asked for: a reading without a brief never does, and it takes as long as reading ten files.
  process
    .getBuiltinModule('node:crypto')
    .createHash('sha256')
    .update(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n').trimEnd())
    .digest('hex');

const longestLine = 2_000;

export const cutLines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.slice(0, longestLine))
    .join('\n');

export const countLines = (text: string): number => {
  if (text === '') return 0;
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return text.endsWith('\n') ? count : count + 1;
};
