import { ts } from 'ts-morph';
import { calledName, placeOf, type ScriptReading, textOf } from './script-tree.ts';
import type { CallFact } from './types.ts';

const maxCalls = 5_000;

/** Calls by the names that they are written with. */
export const scriptCalls = (reading: ScriptReading): readonly CallFact[] =>
  reading.nodes
    .filter((node) => ts.isCallExpression(node) || ts.isNewExpression(node))
    .map((node) => ({ node, name: calledName(node.expression) }))
    .filter(({ name }) => name !== '')
    .slice(0, maxCalls)
    .map(({ node, name }) => ({
      name,
      place: placeOf(reading, node),
      text: textOf(reading, node),
      keywords: {},
      args: (node.arguments ?? []).slice(0, 4).map((argument) => textOf(reading, argument)),
      owner: null,
      within: null,
    }));
