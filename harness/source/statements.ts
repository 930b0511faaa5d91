import type { Reading } from './calls.ts';
import { mixedText, seed } from './hash.ts';
import type { SyntaxNode } from './tree.ts';
import type { StatementFact } from './types.ts';

const maxStatements = 5_000;
const longestName = 100;

type Open = { readonly node: SyntaxNode; readonly inside: 0 | 1; hash: number; words: number; end: number };

const isUnit = ({ type, parent }: SyntaxNode): boolean =>
  (parent?.type === 'block' || parent?.type === 'module') && type !== 'comment';

/** Imports stand everywhere, and words in quotes are no code. */
const isLeftOut = ({ type, children }: SyntaxNode): boolean =>
  /^(import|import_from|future_import)_statement$/.test(type) ||
  (type === 'expression_statement' && children.every((child) => /^(concatenated_)?string$/.test(child.type)));

const isDefinition = (node: SyntaxNode | null): boolean =>
  node?.type === 'function_definition' || node?.type === 'class_definition';

/** Each node counts for the nearest statement around it: one walk over all of them in document order. */
export const statementsOf = ({ script }: Reading): readonly StatementFact[] => {
  const units: Open[] = [];
  const owners: (Open | undefined)[] = [];
  const inside: (0 | 1)[] = [];
  for (const node of script.nodes) {
    const above = node.parent ? node.parent.index : -1;
    const within = inside[above] === 1 || isDefinition(node.parent) ? 1 : 0;
    inside[node.index] = within;
    const unit: Open | undefined = isUnit(node)
      ? { node, inside: within, hash: seed, words: 0, end: node.start }
      : owners[above];
    owners[node.index] = unit;
    if (unit === undefined || node.type === 'comment') continue;
    if (unit.node === node) units.push(unit);
    if (node.type !== 'parenthesized_expression') unit.hash = mixedText(unit.hash, node.type);
    if (node.children.length === 0) unit.end = Math.max(unit.end, node.end - 1);
    if (node.type !== 'identifier') continue;
    unit.words += 1;
    unit.hash = mixedText(
      unit.hash,
      script.source.slice(node.start, Math.min(node.end, node.start + longestName)),
    );
  }
  return units
    .filter(({ node }) => !isLeftOut(node))
    .slice(0, maxStatements)
    .map(({ node, end, words, hash, inside: within }) => [
      script.lineAt(node.start),
      script.lineAt(end),
      words,
      hash,
      within,
    ]);
};
