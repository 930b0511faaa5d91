import { ts } from 'ts-morph';
import { machinePathIn } from './machine-paths.ts';
import { placeOf, type ScriptReading, textOf } from './script-tree.ts';
import type { ScriptFile } from './types.ts';

const maxNames = 4_000;
const maxPaths = 100;

/** A function declared, a method, or one given to a variable is not named where it gets its name. */
const isNaming = (node: ts.Identifier): boolean => {
  const { parent } = node;
  const named =
    ts.isFunctionDeclaration(parent) || ts.isMethodDeclaration(parent) || ts.isVariableDeclaration(parent);
  return named && parent.name === node;
};

export const scriptNames = ({ nodes }: ScriptReading): readonly string[] => {
  const found = new Set<string>();
  for (const node of nodes) {
    if (found.size >= maxNames) break;
    if (ts.isIdentifier(node) && !isNaming(node)) found.add(node.text.slice(0, 100));
  }
  return [...found];
};

/** Modules named by `import`, `export ... from` and `require`. */
export const scriptImports = ({ nodes }: ScriptReading): readonly string[] =>
  nodes.flatMap((node) => {
    if (!ts.isStringLiteral(node)) return [];
    const { parent } = node;
    const imported = ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent);
    const called = ts.isCallExpression(parent) && /^(require|import)$/.test(parent.expression.getText());
    return imported || called ? [node.text] : [];
  });

export const scriptMachinePaths = (reading: ScriptReading): ScriptFile['machinePaths'] =>
  reading.nodes
    .flatMap((node) => {
      const value = ts.isStringLiteralLike(node) ? machinePathIn(node.text) : null;
      if (value === null) return [];
      const { path, line } = placeOf(reading, node);
      return [{ path, line, text: textOf(reading, node.parent).replace(/\s+/g, ' '), value }];
    })
    .slice(0, maxPaths);
