import { Node, type SourceFile, SyntaxKind } from 'ts-morph';

/** Names that are used and not merely keys or members, and every member access in full. */
export function namesUsed(source: SourceFile): readonly string[] {
  const names = source.getDescendantsOfKind(SyntaxKind.Identifier).filter((node) => !isLabel(node));
  return [...names.map((node) => node.getText()), ...accesses(source)];
}

/** `process.env`, `console.log`, ... as written. */
export function accesses(source: SourceFile): readonly string[] {
  return source.getDescendantsOfKind(SyntaxKind.PropertyAccessExpression).map((node) => node.getText());
}

function isLabel(node: Node): boolean {
  const parent = node.getParent();
  if (Node.isPropertyAssignment(parent)) return parent.getNameNode() === node;
  return Node.isPropertyAccessExpression(parent) && parent.getNameNode() === node;
}

/** Ways round the type checker: `any`, `x!`, `x as unknown as T`. */
export function loopholes(source: SourceFile): readonly string[] {
  const casts = source.getDescendantsOfKind(SyntaxKind.AsExpression);
  return [
    ...source.getDescendantsOfKind(SyntaxKind.AnyKeyword).map(() => 'any'),
    ...source.getDescendantsOfKind(SyntaxKind.NonNullExpression).map((node) => node.getText()),
    ...casts.map((node) => node.getText()).filter((text) => /\bas unknown\s+as\b/.test(text)),
  ];
}

/** Statements that do something when a module is imported, and variables that can change. */
export function actions(source: SourceFile): readonly string[] {
  return source
    .getStatements()
    .filter((statement) => !isDeclaration(statement))
    .map((statement) => statement.getText().slice(0, 60));
}

function isDeclaration(statement: Node): boolean {
  if (Node.isVariableStatement(statement)) return statement.getDeclarationKind() === 'const';
  return (
    Node.isImportDeclaration(statement) ||
    Node.isExportDeclaration(statement) ||
    Node.isFunctionDeclaration(statement) ||
    Node.isClassDeclaration(statement) ||
    Node.isTypeAliasDeclaration(statement) ||
    Node.isInterfaceDeclaration(statement)
  );
}

/** Functions of a module, declared or held by a constant, with more than `most` positional parameters. */
export function longSignatures(source: SourceFile, most: number): readonly string[] {
  const held = source
    .getVariableDeclarations()
    .filter((found) => Node.isArrowFunction(found.getInitializer()));
  const arrows = held.map((found) => [found.getName(), found.getInitializer()] as const);
  const declared = source.getFunctions().map((found) => [found.getName() ?? '', found] as const);
  return [...arrows, ...declared]
    .filter(
      ([, found]) =>
        (Node.isArrowFunction(found) || Node.isFunctionDeclaration(found)) &&
        found.getParameters().length > most,
    )
    .map(([name]) => name);
}
