import type { Reading } from './calls.ts';
import { childOf, isString, stringValue, textOf } from './text.ts';
import type { Script, SyntaxNode } from './tree.ts';
import type { Flow } from './types.ts';

type Guard = NonNullable<Flow['statements'][number]['when']>[number];

const most = 3;
const deepest = 40;
const names = /^(identifier|attribute)$/;
const literals = /^(none|true|false|integer)$/;

const literalOf = (script: Script, node: SyntaxNode): string | null => {
  if (isString(node)) return stringValue(script, node, 80);
  return literals.test(node.type) ? textOf(script, node, 40) : null;
};

const bare = (node: SyntaxNode): SyntaxNode => {
  const [only] = node.children;
  return node.type === 'parenthesized_expression' && only ? only : node;
};

const comparison = (script: Script, { children }: SyntaxNode): Guard | null => {
  const [left, right] = children;
  const value = right && literalOf(script, right);
  if (
    !left ||
    !right ||
    children.length !== 2 ||
    !names.test(left.type) ||
    value === null ||
    value === undefined
  )
    return null;
  const operator = script.source.slice(left.end, right.start).replace(/\s+/g, ' ').trim();
  if (!/^(==|is|!=|is not)$/.test(operator)) return null;
  return {
    id: left.start,
    name: textOf(script, left, 80),
    is: value,
    holds: operator === '==' || operator === 'is',
  };
};

/** `x`, `not x`, `x is None`, `x == 'a'`: all that is told of conditions. */
const conditionOf = (script: Script, whole: SyntaxNode): Guard => {
  const node = bare(whole);
  const inner = node.type === 'not_operator' ? bare(node.children[0] ?? node) : node;
  const holds = inner === node;
  if (names.test(inner.type)) return { id: inner.start, name: textOf(script, inner, 80), is: 'True', holds };
  const compared = inner.type === 'comparison_operator' ? comparison(script, inner) : null;
  return compared
    ? { ...compared, holds: compared.holds === holds }
    : { id: inner.start, name: '', is: textOf(script, inner, 60), holds };
};

const branchOf = (script: Script, node: SyntaxNode): Guard | null => {
  const { parent } = node;
  if (parent?.type === 'else_clause' && parent.parent?.type === 'if_statement') {
    const condition = childOf(parent.parent, 'condition');
    const guard = condition && conditionOf(script, condition);
    return guard ? { ...guard, holds: !guard.holds } : null;
  }
  if (!/^(if_statement|elif_clause)$/.test(parent?.type ?? '') || node.type !== 'block') return null;
  const condition = parent && childOf(parent, 'condition');
  return condition ? conditionOf(script, condition) : null;
};

/** Conditions under which a statement is reached within its function, the nearest first. */
export const guardsOf = ({ script }: Reading, node: SyntaxNode): readonly Guard[] => {
  const guards: Guard[] = [];
  let at: SyntaxNode | null = node;
  for (let climbed = 0; at && at.type !== 'function_definition' && guards.length < most; climbed += 1) {
    if (climbed > deepest) break;
    const guard = branchOf(script, at);
    if (guard && guard.name !== '__name__') guards.push(guard);
    at = at.parent;
  }
  return guards;
};
