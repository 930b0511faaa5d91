import { childOf, placeOf, textOf } from './text.ts';
import type { Script, SyntaxNode } from './tree.ts';
import type { ImportFact } from './types.ts';

const longestChain = 12;
const maxImports = 2_000;

/** Names as Python sees them: imported ones in full, and which call made an object. */
export type Names = {
  readonly imports: readonly ImportFact[];
  /** Full dotted name of a callee, calls and subscripts on the way left out: `pandas.read_csv.drop`. */
  readonly dotted: (node: SyntaxNode) => string;
  /** Whether a name's head comes from an import. */
  readonly isImported: (node: SyntaxNode) => boolean;
  /** Resolved name of the call that made the object which a method is called on. */
  readonly ownerOf: (callee: SyntaxNode) => string | null;
};

const imported = (script: Script, node: SyntaxNode): readonly Omit<ImportFact, 'place'>[] => {
  const from = childOf(node, 'module_name');
  const module = from && textOf(script, from, 200);
  const names = node.children.filter((child) => child.field === 'name');
  if (module && node.children.some(({ type }) => type === 'wildcard_import'))
    return [{ module, name: '*', alias: '*' }];
  return names.map((child) => {
    const name = textOf(
      script,
      child.type === 'aliased_import' ? (childOf(child, 'name') ?? child) : child,
      200,
    );
    const alias = child.type === 'aliased_import' ? childOf(child, 'alias') : null;
    const bound = alias ? textOf(script, alias, 200) : module ? name : (name.split('.')[0] ?? name);
    return module ? { module, name, alias: bound } : { module: name, name: null, alias: bound };
  });
};

const importsOf = (script: Script, path: string): readonly ImportFact[] =>
  script.nodes
    .filter(({ type }) => type === 'import_statement' || type === 'import_from_statement')
    .slice(0, maxImports)
    .flatMap((node) =>
      imported(script, node).map((fact) => ({ ...fact, place: placeOf(script, { path, node }) })),
    );

const bindings = (imports: readonly ImportFact[]): ReadonlyMap<string, string> =>
  new Map(
    imports.map(({ module, name, alias }) => {
      const whole = name === null ? (alias === module.split('.')[0] ? alias : module) : `${module}.${name}`;
      return [alias, whole];
    }),
  );

/** The segments of `a.b().c[0].d`, head first, at most twelve. */
const chain = (script: Script, node: SyntaxNode): readonly string[] => {
  const segments: string[] = [];
  let at: SyntaxNode | null = node;
  while (at && segments.length < longestChain) {
    if (at.type === 'attribute') {
      const attribute = childOf(at, 'attribute');
      if (attribute) segments.unshift(textOf(script, attribute, 100));
      at = childOf(at, 'object');
    } else if (at.type === 'call') at = childOf(at, 'function');
    else if (at.type === 'subscript') at = childOf(at, 'value');
    else {
      if (at.type === 'identifier') segments.unshift(textOf(script, at, 100));
      break;
    }
  }
  return segments;
};

/** `x = Made()`, `self.x = Made()`, `with Made() as x`: target and the call on the right. */
const bindingsToCalls = (script: Script): readonly (readonly [SyntaxNode, SyntaxNode])[] =>
  script.nodes.flatMap((node) => {
    if (node.type !== 'assignment' && node.type !== 'as_pattern') return [];
    const left =
      node.type === 'assignment' ? childOf(node, 'left') : (childOf(node, 'alias')?.children[0] ?? null);
    const right = node.type === 'assignment' ? childOf(node, 'right') : (node.children[0] ?? null);
    return left && right?.type === 'call' && /^(identifier|attribute)$/.test(left.type)
      ? [[left, right] as const]
      : [];
  });

export const namesOf = (script: Script, path: string): Names => {
  const imports = importsOf(script, path);
  const bound = bindings(imports);
  const resolve = (segments: readonly string[]): string => {
    const [head, ...rest] = segments;
    if (head === undefined) return '';
    return [bound.get(head) ?? head, ...rest].join('.');
  };
  const known = new Map<SyntaxNode, string>();
  const dotted = (node: SyntaxNode): string => {
    const found = known.get(node) ?? resolve(chain(script, node));
    known.set(node, found);
    return found;
  };
  const makers = new Map<string, string>();
  for (const [left, right] of bindingsToCalls(script)) {
    const callee = childOf(right, 'function');
    if (callee) makers.set(chain(script, left).join('.'), dotted(callee));
  }
  const ownerOf = (callee: SyntaxNode): string | null => {
    const object = callee.type === 'attribute' ? childOf(callee, 'object') : null;
    if (object?.type === 'call') return dotted(object);
    return object ? (makers.get(chain(script, object).join('.')) ?? null) : null;
  };
  const isImported = (node: SyntaxNode): boolean => bound.has(chain(script, node)[0] ?? '');
  return { imports, dotted, isImported, ownerOf };
};
