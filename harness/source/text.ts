import type { Place } from '../types.ts';
import type { Script, SyntaxNode } from './tree.ts';

export const textOf = ({ source }: Script, { start, end }: SyntaxNode, most = 4_000): string =>
  source.slice(start, Math.min(end, start + most));

const longestLine = 200;

const shortened = (script: Script, { node, most }: { node: SyntaxNode; most: number }): string =>
  textOf(script, node, most * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);

/** On one line, at most `most` characters. */
export const oneLine = (script: Script, node: SyntaxNode, most = longestLine): string => {
  if (most !== longestLine) return shortened(script, { node, most });
  const found = script.lines.get(node) ?? shortened(script, { node, most });
  script.lines.set(node, found);
  return found;
};

export const placeOf = ({ lineAt }: Script, { path, node }: { path: string; node: SyntaxNode }): Place => {
  const line = lineAt(node.start);
  const endLine = lineAt(Math.max(node.start, node.end - 1));
  return endLine > line ? { path, line, endLine } : { path, line };
};

/** What stands below a node, in document order, without recursion. */
export const below = ({ nodes }: Script, node: SyntaxNode): readonly SyntaxNode[] =>
  nodes.slice(node.index + 1, node.last + 1);

export const childOf = ({ children }: SyntaxNode, field: string): SyntaxNode | null => {
  for (const child of children) if (child.field === field) return child;
  return null;
};

export const isString = ({ type }: SyntaxNode): boolean =>
  type === 'string' || type === 'concatenated_string';

/** The literal's characters between its quotes, pieces joined; escapes stand as written, interpolations as `{}`. */
export const stringValue = (script: Script, node: SyntaxNode, most = 8_000): string => {
  const [, content] = node.children;
  if (node.children.length === 3 && content?.type === 'string_content') return textOf(script, content, most);
  const parts = below(script, node).filter(
    ({ type, parent }) =>
      (type === 'string_content' || type === 'interpolation') && parent?.parent?.type !== 'interpolation',
  );
  const pieces = parts.map((part) => (part.type === 'interpolation' ? '{}' : textOf(script, part, most)));
  return pieces.join('').slice(0, most);
};

/** Arguments of a call: positional ones, and keywords by name. */
export const argumentsOf = (script: Script, call: SyntaxNode) => {
  const all = childOf(call, 'arguments')?.children.filter(({ type }) => type !== 'comment') ?? [];
  const keywords = all.filter(({ type }) => type === 'keyword_argument');
  return {
    positional: all.filter(({ type }) => type !== 'keyword_argument'),
    keywords: keywords.flatMap((keyword) => {
      const name = childOf(keyword, 'name');
      const value = childOf(keyword, 'value');
      return name && value ? [{ name: textOf(script, name, 80), value }] : [];
    }),
  };
};
