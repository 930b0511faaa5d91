import { ts } from 'ts-morph';
import { placeOf, type ScriptReading } from './script-tree.ts';
import type { FunctionFact } from './types.ts';

const maxFunctions = 2_000;

type Named = { readonly name: string; readonly node: ts.FunctionLikeDeclaration; readonly owner: ts.Node };

/** A function that others can name: declared, a method, or given to a variable. Callbacks are part of what they are in. */
export const namedFunction = (node: ts.Node): Named | null => {
  if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.body && node.name)
    return { name: node.name.getText(), node, owner: node };
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return null;
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node) return null;
  return { name: parent.name.getText(), node, owner: parent.parent.parent };
};

const commentBefore = (owner: ts.Node, { source }: ScriptReading): string => {
  const ranges = ts.getLeadingCommentRanges(source.text, owner.getFullStart()) ?? [];
  return ranges.map(({ pos, end }) => source.text.slice(pos, end)).join('\n');
};

/** `any` says nothing. */
const says = (type: ts.TypeNode | undefined): boolean =>
  type !== undefined && type.kind !== ts.SyntaxKind.AnyKeyword;

/** Types are inferred from what is returned; what is taken must be said, in TypeScript or in a comment that its tools read. */
const isAnnotated = ({ node }: Named, comment: string): boolean =>
  says(node.type) ||
  (node.parameters.length > 0 && node.parameters.every(({ type }) => says(type))) ||
  /@(?:param|returns?|type)\s*\{/.test(comment);

/** The words of a comment, whatever marks it as one. */
const isDocumented = (comment: string): boolean =>
  /[A-Za-z]{2}.*[A-Za-z]{2}/s.test(comment.replaceAll(/@\w+\s*\{[^}]*\}/g, ''));

/** Given away by default or under a decorator, or a method of a class that takes after another. */
const isHooked = ({ name, node }: Named): boolean => {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const inherits = ts.isClassLike(node.parent) && (node.parent.heritageClauses?.length ?? 0) > 0;
  const decorated = ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
  const isDefault = modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return isDefault || decorated || inherits || /^(main|handler|GET|POST|PUT|PATCH|DELETE)$/.test(name);
};

export const scriptFunctions = (reading: ScriptReading): readonly FunctionFact[] =>
  reading.nodes
    .flatMap((node) => namedFunction(node) ?? [])
    .slice(0, maxFunctions)
    .map((named) => {
      const place = placeOf(reading, named.node);
      const comment = commentBefore(named.owner, reading);
      return {
        name: named.name,
        place,
        annotated: isAnnotated(named, comment),
        documented: isDocumented(comment),
        lines: (place.endLine ?? place.line) - place.line + 1,
        hooked: isHooked(named),
      };
    });
