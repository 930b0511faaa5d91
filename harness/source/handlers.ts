import type { Reading } from './calls.ts';
import { isLogCall } from './logging.ts';
import { below, childOf, oneLine, placeOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { HandlerFact } from './types.ts';

const maxHandlers = 500;

const leaves = /^(sys\.exit|os\._exit|exit|quit|typer\.Exit|[\w.]*\babort)$/;
const reports =
  /^(traceback|warnings|sentry_sdk)\.\w+$|(^|\.)(log|report|capture)_(error|exception|failure)$|^streamlit\.(error|warning|exception)$|^(click|typer)\.(echo|secho)$/i;
/** A reply that says that something went wrong, with or without what it was. */
const replies = /\b(error|errors|detail|message|status(_code)?|failed|failure)\b|\b[45]\d\d\b/i;

/** `e` of `except Exception as e`. */
const caughtName = ({ script }: Reading, clause: SyntaxNode): string | null => {
  const pattern = clause.children.find(({ type }) => type === 'as_pattern');
  const target = pattern && childOf(pattern, 'alias');
  return target ? textOf(script, target, 100) : null;
};

const callName = ({ names }: Reading, call: SyntaxNode): string => {
  const callee = childOf(call, 'function');
  return callee ? names.dotted(callee) : '';
};

const isLogged = ({ names }: Reading, call: SyntaxNode): boolean => {
  const callee = childOf(call, 'function');
  if (!callee) return false;
  const name = names.dotted(callee);
  return reports.test(name) || isLogCall({ name, owner: names.ownerOf(callee) });
};

/** What is printed is not handed to anybody. */
const isPrinted = (node: SyntaxNode, prints: readonly SyntaxNode[]): boolean =>
  prints.some(({ index, last }) => node.index > index && node.index <= last);

const doesOf = (reading: Reading, clause: SyntaxNode): HandlerFact['does'] => {
  const { script } = reading;
  const body = clause.children.find(({ type }) => type === 'block');
  const nodes = body ? below(script, body) : [];
  const calls = nodes.filter(({ type }) => type === 'call');
  if (nodes.some(({ type }) => type === 'raise_statement')) return 'raises';
  if (calls.some((call) => leaves.test(callName(reading, call)))) return 'raises';
  if (calls.some((call) => isLogged(reading, call))) return 'logs';
  const prints = calls.filter((call) => callName(reading, call) === 'print');
  const caught = caughtName(reading, clause);
  const isHanded = (node: SyntaxNode): boolean =>
    (node.type === 'identifier' &&
      caught !== null &&
      textOf(script, node, 100) === caught &&
      !isPrinted(node, prints)) ||
    (node.type === 'return_statement' && replies.test(textOf(script, node, 400)));
  if (nodes.some(isHanded)) return 'passes-on';
  return prints.length > 0 ? 'prints' : 'nothing';
};

/** Every `except`, with the most that is done about what it caught. */
export const handlersOf = (reading: Reading): readonly HandlerFact[] =>
  reading.script.nodes
    .filter(({ type }) => type === 'except_clause' || type === 'except_group_clause')
    .slice(0, maxHandlers)
    .map((clause) => {
      const { line } = placeOf(reading.script, { path: reading.path, node: clause });
      const text = oneLine(reading.script, clause);
      return { path: reading.path, line, text, does: doesOf(reading, clause) };
    });
