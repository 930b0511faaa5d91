import { functionName, type Reading } from './calls.ts';
import { longest, maxClimb, maxMutations, perFunction } from './mutation-limits.ts';
import { childOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { MutationFact } from './types.ts';

const flipped: Readonly<Record<string, string>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
  is: 'is not',
  'is not': 'is',
  in: 'not in',
  'not in': 'in',
};
const turned: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*' };

/** What is said, drawn or declared changes nothing that a test would look at. */
const aside = /^(raise_statement|assert_statement|type|decorator|default_parameter|typed_default_parameter)$/;
const saying = /^(print|log|logger|logging|_log|_logger|LOG|LOGGER|warnings|plt|sns|ax|st|click|tqdm)\b/;
const idle = /^(main|__repr__|__str__|__del__|(plot|print|log|show|draw|display|parse_args|setup_logg)\w*)$/i;

type Edit = Pick<MutationFact, 'kind' | 'after'> & { readonly node: SyntaxNode };

const isAside = ({ script }: Reading, node: SyntaxNode): boolean => {
  let at = node.parent;
  for (let climbed = 0; at && climbed < maxClimb; climbed += 1, at = at.parent) {
    if (at.type === 'function_definition') return false;
    if (aside.test(at.type) || /string|interpolation/.test(at.type)) return true;
    if (at.type === 'call' && saying.test(textOf(script, at, 40))) return true;
  }
  return true;
};

/** `a < b` with another operator; null where it is chained or its operator is none of the table's. */
const operated = (
  { script }: Reading,
  { node, table }: { node: SyntaxNode; table: Readonly<Record<string, string>> },
): string | null => {
  const [left, right, ...more] = node.children;
  if (!left || !right || more.length > 0 || node.end - node.start > longest) return null;
  const operator = script.source.slice(left.end, right.start);
  const other = table[operator.trim().replace(/\s+/g, ' ')];
  if (other === undefined) return null;
  return `${script.source.slice(node.start, left.end)} ${other} ${script.source.slice(right.start, node.end)}`;
};

/** Text and paths are joined with the same signs, and stop working altogether with another. */
const joinsText = ({ children }: SyntaxNode): boolean =>
  children.some(({ type }) => /^(string|concatenated_string|list|tuple)$/.test(type));

const calculation = (reading: Reading, node: SyntaxNode): Edit | null => {
  const after = joinsText(node) ? null : operated(reading, { node, table: turned });
  return after === null ? null : { kind: 'arithmetic', node, after };
};

const negated = ({ script }: Reading, node: SyntaxNode | undefined): Edit | null =>
  node && /^(identifier|call|attribute|subscript)$/.test(node.type)
    ? { kind: 'condition', node, after: `not (${textOf(script, node, longest)})` }
    : null;

const result = (reading: Reading, [node, ...more]: readonly SyntaxNode[]): Edit | null => {
  if (!node || more.length > 0 || node.type === 'none') return null;
  if (/^(true|false)$/.test(node.type))
    return { kind: 'result', node, after: node.type === 'true' ? 'False' : 'True' };
  return textOf(reading.script, node, 10) === 'self' ? null : { kind: 'result', node, after: 'None' };
};

const editOf = (reading: Reading, node: SyntaxNode): Edit | null => {
  const { script } = reading;
  switch (node.type) {
    case 'comparison_operator': {
      const after = operated(reading, { node, table: flipped });
      return after === null ? null : { kind: 'comparison', node, after };
    }
    case 'binary_operator':
      return calculation(reading, node);
    case 'boolean_operator': {
      const after = operated(reading, { node, table: { and: 'or', or: 'and' } });
      return after === null ? null : { kind: 'boolean', node, after };
    }
    case 'not_operator': {
      const argument = childOf(node, 'argument');
      return argument && { kind: 'negation', node, after: `(${textOf(script, argument, longest)})` };
    }
    case 'if_statement':
    case 'elif_clause':
      return negated(reading, childOf(node, 'condition') ?? undefined);
    case 'conditional_expression':
      return negated(reading, node.children[1]);
    case 'return_statement':
      return result(reading, node.children);
    default:
      return null;
  }
};

/** Edits that would break a function, each at one expression of it; none in a file that does not parse. */
export const mutationsOf = (reading: Reading): readonly MutationFact[] => {
  const { script } = reading;
  if (script.nodes.some(({ type }) => type === 'ERROR')) return [];
  const found: MutationFact[] = [];
  const counted = new Map<SyntaxNode, number>();
  for (const at of script.nodes) {
    if (found.length >= maxMutations) break;
    const { scope } = at;
    if (!scope || (counted.get(scope) ?? 0) >= perFunction) continue;
    const edit = editOf(reading, at);
    const within = edit && functionName(script, scope);
    if (!edit || !within || idle.test(within) || isAside(reading, edit.node)) continue;
    const { start, end } = edit.node;
    const before = script.source.slice(start, end);
    if (before.length > longest || edit.after.length > longest * 2) continue;
    counted.set(scope, (counted.get(scope) ?? 0) + 1);
    found.push({ kind: edit.kind, within, line: script.lineAt(start), start, before, after: edit.after });
  }
  return found;
};
