import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';

/** One named node of a Python file. Offsets count UTF-16 units. */
export type SyntaxNode = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Its role in its parent, e.g. `function`, `arguments`, `left`. */
  readonly field: string | null;
  readonly parent: SyntaxNode | null;
  readonly children: SyntaxNode[];
  /** Position in `Script.nodes`, and that of the last node below it. */
  readonly index: number;
  last: number;
  /** The simple statement or decorator that it stands in, itself included. */
  readonly statement: SyntaxNode | null;
  /** The nearest function that it stands in, itself excluded. */
  readonly scope: SyntaxNode | null;
};

/** A parsed file: named nodes in document order, so that what is below a node is a slice. */
export type Script = {
  readonly source: string;
  readonly nodes: readonly SyntaxNode[];
  /** 1-based line in the file as it lies on disk. */
  readonly lineAt: (offset: number) => number;
  /** What nodes say on one line, as far as it was asked for: most facts of a statement ask again. */
  readonly lines: Map<SyntaxNode, string>;
};

const statements: ReadonlySet<string> = new Set([
  'expression_statement',
  'return_statement',
  'delete_statement',
  'assert_statement',
  'raise_statement',
  'import_statement',
  'import_from_statement',
  'print_statement',
  'decorator',
]);

const scopeOf = (parent: SyntaxNode | null): SyntaxNode | null =>
  parent?.type === 'function_definition' ? parent : (parent?.scope ?? null);

type Grammar = {
  /** By a type's number, null for those without a name, such as brackets. */
  readonly names: readonly (string | null)[];
  readonly fields: readonly (string | null)[];
};

/** The number that tree-sitter gives to what it could not parse. */
const unparsed = 0xffff;

/** Nothing is below them, which is not asked: each question is a call into WebAssembly, and half of all nodes are these. */
const bare = new Set([
  'identifier',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'comment',
  'string_start',
  'string_end',
]);

const enter = (
  cursor: TreeCursor,
  {
    grammar,
    type,
    parent,
    index,
  }: { grammar: Grammar; type: string; parent: SyntaxNode | null; index: number },
) => {
  const node: { -readonly [K in keyof SyntaxNode]: SyntaxNode[K] } = {
    type,
    start: cursor.startIndex,
    end: cursor.endIndex,
    field: grammar.fields[cursor.currentFieldId] ?? null,
    parent,
    children: [],
    index,
    last: index,
    statement: parent?.statement ?? null,
    scope: scopeOf(parent),
  };
  if (statements.has(type)) node.statement = node;
  return node;
};

/** Steps to the next node that is not below the current one; false at the end of the tree. */
const onward = (cursor: TreeCursor, leave: () => void): boolean => {
  while (!cursor.gotoNextSibling()) {
    if (!cursor.gotoParent()) return false;
    leave();
  }
  return true;
};

/** An explicit stack: trees as deep as their text is long come from hostile files. */
const collect = (cursor: TreeCursor, grammar: Grammar): readonly SyntaxNode[] => {
  const nodes: SyntaxNode[] = [];
  const open: (SyntaxNode | null)[] = [];
  let parent: SyntaxNode | null = null;
  const leave = (): void => {
    const left = open.pop();
    if (!left) return;
    left.last = nodes.length - 1;
    parent = left.parent;
  };
  for (;;) {
    const id = cursor.nodeTypeId;
    const type = id === unparsed ? 'ERROR' : (grammar.names[id] ?? null);
    const node: SyntaxNode | null =
      type === null ? null : enter(cursor, { grammar, type, parent, index: nodes.length });
    if (node) {
      node.parent?.children.push(node);
      nodes.push(node);
    }
    if (type !== null && !bare.has(type) && cursor.gotoFirstChild()) {
      open.push(node);
      if (node) parent = node;
    } else if (!onward(cursor, leave)) break;
  }
  while (open.length > 0) leave();
  return nodes;
};

const lineStarts = (source: string): readonly number[] => {
  const starts = [0];
  for (let at = source.indexOf('\n'); at !== -1; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Index of the line that holds `offset`, from 0. */
const lineIndex = (starts: readonly number[], offset: number): number => {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

export type ParsePython = (source: string, lines?: readonly number[]) => Script;

const { resolve } = createRequire(import.meta.url);

const wasmOf = (specifier: string): Promise<Buffer> => readFile(resolve(specifier));

/** Loads the grammar. `lines` maps lines of the source (from 0) to lines of the file, for notebooks. */
export const loadPython = async (): Promise<ParsePython> => {
  await Parser.init();
  const language = await Language.load(await wasmOf('tree-sitter-python/tree-sitter-python.wasm'));
  const parser = new Parser();
  parser.setLanguage(language);
  const names = language.types.map((type, id) => (language.nodeTypeIsNamed(id) ? type : null));
  const grammar = { names, fields: language.fields };
  return (source, lines) => {
    const tree = parser.parse(source);
    if (!tree) return { source, nodes: [], lineAt: () => 1, lines: new Map() };
    const cursor = tree.walk();
    const nodes = collect(cursor, grammar);
    cursor.delete();
    tree.delete();
    const starts = lineStarts(source);
    const lineAt = (offset: number): number => {
      const index = lineIndex(starts, offset);
      return lines ? (lines[index] ?? 1) : index + 1;
    };
    return { source, nodes, lineAt, lines: new Map() };
  };
};
