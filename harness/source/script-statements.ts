import { ts } from 'ts-morph';
import { mixedText, seed } from './hash.ts';
import { placeOf, type ScriptReading } from './script-tree.ts';
import type { StatementFact } from './types.ts';

const maxStatements = 5_000;

type Open = { readonly node: ts.Node; readonly inside: 0 | 1; hash: number; words: number };

const isUnit = (node: ts.Node): boolean => ts.isStatement(node) && !ts.isBlock(node);

/** Imports stand everywhere, and types are no code that runs. */
const isLeftOut = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

const holds = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isFunctionLike(node) || ts.isClassLike(node));

/** As for Python: each node counts for the nearest statement around it. */
export const scriptStatements = (reading: ScriptReading): readonly StatementFact[] => {
  const units: Open[] = [];
  const owners = new Map<ts.Node, Open | undefined>();
  const inner = new Set<ts.Node>();
  for (const node of reading.nodes) {
    const { parent } = node;
    if (parent !== undefined && (inner.has(parent) || holds(parent))) inner.add(node);
    const opened: Open | undefined = isUnit(node)
      ? { node, inside: inner.has(node) ? 1 : 0, hash: seed, words: 0 }
      : owners.get(parent);
    owners.set(node, opened);
    if (opened === undefined) continue;
    if (opened.node === node) units.push(opened);
    opened.hash = mixedText(opened.hash, String(node.kind));
    if (!ts.isIdentifier(node)) continue;
    opened.words += 1;
    opened.hash = mixedText(opened.hash, node.text.slice(0, 100));
  }
  return units
    .filter(({ node }) => !isLeftOut(node))
    .slice(0, maxStatements)
    .map(({ node, inside, hash, words }) => {
      const { line, endLine = line } = placeOf(reading, node);
      return [line, endLine, words, hash, inside];
    });
};
