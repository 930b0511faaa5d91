import { ts } from 'ts-morph';
import type { Place } from '../types.ts';

/** A parsed file: its nodes in document order. */
export type ScriptReading = {
  readonly path: string;
  readonly source: ts.SourceFile;
  readonly nodes: readonly ts.Node[];
};

const maxNodes = 400_000;
const longestText = 200;

/** Every node of a tree, without recursion: a file may nest as deep as it likes. */
export const walk = (root: ts.Node): readonly ts.Node[] => {
  const found: ts.Node[] = [];
  const open: ts.Node[] = [root];
  while (open.length > 0 && found.length < maxNodes) {
    const node = open.pop();
    if (node === undefined) break;
    found.push(node);
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    open.push(...children.toReversed());
  }
  return found;
};

export const placeOf = ({ path, source }: ScriptReading, node: ts.Node): Place => {
  const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const endLine = source.getLineAndCharacterOfPosition(node.end).line + 1;
  return { path, line, endLine };
};

export const textOf = ({ source }: ScriptReading, node: ts.Node): string =>
  node.getText(source).slice(0, longestText);

/** What a call is of, dotted: `assert.equal`, `expect.toBe`; empty where it is no plain chain of names. */
export const calledName = (call: ts.Expression): string => {
  const parts: string[] = [];
  let at: ts.Expression = call;
  for (let left = 12; left > 0; left -= 1) {
    if (ts.isCallExpression(at)) at = at.expression;
    else if (ts.isPropertyAccessExpression(at)) {
      parts.unshift(at.name.text);
      at = at.expression;
    } else break;
  }
  return ts.isIdentifier(at) ? [at.text, ...parts].join('.') : parts.join('.');
};

/** The variable, property or parameter that a node is given to, from the inside out. */
export const holdersOf = (node: ts.Node): readonly string[] => {
  const found: string[] = [];
  for (let at = node.parent; at !== undefined && found.length < 6; at = at.parent) {
    if (ts.isStatement(at) && !ts.isVariableStatement(at)) break;
    if (ts.isCallExpression(at)) found.push(calledName(at));
    else if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at)) found.push(at.name.getText());
    else if (ts.isDeleteExpression(at)) found.push('del');
  }
  return found;
};
