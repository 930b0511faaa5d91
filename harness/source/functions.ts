import { functionName, type Reading } from './calls.ts';
import { childOf, placeOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { FunctionFact } from './types.ts';

const maxFunctions = 2_000;

const isAnnotated = (node: SyntaxNode): boolean =>
  childOf(node, 'return_type') !== null ||
  (childOf(node, 'parameters')?.children.some(({ type }) => type.startsWith('typed_')) ?? false);

/** The first statement of a body, when it is a bare string. */
const docstringOf = (node: SyntaxNode): SyntaxNode | null => {
  const body = node.type === 'module' ? node : childOf(node, 'body');
  const first = body?.children.find(({ type }) => type !== 'comment');
  const only = first?.type === 'expression_statement' ? first.children[0] : undefined;
  return only && /^(concatenated_)?string$/.test(only.type) ? only : null;
};

export const functionsOf = ({ script, path }: Reading): readonly FunctionFact[] =>
  script.nodes
    .filter(({ type }) => type === 'function_definition')
    .slice(0, maxFunctions)
    .map((node) => {
      const place = placeOf(script, { path, node });
      return {
        name: functionName(script, node) ?? '',
        place,
        annotated: isAnnotated(node),
        documented: docstringOf(node) !== null,
        lines: (place.endLine ?? place.line) - place.line + 1,
      };
    });
