import { ts } from 'ts-morph';
import { scriptCalls } from './script-calls.ts';
import { scriptFunctions } from './script-functions.ts';
import { scriptHandlers } from './script-handlers.ts';
import { scriptMutations } from './script-mutations.ts';
import { scriptImports, scriptMachinePaths, scriptNames } from './script-names.ts';
import { scriptRules } from './script-rules.ts';
import { scriptStatements } from './script-statements.ts';
import { scriptStrings } from './script-strings.ts';
import { isTestPath, scriptTests } from './script-tests.ts';
import { type ScriptReading, walk } from './script-tree.ts';
import type { ScriptFile } from './types.ts';

export type ReadScript = (file: { readonly path: string; readonly text: string }) => ScriptFile;

const kindOf = (path: string): ts.ScriptKind => {
  if (/\.[jt]sx$/i.test(path)) return ts.ScriptKind.TSX;
  return /\.[cm]?ts$/i.test(path) ? ts.ScriptKind.TS : ts.ScriptKind.JS;
};

/** All that is read from one file in TypeScript or JavaScript: its syntax alone, nothing is resolved. */
export const readScript: ReadScript = ({ path, text }) => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kindOf(path));
  const reading: ScriptReading = { path, source, nodes: walk(source) };
  const tests = scriptTests(reading);
  const test = isTestPath(path) || tests.length > 0;
  return {
    path,
    test,
    functions: scriptFunctions(reading),
    calls: scriptCalls(reading),
    strings: scriptStrings(reading),
    tests,
    imports: scriptImports(reading),
    statements: scriptStatements(reading),
    named: scriptNames(reading),
    handlers: scriptHandlers(reading),
    machinePaths: scriptMachinePaths(reading),
    rules: scriptRules(reading),
    mutations: test ? [] : scriptMutations(reading),
  };
};
