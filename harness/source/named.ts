import type { Reading } from './calls.ts';
import { textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';

const maxNames = 4_000;

const defines = /^(function_definition|class_definition|keyword_argument)$/;

/** Where a thing gets its name it is not named: nor is the keyword of a call the name of a function. */
const isNaming = ({ field, parent }: SyntaxNode): boolean =>
  field === 'name' && parent !== null && defines.test(parent.type);

/** Names that are used somewhere in a file, wherever what they stand for is defined. */
export const namedIn = ({ script }: Reading): readonly string[] => {
  const found = new Set<string>();
  for (const node of script.nodes) {
    if (found.size >= maxNames) break;
    if (node.type === 'identifier' && !isNaming(node)) found.add(textOf(script, node, 100));
  }
  return [...found];
};
