import { ts } from 'ts-morph';
import { isLogCall } from './logging.ts';
import { calledName, placeOf, type ScriptReading, textOf, walk } from './script-tree.ts';
import type { HandlerFact } from './types.ts';

const maxHandlers = 500;
const reports = /^console\.(error|warn)$|^Sentry\./;
const prints = /^console\.(log|info|debug)$/;

const isName = (node: ts.Node, name: string): boolean => ts.isIdentifier(node) && node.text === name;

const doesOf = (clause: ts.CatchClause): HandlerFact['does'] => {
  const nodes = walk(clause.block);
  const calls = nodes.filter((node) => ts.isCallExpression(node));
  const names = calls.map((call) => calledName(call.expression));
  if (nodes.some((node) => ts.isThrowStatement(node)) || names.includes('process.exit')) return 'raises';
  if (names.some((name) => reports.test(name) || isLogCall({ name, owner: null }))) return 'logs';
  const printed = new Set(
    calls.filter((call) => prints.test(calledName(call.expression))).flatMap((call) => walk(call)),
  );
  const caught = clause.variableDeclaration?.name.getText();
  const isHanded = (node: ts.Node): boolean =>
    (caught !== undefined && isName(node, caught) && !printed.has(node)) ||
    (ts.isCallExpression(node) &&
      /(^|\.)(status|json|reply|send|next|reject)$/.test(calledName(node.expression)));
  if (nodes.some(isHanded)) return 'passes-on';
  if (caught !== undefined && [...printed].some((node) => isName(node, caught))) return 'prints-it';
  return printed.size > 0 ? 'prints' : 'nothing';
};

/** Every `catch`, with the most that is done about what it caught. */
export const scriptHandlers = (reading: ScriptReading): readonly HandlerFact[] =>
  reading.nodes
    .filter((node) => ts.isCatchClause(node))
    .slice(0, maxHandlers)
    .map((clause) => {
      const { path, line } = placeOf(reading, clause);
      return { path, line, text: textOf(reading, clause).replace(/\s+/g, ' '), does: doesOf(clause) };
    });
