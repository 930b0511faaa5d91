import { ts } from 'ts-morph';
import { longest, maxClimb, maxMutations, perFunction } from './mutation-limits.ts';
import { namedFunction } from './script-functions.ts';
import { calledName, placeOf, type ScriptReading } from './script-tree.ts';
import type { MutationFact } from './types.ts';

const flipped: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
};
const turned: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*' };
const joined: Readonly<Record<string, string>> = { '&&': '||', '||': '&&' };

const saying = /^(?:console|log|logger)\b|\.log\.\w+$/;
const idle = /^(?:main|toString|toJSON|(?:print|log|show|draw|render)[A-Z]?\w*)$/;

type Edit = Pick<MutationFact, 'kind' | 'after'> & { readonly node: ts.Node };

const joinsText = ({ left, right }: ts.BinaryExpression): boolean =>
  [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));

const operated = (node: ts.BinaryExpression, { text }: ts.SourceFile): Edit | null => {
  const operator = node.operatorToken.getText();
  const [kind, other] =
    flipped[operator] === undefined
      ? joined[operator] === undefined
        ? (['arithmetic', joinsText(node) ? undefined : turned[operator]] as const)
        : (['boolean', joined[operator]] as const)
      : (['comparison', flipped[operator]] as const);
  if (other === undefined) return null;
  const { operatorToken: token } = node;
  const [left, right] = [text.slice(node.getStart(), token.getStart()), text.slice(token.end, node.end)];
  return { kind, node, after: `${left}${other}${right}` };
};

const negated = (node: ts.Expression): Edit | null =>
  ts.isIdentifier(node) || ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)
    ? { kind: 'condition', node, after: `!(${node.getText()})` }
    : null;

const result = (node: ts.Expression): Edit => {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'result', node, after: 'false' };
  return {
    kind: 'result',
    node,
    after: node.kind === ts.SyntaxKind.FalseKeyword ? 'true' : 'undefined',
  };
};

const editOf = (node: ts.Node, source: ts.SourceFile): Edit | null => {
  if (ts.isBinaryExpression(node)) return node.end - node.pos > longest ? null : operated(node, source);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return { kind: 'negation', node, after: `(${node.operand.getText()})` };
  if (ts.isIfStatement(node)) return negated(node.expression);
  if (ts.isConditionalExpression(node)) return negated(node.condition);
  return ts.isReturnStatement(node) && node.expression ? result(node.expression) : null;
};

/** The named function around a node; null outside of any, and where nothing is said that a test would look at. */
const around = (node: ts.Node): { readonly name: string; readonly owner: ts.Node } | null => {
  let at = node.parent;
  for (let climbed = 0; at && climbed < maxClimb; climbed += 1, at = at.parent) {
    const named = namedFunction(at);
    if (named) return idle.test(named.name) ? null : named;
    if (ts.isThrowStatement(at) || ts.isTypeNode(at) || ts.isTemplateExpression(at) || ts.isParameter(at))
      return null;
    if (ts.isCallExpression(at) && saying.test(calledName(at.expression))) return null;
  }
  return null;
};

/** Edits that would break a function, each at one expression of it. */
export const scriptMutations = (reading: ScriptReading): readonly MutationFact[] => {
  const found: MutationFact[] = [];
  const counted = new Map<ts.Node, number>();
  for (const at of reading.nodes) {
    if (found.length >= maxMutations) break;
    const edit = editOf(at, reading.source);
    const named = edit && around(edit.node);
    if (!edit || !named || (counted.get(named.owner) ?? 0) >= perFunction) continue;
    const before = edit.node.getText();
    if (before.length > longest) continue;
    counted.set(named.owner, (counted.get(named.owner) ?? 0) + 1);
    const { line } = placeOf(reading, edit.node);
    const start = edit.node.getStart();
    found.push({ kind: edit.kind, within: named.name, line, start, before, after: edit.after });
  }
  return found;
};
