import { ts } from 'ts-morph';
import { type ScriptReading, walk } from './script-tree.ts';

const isOwnModule = (specifier: string): boolean => /^\.{1,2}(?:\/|$)|^[#~]\//.test(specifier);

const importedNames = (statement: ts.Statement): readonly string[] => {
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const { importClause: clause } = statement;
  if (!isOwnModule(statement.moduleSpecifier.text) || clause === undefined) return [];
  const { name, namedBindings: bindings } = clause;
  const inner =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [bindings.name.text]
        : bindings.elements.map((element) => element.name.text);
  return [...(name ? [name.text] : []), ...inner];
};

const identifiersIn = (nodes: readonly ts.Node[]): ReadonlySet<string> =>
  new Set(nodes.flatMap((node) => (ts.isIdentifier(node) ? [node.text] : [])));

const declaredNames = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? declaredNames(element.name) : []));

/** What a file declares at its top, and what each declaration is made of. */
const topLevel = ({ source }: ScriptReading) =>
  source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.name)
      return [{ names: [statement.name.text], uses: identifiersIn(walk(statement)) }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map(({ name, initializer }) => ({
      names: declaredNames(name),
      uses: initializer ? identifiersIn(walk(initializer)) : new Set<string>(),
    }));
  });

const isRequired = (text: string): boolean => /(?:require|import)\(\s*['"]\.{1,2}\//.test(text);

/** Names that stand for the submission's own modules in a file: imported, or made of such. */
export const ownNames = (reading: ScriptReading): ReadonlySet<string> => {
  const own = new Set(reading.source.statements.flatMap(importedNames));
  for (const statement of reading.source.statements) {
    if (!ts.isVariableStatement(statement) || !isRequired(statement.getText(reading.source))) continue;
    for (const { name } of statement.declarationList.declarations)
      for (const one of declaredNames(name)) own.add(one);
  }
  for (const { names, uses } of topLevel(reading)) {
    if ([...uses].some((name) => own.has(name))) for (const name of names) own.add(name);
  }
  return own;
};

const maxNames = 20;

export const reachedFrom = (nodes: readonly ts.Node[], own: ReadonlySet<string>): readonly string[] =>
  [...identifiersIn(nodes)].filter((name) => own.has(name)).slice(0, maxNames);
