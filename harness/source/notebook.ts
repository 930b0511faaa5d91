/** Code of a notebook as one Python source, its writing, and what its cells printed when they were last run. */
export type Notebook = {
  readonly source: string;
  /** Line in the .ipynb file (from 1) of each line of `source` (from 0). */
  readonly lines: readonly number[];
  readonly markdown: readonly Piece[];
  /** Text alone, each piece with the first line of the cell that printed it. */
  readonly outputs: readonly Piece[];
};

/** `endLine` where all of it stands on one line of the file. */
type Piece = { readonly line: number; readonly endLine?: number; readonly text: string };

const maxCells = 10_000;
const maxMarkdown = 8_000;
const maxOutput = 4_000;
const maxOutputs = 20;
/** Cell magics that leave Python in the cell. */
const pythonMagic = /^%%(time|timeit|capture|prun|memit|mprun)\b/;

type Cell = {
  readonly kind: 'code' | 'markdown';
  readonly lines: readonly string[];
  readonly printed: string;
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const sourceLines = (source: unknown): readonly string[] => {
  const text = Array.isArray(source) ? source.filter((part) => typeof part === 'string').join('') : source;
  return typeof text === 'string' && text !== '' ? text.split(/\r?\n/) : [];
};

/** Streams and plain results; pictures, HTML and errors are left out. */
const printedBy = (outputs: unknown): string =>
  (Array.isArray(outputs) ? outputs : [])
    .slice(0, maxOutputs)
    .flatMap((output) => {
      const { text, data } = record(output);
      return sourceLines(text ?? record(data)['text/plain']);
    })
    .join('\n')
    .slice(0, maxOutput);

/** Raw cells are plain text, unless their metadata name what they are to be turned into, such as LaTeX. */
const isWriting = ({ cell_type: type, metadata }: Readonly<Record<string, unknown>>): boolean => {
  const { format, raw_mimetype: mimetype = format } = record(metadata);
  return type === 'markdown' || (type === 'raw' && /^(text\/(markdown|plain))?$/.test(`${mimetype ?? ''}`));
};

const cellsOf = (document: unknown): readonly Cell[] => {
  const { cells, worksheets } = record(document);
  const old = Array.isArray(worksheets) ? record(worksheets[0]).cells : undefined;
  const list = Array.isArray(cells) ? cells : Array.isArray(old) ? old : [];
  return list.slice(0, maxCells).flatMap((cell) => {
    const { cell_type: type, source, input, outputs } = record(cell);
    const kind = type === 'code' ? 'code' : isWriting(record(cell)) ? 'markdown' : null;
    return kind ? [{ kind, lines: sourceLines(source ?? input), printed: printedBy(outputs) }] : [];
  });
};

const isPython = (document: unknown): boolean => {
  const metadata = record(record(document).metadata);
  const language = record(metadata.kernelspec).language ?? record(metadata.language_info).name ?? 'python';
  return typeof language !== 'string' || /^(i?python\d?)$/i.test(language);
};

/**
 * First line of each cell's source in the file. The file is walked once: a cell is where `"source": [` is followed by
 * the cell's own first line, so that outputs with the same key are passed over. A notebook without line breaks is line 1.
 */
const cellStarts = (text: string, cells: readonly Cell[]): readonly number[] => {
  const raw = text.split('\n');
  let at = 0;
  return cells.map(({ lines }) => {
    if (lines.length === 0) return Math.min(at + 1, raw.length);
    const wanted = JSON.stringify(lines[0] ?? '').slice(1, -1);
    for (let next = at; next < raw.length; next += 1) {
      const line = raw[next]?.trimStart() ?? '';
      if (!/^"(source|input)": ?[["]/.test(line.slice(0, 12))) continue;
      const first = line.endsWith('[')
        ? (raw[next + 1]?.trimStart() ?? '')
        : line.slice(line.indexOf(':') + 1).trimStart();
      if (!first.startsWith(`"${wanted}`) && /^[\x20-\x7e]*$/.test(wanted)) continue;
      at = next + 1;
      return line.endsWith('[') ? next + 2 : next + 1;
    }
    return Math.min(at + 1, raw.length);
  });
};

/** Shell lines and magics become `pass` at the same indentation; what follows `%time` stays. */
const neutral = (line: string): string => {
  const [, indent = '', rest = ''] = /^(\s*)(.*)$/s.exec(line.slice(0, 10_000)) ?? [];
  if (/^%(time|timeit|prun|memit)\s+[^-\s]/.test(rest)) return indent + rest.replace(/^%\w+\s+/, '');
  if (/^[%!?]/.test(rest) || /^[\w.]+\?{1,2}$/.test(rest)) return `${indent}pass`;
  return /^[\w, ]{1,80}=\s*[!%]/.test(rest) ? `${indent}${rest.slice(0, rest.indexOf('='))}= None` : line;
};

const codeOf = ({ lines }: Cell): readonly string[] => {
  const first = lines.findIndex((line) => line.trim() !== '');
  const head = lines[first]?.trim() ?? '';
  if (head.startsWith('%%') && !pythonMagic.test(head)) return lines.map(() => '');
  return lines.map(neutral);
};

/** Null when the text is no notebook in Python. */
export const readNotebook = (text: string): Notebook | null => {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isPython(document)) return null;
  const cells = cellsOf(document);
  const starts = cellStarts(text, cells);
  const spread = /"(source|input)": ?\[\s*\n/.test(text.slice(0, 2_000_000)) ? 1 : 0;
  const placed = cells.map((cell, index) => ({ cell, start: starts[index] ?? 1 }));
  const code = placed.filter(({ cell }) => cell.kind === 'code');
  return {
    source: code.flatMap(({ cell }) => codeOf(cell)).join('\n'),
    lines: code.flatMap(({ cell, start }) => cell.lines.map((_, index) => start + index * spread)),
    markdown: placed
      .filter(({ cell }) => cell.kind === 'markdown')
      .map(({ cell, start }) => ({
        line: start,
        ...(spread === 0 ? { endLine: start } : {}),
        text: cell.lines.join('\n').slice(0, maxMarkdown),
      })),
    outputs: code
      .filter(({ cell }) => cell.printed.trim() !== '')
      .map(({ cell, start }) => ({ line: start, text: cell.printed })),
  };
};
