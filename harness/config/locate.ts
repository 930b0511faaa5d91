import { type Document, isCollection, isMap, isNode, isScalar, type LineCounter, type Node } from 'yaml';

export type Position = { readonly line: number; readonly column: number };

/**
 * Where a path of a parsed document stands in its file: at its key where it has one. A path that leads nowhere is
 * placed at the deepest part of it that exists.
 */
export function positionOf(path: readonly PropertyKey[], { document, lines }: Parsed): Position {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const next = enter(node, step);
    if (!next) break;
    node = next.value;
    offset = next.offset ?? offset;
  }
  return at(offset, lines);
}

export type Parsed = { readonly document: Document; readonly lines: LineCounter };

export function at(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

type Step = { readonly value: unknown; readonly offset: number | null };

function enter(node: unknown, step: PropertyKey): Step | null {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair ? { value: pair.value, offset: startOf(pair.key) } : null;
  }
  if (!isCollection(node)) return null;
  const value: unknown = node.get(step, true);
  return value === undefined ? null : { value, offset: startOf(value) };
}

function startOf(node: unknown): number | null {
  return isNode(node) ? ((node satisfies Node).range?.[0] ?? null) : null;
}
