/** One number as a page shows it. `labels` in the order of the page; `value` is finite. */
export type Shown = {
  readonly name: string;
  readonly labels: readonly (readonly [string, string])[];
  readonly value: number;
};

/** `cut`: there were more than were read. */
export type Numbers = { readonly shown: readonly Shown[]; readonly cut: boolean };

export const maxNumbers = 2_000;
const maxLines = 20_000;
/** A histogram of a well-labelled service has lines of two hundred characters. */
const maxLineCharacters = 2_000;
const maxLabels = 32;

const nameAt = /[a-zA-Z_:][\w:]*/y;
const labelAt = /[\s,]*([a-zA-Z_][\w.]*)\s*=\s*"((?:[^"\\]|\\.)*)"/y;
const closedAt = /[\s,]*\}/y;
const valueAt = /\s+([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?=\s|$)/y;
/** NaN and the infinities are values of the format, and nothing that could grow. */
const noNumber = /\s+[+-]?(?:nan|inf|infinity)(?=\s|$)/iy;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

type Labels = { readonly labels: Shown['labels']; readonly end: number };

const labelsAt = (line: string, start: number): Labels | null => {
  if (line[start] !== '{') return { labels: [], end: start };
  const labels: (readonly [string, string])[] = [];
  let end = start + 1;
  for (let found = matchAt(labelAt, line, end); found; found = matchAt(labelAt, line, end)) {
    labels.push([found[1] ?? '', found[2] ?? '']);
    end += found[0].length;
    if (labels.length > maxLabels) return null;
  }
  const closed = matchAt(closedAt, line, end);
  return closed && { labels, end: end + closed[0].length };
};

/** A line of the format: a number, a value that is none (`null`), or nothing of the kind (`undefined`). */
const shownIn = (line: string): Shown | null | undefined => {
  const name = matchAt(nameAt, line, 0)?.[0];
  const labelled = name === undefined ? null : labelsAt(line, name.length);
  if (name === undefined || !labelled) return undefined;
  const value = matchAt(valueAt, line, labelled.end)?.[1];
  if (value === undefined) return matchAt(noNumber, line, labelled.end) ? null : undefined;
  return Number.isFinite(Number(value)) ? { name, labels: labelled.labels, value: Number(value) } : null;
};

/**
 * Prometheus' text format and OpenMetrics (https://prometheus.io/docs/instrumenting/exposition_formats/). Null for what is neither: most
 * lines that are not comments have to be numbers, so that a page of HTML or a sentence is none.
 */
export const expositionIn = (text: string): Numbers | null => {
  const lines = text.split('\n', maxLines + 1);
  const shown: Shown[] = [];
  let others = 0;
  let values = 0;
  for (const raw of lines.slice(0, maxLines)) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const found = line.length > maxLineCharacters ? undefined : shownIn(line);
    if (found === undefined) others += 1;
    else values += 1;
    if (found && shown.length < maxNumbers) shown.push(found);
  }
  if (values === 0 || others > values) return null;
  return { shown, cut: lines.length > maxLines || values > maxNumbers };
};
