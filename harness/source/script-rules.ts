import { ts } from 'ts-morph';
import { mostComplex } from './rules.ts';
import { placeOf, type ScriptReading, textOf, walk } from './script-tree.ts';
import type { RuleFact } from './types.ts';

const maxFound = 500;

const branches: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.IfStatement,
  ts.SyntaxKind.ForStatement,
  ts.SyntaxKind.ForInStatement,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.WhileStatement,
  ts.SyntaxKind.DoStatement,
  ts.SyntaxKind.CatchClause,
  ts.SyntaxKind.CaseClause,
]);

const fact = (
  reading: ScriptReading,
  { node, ...said }: Pick<RuleFact, 'rule' | 'complexity'> & { readonly node: ts.Node },
): RuleFact => {
  const { path, line } = placeOf(reading, node);
  const [text = ''] = textOf(reading, node).split('\n');
  return { path, line, text, ...said };
};

const isOutermost = (node: ts.Node): boolean => {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return false;
  return true;
};

/** Paths through a function and those in it, counted as in Python. */
const complex = (reading: ScriptReading): readonly RuleFact[] =>
  reading.nodes
    .filter((node) => ts.isFunctionLike(node) && isOutermost(node))
    .map((node) => ({ node, complexity: 1 + walk(node).filter(({ kind }) => branches.has(kind)).length }))
    .filter(({ complexity }) => complexity > mostComplex)
    .map((found) => fact(reading, { ...found, rule: 'complex-function' }));

const boundBy = (clause: ts.ImportClause): readonly ts.Identifier[] => {
  const { name, namedBindings: bindings } = clause;
  const inner =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [bindings.name]
        : bindings.elements.map((element) => element.name);
  return name ? [name, ...inner] : inner;
};

/** JSX names React without writing it. */
const unusedImports = (reading: ScriptReading): readonly RuleFact[] => {
  const { source, nodes } = reading;
  const counts = new Map<string, number>();
  for (const node of nodes)
    if (ts.isIdentifier(node)) counts.set(node.text, (counts.get(node.text) ?? 0) + 1);
  return source.statements
    .flatMap((node) => (ts.isImportDeclaration(node) && node.importClause ? boundBy(node.importClause) : []))
    .filter(({ text }) => text !== 'React' && counts.get(text) === 1)
    .map((node) => fact(reading, { node, rule: 'unused-import', complexity: null }));
};

/** What Ruff says of Python, as far as the syntax alone tells it here. */
export const scriptRules = (reading: ScriptReading): readonly RuleFact[] =>
  [...complex(reading), ...unusedImports(reading)].slice(0, maxFound);
