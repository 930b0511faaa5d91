import { ts } from 'ts-morph';
import { holdersOf, placeOf, type ScriptReading, textOf } from './script-tree.ts';
import type { StringFact } from './types.ts';

const longest = 80;
const maxStrings = 20_000;

type Word = {
  readonly value: string;
  readonly role: StringFact['role'];
  readonly holders: readonly string[];
};

/** `const { secret, ...rest } = row` sets the column aside; `delete row.secret` too. */
const isSetAside = (node: ts.BindingElement): boolean =>
  ts.isObjectBindingPattern(node.parent) &&
  node.parent.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);

const wordOf = (node: ts.Node): Word | null => {
  if (ts.isStringLiteralLike(node)) {
    const role = ts.isArrayLiteralExpression(node.parent) ? 'element' : 'argument';
    const subscript = ts.isElementAccessExpression(node.parent);
    return { value: node.text, role: subscript ? 'subscript' : role, holders: holdersOf(node) };
  }
  if (ts.isPropertyAccessExpression(node))
    return { value: node.name.text, role: 'subscript', holders: holdersOf(node) };
  if (ts.isBindingElement(node) && isSetAside(node))
    return { value: (node.propertyName ?? node.name).getText(), role: 'element', holders: ['drop'] };
  if (ts.isPropertyAssignment(node))
    return { value: node.name.getText(), role: 'key', holders: holdersOf(node) };
  return null;
};

/** Short strings, and names of properties, which is how columns are written here. */
export const scriptStrings = (reading: ScriptReading): readonly StringFact[] =>
  reading.nodes
    .flatMap((node) => {
      const word = wordOf(node);
      return word === null || word.value.length > longest ? [] : [{ node, word }];
    })
    .slice(0, maxStrings)
    .map(({ node, word }) => {
      const { path, line } = placeOf(reading, node);
      return {
        path,
        line,
        text: textOf(reading, ts.isPropertyAccessExpression(node) ? node.parent : node),
        ...word,
      };
    });
