import { ts } from 'ts-morph';
import { assertionsIn } from './script-assertions.ts';
import { ownNames, reachedFrom } from './script-reach.ts';
import { calledName, placeOf, type ScriptReading, walk } from './script-tree.ts';
import type { TestFact } from './types.ts';

const maxTests = 500;
const testCall = /^(?:test|it)(?:\.(?:each|only|concurrent|sequential))*$/;

export const isTestPath = (path: string): boolean =>
  /\.(?:test|spec)\.[cm]?[jt]sx?$/i.test(path) || /(?:^|\/)(?:tests?|__tests__)\//i.test(path);

const importsOf = ({ source }: ScriptReading): readonly string[] =>
  source.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );

/** Jest's functions are there without an import, so it is what is left; they count only where the path says that it is a test. */
const frameworkOf = (reading: ScriptReading): TestFact['framework'] | null => {
  const modules = importsOf(reading);
  if (modules.includes('node:test') || /require\(\s*['"]node:test['"]/.test(reading.source.text))
    return 'node';
  if (modules.includes('vitest')) return 'vitest';
  return modules.includes('@jest/globals') || isTestPath(reading.path) ? 'jest' : null;
};

const isFunction = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const testOf = (node: ts.Node) => {
  if (!ts.isCallExpression(node) || !testCall.test(calledName(node.expression))) return null;
  const body = node.arguments.find(isFunction);
  const [name] = node.arguments;
  return body && name
    ? { node, body, name: ts.isStringLiteralLike(name) ? name.text : name.getText() }
    : null;
};

/** Tests with the assertions in them that could fail, and the names of own modules that they reach. */
export const scriptTests = (reading: ScriptReading): readonly TestFact[] => {
  const framework = frameworkOf(reading);
  if (framework === null) return [];
  const own = ownNames(reading);
  return reading.nodes
    .flatMap((node) => testOf(node) ?? [])
    .slice(0, maxTests)
    .map(({ node, body, name }) => {
      const nodes = walk(body);
      return {
        name: name.slice(0, 200),
        place: placeOf(reading, node),
        assertions: assertionsIn(nodes),
        exercises: reachedFrom(nodes, own),
        framework,
      };
    });
};
