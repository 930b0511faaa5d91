import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';

/** How far a program has come: `40%|████`, `407/407 [01:57`, `[=====>`. */
const progress = /\d{1,3} ?% ?\||[█▏▎▍▌▋▊▉━]{3}|\b\d+\/\d+ \[|\[=+[>.\]]/;
/** `Loss: 0.108`, or a figure alone. */
const reading = /^[^\p{L}\p{N}]*([\p{L}][^:=]{0,40}[:=]\s*)?[-+]?\p{N}[\p{N}.eE%+-]*[^\p{L}\p{N}]*$/u;
/** What nobody writes by hand. */
const machine = /\d\.\d{6}/;
const label = /^[^:]{1,60}:(\\n|\{\}|[^\p{L}\p{N}])*$/u;
const mostWords = { reading: 5, label: 8 };

/** Names and their figures, with nothing said about them. */
const isReadings = (line: string): boolean => {
  const parts = line.split(/[|,;]/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return (
    parts.some((part) => /[:=]/.test(part)) &&
    parts.every(
      (part) => reading.test(part) && wordsOf(part.split(/[:=]/)[0] ?? '').length <= mostWords.reading,
    )
  );
};

const isLabel = (line: string): boolean => label.test(line) && wordsOf(line).length <= mostWords.label;

/** What a program printed, or prints before its figures. By hand `Accuracy: 0.81` is written too, but for its precision. */
const isPrinted = (line: string, from: Statement['from']): boolean =>
  progress.test(line) ||
  (isReadings(line) && (from === 'code' || machine.test(line))) ||
  (from === 'code' && isLabel(line.replace(/\\[nt]/g, ' ')));

/** Whether a statement is nothing but output of a program, most of its lines at least. */
export const isOutput = ({ raw, kind, from }: Pick<Statement, 'raw' | 'kind' | 'from'>): boolean => {
  if (kind === 'code' || kind === 'table') return false;
  const lines = raw.split('\n').filter((line) => /[\p{L}\p{N}█]/u.test(line));
  return lines.length > 0 && lines.filter((line) => isPrinted(line, from)).length * 2 > lines.length;
};

const shown = /class=["'](dataframe|h2o-table)/;
const opens = /<(table|style|pre)\b/gi;

/** A notebook that was exported as a document, without the tables and figures that its cells showed. Lines stay where they are. */
export const withoutShown = (text: string): string => {
  if (!shown.test(text)) return text;
  const kept: string[] = [];
  let at = 0;
  for (const { index, 1: tag = '' } of text.matchAll(opens)) {
    const end = index < at ? -1 : text.indexOf(`</${tag}>`, index);
    if (end < 0) continue;
    kept.push(text.slice(at, index), text.slice(index, end).replace(/[^\n]+/g, ''));
    at = end;
  }
  return [...kept, text.slice(at)].join('');
};
