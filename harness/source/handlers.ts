import { functionName, type Reading } from './calls.ts';
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
/** The same by a part of a name: `error_msg`, `err`, `ErrorResponse`, `HTTPException`. */
const namesError =
  /(?<![a-z])([Ee]rr|[Ee]rrors?|[Ee]xc|[Ee]xceptions?|[Ff]ailed|[Ff]ailures?|ERR|ERRORS?|FAILED)(?![a-z])/;

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

type Does = HandlerFact['does'];

/** What is raised, ended or logged by these nodes; null where nothing of it is. */
const reported = (reading: Reading, nodes: readonly SyntaxNode[]): Does | null => {
  const calls = nodes.filter(({ type }) => type === 'call');
  if (nodes.some(({ type }) => type === 'raise_statement')) return 'raises';
  if (calls.some((call) => leaves.test(callName(reading, call)))) return 'raises';
  return calls.some((call) => isLogged(reading, call)) ? 'logs' : null;
};

const isReply = ({ script }: Reading, node: SyntaxNode): boolean => {
  if (node.type !== 'return_statement') return false;
  const text = textOf(script, node, 400);
  return replies.test(text) || namesError.test(text);
};

/** Functions and methods of a file, by name. */
type OwnFunctions = ReadonlyMap<string, SyntaxNode>;

const ownFunctions = ({ script }: Reading): OwnFunctions =>
  new Map(
    script.nodes
      .filter(({ type }) => type === 'function_definition')
      .flatMap((node) => {
        const name = functionName(script, node);
        return name === null ? [] : [[name, node] as const];
      }),
  );

/** What is raised only in some case is no answer to what was caught. */
const isConditional = (node: SyntaxNode, definition: SyntaxNode): boolean =>
  node.type === 'raise_statement' && node.parent?.parent !== definition;

/** What a function of the same file does for the handler that calls it: `f()`, `self.f()`. One step, and no further. */
const doneBy = (reading: Reading, call: SyntaxNode, own: OwnFunctions): Does | null => {
  const { script } = reading;
  const name = /^(?:(?:self|cls)\.)?(\w+)$/.exec(callName(reading, call))?.[1];
  const definition = name === undefined ? undefined : own.get(name);
  if (!definition) return null;
  const nodes = below(script, definition).filter(({ scope }) => scope === definition);
  const done = reported(
    reading,
    nodes.filter((node) => !isConditional(node, definition)),
  );
  if (done) return done;
  const isAnswered = call.statement?.type === 'return_statement';
  return isAnswered && nodes.some((node) => isReply(reading, node)) ? 'passes-on' : null;
};

const doesOf = (reading: Reading, clause: SyntaxNode, own: () => OwnFunctions): Does => {
  const { script } = reading;
  const body = clause.children.find(({ type }) => type === 'block');
  const nodes = body ? below(script, body) : [];
  const done = reported(reading, nodes);
  if (done) return done;
  const calls = nodes.filter(({ type }) => type === 'call');
  const prints = calls.filter((call) => callName(reading, call) === 'print');
  const caught = caughtName(reading, clause);
  const isCaught = (node: SyntaxNode): boolean =>
    node.type === 'identifier' && caught !== null && textOf(script, node, 100) === caught;
  if (nodes.some((node) => (isCaught(node) && !isPrinted(node, prints)) || isReply(reading, node)))
    return 'passes-on';
  for (const call of calls) {
    const elsewhere = doneBy(reading, call, own());
    if (elsewhere) return elsewhere;
  }
  if (nodes.some(isCaught)) return 'prints-it';
  return prints.length > 0 ? 'prints' : 'nothing';
};

/** Every `except`, with the most that is done about what it caught. */
export const handlersOf = (reading: Reading): readonly HandlerFact[] => {
  let known: OwnFunctions | null = null;
  const own = (): OwnFunctions => {
    known ??= ownFunctions(reading);
    return known;
  };
  return reading.script.nodes
    .filter(({ type }) => type === 'except_clause' || type === 'except_group_clause')
    .slice(0, maxHandlers)
    .map((clause) => {
      const { line } = placeOf(reading.script, { path: reading.path, node: clause });
      const text = oneLine(reading.script, clause);
      return { path: reading.path, line, text, does: doesOf(reading, clause, own) };
    });
};
