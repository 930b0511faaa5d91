import { below, childOf, textOf } from './text.ts';
import type { Script, SyntaxNode } from './tree.ts';

const plainLiteral = /^(true|false|none|integer|float|string)$/;

/** Only what is a plain assignment binds a name without anything that could change it later. */
const bindsOnce = (node: SyntaxNode): boolean => {
  const { parent } = node;
  if (parent?.type !== 'assignment' || node.field !== 'left') return false;
  const value = childOf(parent, 'right');
  return value !== null && plainLiteral.test(value.type) && value.children.every(isText);
};

const isText = ({ type }: SyntaxNode): boolean => type !== 'interpolation';

const binding = /^(assignment|augmented_assignment|named_expression|for_statement|for_in_clause)$/;
const targets =
  /^(pattern_list|tuple_pattern|list_pattern|as_pattern_target|parameters|default_parameter|typed_parameter|global_statement|nonlocal_statement|delete_statement)$/;

const isBound = ({ parent, field }: SyntaxNode): boolean => {
  if (!parent) return false;
  if (targets.test(parent.type)) return true;
  return binding.test(parent.type) && (field === 'left' || field === 'name');
};

/** Names that a function binds once, to a literal: what they stand for is known before it runs. */
export const fixedNames = (script: Script, definition: SyntaxNode): ReadonlySet<string> => {
  const bound = below(script, definition).filter((node) => node.type === 'identifier' && isBound(node));
  const byName = Map.groupBy(bound, (node) => textOf(script, node, 80));
  return new Set(
    [...byName].flatMap(([name, nodes]) => (nodes.length === 1 && nodes.every(bindsOnce) ? [name] : [])),
  );
};
