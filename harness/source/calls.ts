import type { Names } from './names.ts';
import { argumentsOf, childOf, oneLine, placeOf, textOf } from './text.ts';
import type { Script, SyntaxNode } from './tree.ts';
import type { CallFact } from './types.ts';

const maxCalls = 4_000;

/** A script, the names in it, and the path of its file. */
export type Reading = { readonly script: Script; readonly names: Names; readonly path: string };

export const functionName = (script: Script, node: SyntaxNode | null): string | null => {
  const name = node && childOf(node, 'name');
  return name ? textOf(script, name, 200) : null;
};

const longStatement = 200;

/** The statement around a call, unless it is so long that the call would be lost in it. */
const said = (node: SyntaxNode): SyntaxNode =>
  node.statement && node.statement.end - node.statement.start <= longStatement ? node.statement : node;

const callFact = (
  { script, names, path }: Reading,
  { node, callee }: { node: SyntaxNode; callee: SyntaxNode },
): CallFact => {
  const { positional, keywords } = argumentsOf(script, node);
  return {
    name: names.dotted(callee),
    place: placeOf(script, { path, node }),
    text: oneLine(script, said(node)),
    keywords: Object.fromEntries(keywords.map(({ name, value }) => [name, oneLine(script, value)])),
    args: positional.slice(0, 4).map((argument) => oneLine(script, argument)),
    owner: names.ownerOf(callee),
    within: functionName(script, node.scope),
  };
};

export const callsOf = (reading: Reading): readonly CallFact[] =>
  reading.script.nodes
    .filter(({ type }) => type === 'call')
    .slice(0, maxCalls)
    .flatMap((node) => {
      const callee = childOf(node, 'function');
      return callee ? [callFact(reading, { node, callee })] : [];
    });
