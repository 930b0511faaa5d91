import type { Place } from '../types.ts';
import { assertionCounter } from './assertions.ts';
import { functionName, type Reading } from './calls.ts';
import { childOf, placeOf, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { TestFact } from './types.ts';
import { together, type Uses, usesOf } from './uses.ts';

const maxTests = 2_000;
const maxDefinitions = 2_000;

/** A test before the other files are known. */
export type TestDraft = {
  readonly name: string;
  readonly place: Place;
  readonly assertions: number;
  readonly framework: TestFact['framework'];
  readonly uses: Uses;
};

/** Tests of one file, and what its top-level names (fixtures, clients, helpers) use in their turn. */
export type Drafts = {
  readonly tests: readonly TestDraft[];
  readonly definitions: readonly (readonly [name: string, uses: Uses])[];
};

const definitionOf = (node: SyntaxNode): SyntaxNode =>
  node.type === 'decorated_definition' ? (childOf(node, 'definition') ?? node) : node;

const topLevel = ({ script }: Reading): readonly SyntaxNode[] => {
  const [module] = script.nodes;
  const inside = (module?.children ?? []).flatMap((node) =>
    /^(if|try|with)_statement$/.test(node.type) ? node.children.flatMap(({ children }) => children) : [node],
  );
  return inside.map((node) => (node.type === 'expression_statement' ? (node.children[0] ?? node) : node));
};

/** `@pytest.fixture(name='api')` goes by another name. */
const fixtureName = ({ script }: Reading, node: SyntaxNode): string | null => {
  const decorators = node.children
    .filter(({ type }) => type === 'decorator')
    .map((at) => textOf(script, at, 200));
  const named = decorators.map((text) => /fixture\(.*\bname\s*=\s*["'](\w+)["']/.exec(text)?.[1]);
  return named.find((name) => name !== undefined) ?? null;
};

const definitions = (reading: Reading): Drafts['definitions'] =>
  topLevel(reading)
    .slice(0, maxDefinitions)
    .flatMap((node) => {
      const definition = definitionOf(node);
      const target =
        definition.type === 'assignment' ? childOf(definition, 'left') : childOf(definition, 'name');
      if (!target || !/^(function_definition|class_definition|assignment)$/.test(definition.type)) return [];
      const name = fixtureName(reading, node) ?? textOf(reading.script, target, 100);
      return [[name, usesOf(reading, definition)] as const];
    });

const skipped = /^@(pytest\.mark\.skip|unittest\.skip|skip)\b(?!\w)/;
const isSkipped = ({ script }: Reading, node: SyntaxNode): boolean =>
  node.children.some((child) => child.type === 'decorator' && skipped.test(textOf(script, child, 60)));

type Found = {
  readonly node: SyntaxNode;
  readonly framework: TestFact['framework'];
  readonly skipped: boolean;
  readonly also: Uses;
};

const functionsIn = (reading: Reading, nodes: readonly SyntaxNode[]) =>
  nodes
    .map((node) => ({ node: definitionOf(node), skipped: isSkipped(reading, node) }))
    .filter(({ node }) => node.type === 'function_definition')
    .map(({ node, skipped: skip }) => ({
      node,
      skipped: skip,
      name: functionName(reading.script, node) ?? '',
    }));

const testBase = /(TestCase|LiveServerTestCase|TestBase|BaseTest)$/;

/** Classes of unittest, those included that build on another one of the file. */
const unittestClasses = (reading: Reading, classes: readonly SyntaxNode[]): ReadonlySet<SyntaxNode> => {
  const names = new Set<string>();
  const found = new Set<SyntaxNode>();
  for (const definition of classes.map(definitionOf)) {
    const bases = childOf(definition, 'superclasses')?.children ?? [];
    const above = bases.map((base) => reading.names.dotted(base));
    if (!above.some((name) => testBase.test(name) || names.has(name))) continue;
    names.add(functionName(reading.script, definition) ?? '');
    found.add(definition);
  }
  return found;
};

/** Methods of a class; what its set-up, its other methods and its bases use counts for each of them. */
const inClass = (
  reading: Reading,
  { node, unittest }: { node: SyntaxNode; unittest: boolean },
): readonly Found[] => {
  const definition = definitionOf(node);
  if (!unittest && !/^Test/.test(functionName(reading.script, definition) ?? '')) return [];
  const body = childOf(definition, 'body')?.children ?? [];
  const methods = functionsIn(reading, body);
  const tests = methods.filter(({ name }) => /^test/.test(name));
  const others = [
    ...methods.filter(({ name }) => !/^test/.test(name)).map((method) => method.node),
    ...body.filter(({ type }) => type === 'expression_statement'),
    ...definition.children.filter(({ field }) => field === 'superclasses'),
  ];
  const also = together(others.map((other) => usesOf(reading, other)));
  const skip = isSkipped(reading, node);
  return tests.map((test) => ({
    node: test.node,
    framework: unittest ? 'unittest' : 'pytest',
    skipped: skip || test.skipped,
    also,
  }));
};

const found = (reading: Reading): readonly Found[] => {
  const top = topLevel(reading);
  const functions = functionsIn(reading, top)
    .filter(({ name }) => /^test/.test(name))
    .map(({ node, skipped: skip }) => ({
      node,
      framework: 'pytest' as const,
      skipped: skip,
      also: together([]),
    }));
  const classes = top.filter((node) => definitionOf(node).type === 'class_definition');
  const unittests = unittestClasses(reading, classes);
  const methods = classes.flatMap((node) =>
    inClass(reading, { node, unittest: unittests.has(definitionOf(node)) }),
  );
  return [...functions, ...methods];
};

const skipsModule = ({ script }: Reading): boolean =>
  /^pytestmark\s*=\s*pytest\.mark\.skip\b(?!if)|^pytest\.skip\(/m.test(script.source.slice(0, 20_000));

/** pytest functions and methods, unittest methods; one that is always skipped asserts nothing. */
export const draftsOf = (reading: Reading): Drafts => {
  const assertions = assertionCounter(reading);
  const none = skipsModule(reading);
  const tests = found(reading)
    .slice(0, maxTests)
    .map(({ node, framework, skipped: skip, also }) => ({
      name: functionName(reading.script, node) ?? '',
      place: placeOf(reading.script, { path: reading.path, node }),
      assertions: none || skip ? 0 : assertions(node),
      framework,
      uses: together([usesOf(reading, node), also]),
    }));
  return { tests, definitions: definitions(reading) };
};
