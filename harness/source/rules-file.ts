import { decode } from './decode.ts';
import { readNotebook } from './notebook.ts';
import { kindOf } from './paths.ts';
import type { Question, RulesReading } from './protocol.ts';
import type { AskRules } from './rules.ts';

type Asker = {
  readonly ask: AskRules;
  readonly bytes: () => Buffer;
  readonly limits: Question['limits'];
};

const sourceOf = (text: string, notebook: boolean) => {
  if (!notebook) return { text, lines: null };
  const read = readNotebook(text);
  return read ? { text: read.source, lines: read.lines } : null;
};

/** What the rules say of one Python file or notebook, read as the other child reads it. */
export const rulesOf = ({ ask, bytes, limits }: Asker, file: Question['files'][number]): RulesReading => {
  const { path } = file;
  const notebook = kindOf(path) === 'notebook';
  const unknown = { path, rules: null };
  if (file.bytes > (notebook ? limits.notebookBytes : limits.pythonBytes)) return unknown;
  const text = decode(bytes());
  const source = text === null ? null : sourceOf(text, notebook);
  return source ? { path, rules: ask({ path, ...source }) } : unknown;
};
