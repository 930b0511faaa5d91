import type { PythonFile } from '../source/types.ts';
import { lastOf } from './method-known.ts';
import type { Own } from './method-sides.ts';

/** A function by its file and position, or the code of a module itself. */
type Node = { readonly path: string; readonly position: number | null };

const keyOf = ({ path, position }: Node): string => `${path}#${position ?? ''}`;

/** Names of what every library runs. */
const common = /^(run|main|get|post|start|close|load|save|read|write)$/;

const inFile = (
  { path, flow }: PythonFile,
  fits: (definition: PythonFile['flow']['functions'][number]) => boolean,
): readonly Node[] =>
  flow.functions.flatMap((definition, position) => (fits(definition) ? [{ path, position }] : []));

/** `name` of a module, `Class` for what it begins with, `Class.method`. */
const defined = (file: PythonFile, [first = '', second]: readonly string[]): readonly Node[] => {
  const plain = inFile(file, ({ name, owner }) => owner === null && name === first);
  if (plain.length > 0) return plain;
  return inFile(file, ({ name, owner }) => owner === first && name === (second ?? '__init__'));
};

type Methods = ReadonlyMap<string, readonly Node[]>;

const mostOfAName = 40;

const methodsOf = ({ files }: Own): Methods => {
  const all = [...files.values()].flatMap((file) =>
    inFile(file, ({ owner }) => owner !== null).map((node) => ({
      node,
      name: file.flow.functions[node.position ?? 0]?.name ?? '',
    })),
  );
  const byName = Map.groupBy(all, ({ name }) => name);
  return new Map(
    [...byName].map(([name, found]) => [name, found.slice(0, mostOfAName).map(({ node }) => node)]),
  );
};

type Named = { readonly file: PythonFile; readonly name: string; readonly methods: Methods };

/** What a name leads to: of an object that nobody can tell, every method of that name. */
const targetsOf = (own: Own, { file, name, methods }: Named): readonly Node[] => {
  const parts = name.split('.');
  const [head = '', ...rest] = parts;
  if (rest.length === 0 || head === 'self') {
    const last = lastOf(name);
    const here = head === 'self' ? inFile(file, (one) => one.name === last) : defined(file, parts);
    if (here.length > 0) return here;
  }
  const found = own.modules.find(name, file.path);
  const other = found && own.files.get(found.path);
  const there = other ? defined(other, found.rest) : [];
  if (there.length > 0 || rest.length === 0) return there;
  const isLibrary = !found && file.imports.some(({ module }) => module.split('.')[0] === head);
  const last = lastOf(name);
  if (isLibrary || common.test(last)) return [];
  return methods.get(last) ?? [];
};

const mostEdges = 2_000;

type Edges = ReadonlyMap<string, readonly Node[]>;

/** What each function calls or hands on. */
export const edgesOf = (own: Own): Edges => {
  const edges = new Map<string, Node[]>();
  const methods = methodsOf(own);
  for (const file of own.files.values())
    for (const step of file.flow.steps) {
      if (step.do !== 'call') continue;
      const position = file.flow.statements[step.at]?.within ?? null;
      const handed = [...step.args, ...Object.values(step.keywords)].filter((name) =>
        /^[A-Za-z_]\w*$/.test(name),
      );
      const targets = [step.name, ...handed].flatMap((name) => targetsOf(own, { file, name, methods }));
      const key = keyOf({ path: file.path, position });
      const before = edges.get(key) ?? [];
      if (before.length < mostEdges) before.push(...targets);
      edges.set(key, before);
    }
  return edges;
};

type Calling = { readonly edges: Edges; readonly except?: readonly Node[] };

/** Everything that is called from some functions, themselves included, but for what others are there for. */
export const calledFrom = (from: readonly Node[], { edges, except = [] }: Calling): ReadonlySet<string> => {
  const left = new Set(except.map(keyOf));
  const seen = new Set(from.map(keyOf).filter((key) => !left.has(key)));
  for (const key of seen)
    for (const next of edges.get(key) ?? []) if (!left.has(keyOf(next))) seen.add(keyOf(next));
  return seen;
};

const nodeOf = (key: string): Node => {
  const at = key.lastIndexOf('#');
  const position = key.slice(at + 1);
  return { path: key.slice(0, at), position: position === '' ? null : Number(position) };
};

/** Everything that leads to some functions. */
export const leadingTo = (to: readonly Node[], edges: Edges): readonly Node[] => {
  const callers = new Map<string, string[]>();
  for (const [from, targets] of edges)
    for (const target of targets) {
      const before = callers.get(keyOf(target)) ?? [];
      before.push(from);
      callers.set(keyOf(target), before);
    }
  const seen = new Set(to.map(keyOf));
  for (const key of seen) for (const next of callers.get(key) ?? []) seen.add(next);
  return [...seen].map(nodeOf);
};

export const nodeAt = ({ path, flow }: PythonFile, line: number): Node => {
  const found = flow.statements.findLast((statement) => statement.line <= line);
  return { path, position: found?.within ?? null };
};

/** All functions of a file, and its own code. */
export const nodesIn = (file: PythonFile): readonly Node[] => [
  { path: file.path, position: null },
  ...inFile(file, () => true),
];

/** Functions that ask a model. */
export const askingIn = ({ path, flow }: PythonFile): readonly Node[] =>
  flow.steps.flatMap((step) =>
    step.do === 'call' && /\.predict(_proba)?$/.test(step.name)
      ? [{ path, position: flow.statements[step.at]?.within ?? null }]
      : [],
  );

/** Functions that a decorator makes known, such as handlers, and the file's own code. */
export const registeredIn = (file: PythonFile): readonly Node[] => {
  const lines = new Set(file.functions.filter(({ hooked }) => hooked).map(({ place }) => place.line));
  return [
    { path: file.path, position: null },
    ...inFile(file, ({ owner, place }) => owner === null && lines.has(place.line)),
  ];
};

export const isIn = (nodes: ReadonlySet<string>, node: Node): boolean => nodes.has(keyOf(node));
