import { decode } from './decode.ts';
import { readNotebook } from './notebook.ts';
import { kindOf } from './paths.ts';
import type { FileFact, Question } from './protocol.ts';
import type { AskRules } from './rules.ts';
import type { RuleFact } from './types.ts';

type Asker = {
  readonly ask: AskRules;
  readonly bytes: () => Buffer;
  readonly limits: Question['limits'];
};

/** Whether Ruff has something to say of it. */
export const isAskedOf = ({ path }: Question['files'][number], origin: FileFact['origin']): boolean =>
  origin === 'own' && ['python', 'notebook'].includes(kindOf(path));

const sourceOf = (text: string, notebook: boolean) => {
  if (!notebook) return { text, lines: null };
  const read = readNotebook(text);
  return read ? { text: read.source, lines: read.lines } : null;
};

/** What Ruff says of one Python file or notebook, read as the other child reads it; null where it cannot be asked. */
export const rulesOf = (
  { ask, bytes, limits }: Asker,
  file: Question['files'][number],
): readonly RuleFact[] | null => {
  const { path } = file;
  const notebook = kindOf(path) === 'notebook';
  if (file.bytes > (notebook ? limits.notebookBytes : limits.pythonBytes)) return null;
  const text = decode(bytes());
  const source = text === null ? null : sourceOf(text, notebook);
  return source ? ask({ path, ...source }) : null;
};
