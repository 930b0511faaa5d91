import { functionName, type Reading } from './calls.ts';
import { guardsOf } from './flow-guards.ts';
import { type Emitting, emit } from './flow-steps.ts';
import { childOf, isString, oneLine, placeOf, stringValue, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { Flow, FlowStep, Operand } from './types.ts';

const maxStatements = 3_000;
const maxSteps = 12_000;
const longestText = 160;

const compound: ReadonlySet<string> = new Set([
  'if_statement',
  'for_statement',
  'while_statement',
  'try_statement',
  'with_statement',
  'match_statement',
]);
const definition: ReadonlySet<string> = new Set([
  'function_definition',
  'class_definition',
  'decorated_definition',
]);
const plain: ReadonlySet<string> = new Set([
  'expression_statement',
  'return_statement',
  'delete_statement',
  'assert_statement',
  'raise_statement',
  'for_statement',
  'with_statement',
  'if_statement',
  'while_statement',
]);

const ownerOf = ({ parent }: SyntaxNode): SyntaxNode | null => {
  let at = parent;
  while (at && at.type !== 'class_definition' && at.type !== 'function_definition') at = at.parent;
  return at?.type === 'class_definition' ? at : null;
};

const parametersOf = ({ script }: Reading, node: SyntaxNode): readonly string[] =>
  (childOf(node, 'parameters')?.children ?? []).flatMap((parameter) => {
    if (parameter.type === 'comment' || parameter.type === 'keyword_separator') return [];
    const name =
      parameter.type === 'identifier' ? parameter : (childOf(parameter, 'name') ?? parameter.children[0]);
    return name?.type === 'identifier' ? [textOf(script, name, 80)] : [''];
  });

/** A literal, or a name of the module. */
const defaultOf = ({ script }: Reading, value: SyntaxNode): Operand | null => {
  if (value.type === 'identifier') return textOf(script, value, 80);
  if (isString(value)) return `'${stringValue(script, value, 80)}`;
  return /^(none|true|false|integer)$/.test(value.type) ? `'${textOf(script, value, 40)}` : null;
};

const defaultsOf = (reading: Reading, node: SyntaxNode): Readonly<Record<string, Operand>> =>
  Object.fromEntries(
    (childOf(node, 'parameters')?.children ?? []).flatMap((parameter) => {
      const name = childOf(parameter, 'name');
      const value = childOf(parameter, 'value');
      const given = value && defaultOf(reading, value);
      return name && given ? [[textOf(reading.script, name, 80), given]] : [];
    }),
  );

const functionOf = (reading: Reading, node: SyntaxNode): Flow['functions'][number] => {
  const owner = ownerOf(node);
  const name = owner && childOf(owner, 'name');
  return {
    name: functionName(reading.script, node) ?? '',
    owner: name ? textOf(reading.script, name, 200) : null,
    parameters: parametersOf(reading, node).slice(0, 24),
    defaults: defaultsOf(reading, node),
    place: placeOf(reading.script, { path: reading.path, node }),
  };
};

const mostClasses = 200;
const mostBases = 8;

const classesOf = ({ script, names }: Reading): Flow['classes'] =>
  script.nodes
    .filter(({ type }) => type === 'class_definition')
    .slice(0, mostClasses)
    .flatMap((node) => {
      const name = childOf(node, 'name');
      const bases = (childOf(node, 'superclasses')?.children ?? []).filter(({ type }) =>
        /^(identifier|attribute)$/.test(type),
      );
      return name
        ? [{ name: textOf(script, name, 200), bases: bases.slice(0, mostBases).map(names.dotted) }]
        : [];
    });

/** A statement's own nodes: of one that holds a block only what stands before it. */
const headOf = (node: SyntaxNode): { readonly from: number; readonly to: number } => {
  const block = compound.has(node.type) ? node.children.find(({ type }) => type === 'block') : undefined;
  return { from: node.index, to: block ? block.index - 1 : node.last };
};

const isUnit = ({ type, parent }: SyntaxNode): boolean =>
  plain.has(type) && (parent?.type === 'module' || parent?.type === 'block') && !definition.has(type);

/** What only happens where a package is not installed. */
const isInsteadOfPackage = ({ script }: Reading, node: SyntaxNode): boolean =>
  node.type === 'except_clause' && /^except \(?(Import|ModuleNotFound)Error\b/.test(textOf(script, node, 60));

/** What the file does, statement by statement. */
export const flowOf = (reading: Reading): Flow => {
  const { script, path } = reading;
  const defined = script.nodes.filter(({ type }) => type === 'function_definition');
  const positions = new Map(defined.map((node, at) => [node, at]));
  const statements: Flow['statements'][number][] = [];
  const steps: FlowStep[] = [];
  const emitting: Emitting = { reading, operands: new Map(), temporaries: { used: 0 } };
  let leftOut = -1;
  for (const node of script.nodes) {
    if (isInsteadOfPackage(reading, node)) leftOut = Math.max(leftOut, node.last);
    if (
      !isUnit(node) ||
      node.index <= leftOut ||
      statements.length >= maxStatements ||
      steps.length >= maxSteps
    )
      continue;
    const { from, to } = headOf(node);
    const found = emit(emitting, { nodes: script.nodes, from, to, at: statements.length });
    if (found.length === 0) continue;
    const { line, endLine } = placeOf(script, {
      path,
      node: from === to ? node : { ...node, end: script.nodes[to]?.end ?? node.end },
    });
    const within = node.scope ? (positions.get(node.scope) ?? null) : null;
    const when = guardsOf(reading, node);
    const head = compound.has(node.type) ? { ...node, end: script.nodes[to]?.end ?? node.end } : node;
    statements.push({
      line,
      ...(endLine ? { endLine } : {}),
      text: oneLine(script, head).slice(0, longestText),
      within,
      ...(when.length > 0 ? { when } : {}),
    });
    steps.push(...found);
  }
  return {
    functions: defined.map((node) => functionOf(reading, node)),
    classes: classesOf(reading),
    statements,
    steps,
  };
};
