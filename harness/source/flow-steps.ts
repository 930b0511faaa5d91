import type { Reading } from './calls.ts';
import { literal, mixes, packs, targets } from './flow-kinds.ts';
import { argumentsOf, childOf, isString, stringValue, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { FlowStep, Operand } from './types.ts';

export type Emitting = {
  readonly reading: Reading;
  readonly operands: Map<SyntaxNode, Operand>;
  readonly temporaries: { used: number };
};

type Range = {
  readonly nodes: readonly SyntaxNode[];
  readonly from: number;
  readonly to: number;
  readonly at: number;
};

const longestLiteral = 120;
const most = 60;

const operandOf = ({ operands }: Emitting, node: SyntaxNode | null | undefined): Operand =>
  (node && operands.get(node)) ?? '';

const isSelf = (emitting: Emitting, node: SyntaxNode): boolean =>
  node.type === 'attribute' && /^self$/.test(textOf(emitting.reading.script, node.children[0] ?? node, 10));

/** `df` of `df.loc[mask, 'a']`, `self.x` of `self.x['a']`. */
const rootOf = (emitting: Emitting, node: SyntaxNode): Operand => {
  let at: SyntaxNode | null = node;
  while (at && !isSelf(emitting, at) && /^(attribute|subscript)$/.test(at.type))
    at = childOf(at, at.type === 'attribute' ? 'object' : 'value');
  return at && /^(identifier|attribute)$/.test(at.type) ? textOf(emitting.reading.script, at, 80) : '';
};

const isName = (emitting: Emitting, node: SyntaxNode): boolean =>
  node.type === 'identifier' || isSelf(emitting, node);

const nameOf = (emitting: Emitting, node: SyntaxNode): Operand =>
  isName(emitting, node) ? textOf(emitting.reading.script, node, 80) : '';

const namesOf = (emitting: Emitting, node: SyntaxNode | null): readonly Operand[] => {
  if (!node) return [];
  if (!targets.has(node.type)) return [nameOf(emitting, node)];
  const inner = node.children.flatMap((child) => (targets.has(child.type) ? child.children : [child]));
  return inner.slice(0, most).map((child) => nameOf(emitting, child));
};

const keyOf = (emitting: Emitting, node: SyntaxNode): readonly Operand[] =>
  node.children.filter(({ field }) => field === 'subscript').map((child) => operandOf(emitting, child));

const operator = ({ reading: { script } }: Emitting, { children, type }: SyntaxNode): string => {
  const [left, right] = children;
  if (!/^(binary|comparison)_operator$/.test(type) || !left || !right) return type;
  return script.source.slice(left.end, Math.min(right.start, left.end + 20)).replace(/[\s()]+/g, '');
};

type Made = readonly FlowStep[];
type Turn = { readonly node: SyntaxNode; readonly at: number };

const temporary = ({ operands, temporaries }: Emitting, node: SyntaxNode): Operand => {
  temporaries.used += 1;
  const to = `%${temporaries.used}`;
  operands.set(node, to);
  return to;
};

const call = (emitting: Emitting, { node, at }: Turn): Made => {
  const { script, names } = emitting.reading;
  const callee = childOf(node, 'function');
  if (!callee) return [];
  const { positional, keywords } = argumentsOf(script, node);
  const on = callee.type === 'attribute' ? operandOf(emitting, childOf(callee, 'object')) : '';
  const args = positional.slice(0, 12).map((argument) => operandOf(emitting, argument));
  const given = keywords.slice(0, 24).map(({ name, value }) => [name, operandOf(emitting, value)] as const);
  const to = temporary(emitting, node);
  return [{ do: 'call', at, to, name: names.dotted(callee), on, args, keywords: Object.fromEntries(given) }];
};

const attribute = (emitting: Emitting, { node, at }: Turn): Made => {
  if (node.field === 'function' && node.parent?.type === 'call') return [];
  const of = operandOf(emitting, childOf(node, 'object'));
  const name = childOf(node, 'attribute');
  if (!of || !name) return [];
  return [
    {
      do: 'attribute',
      at,
      to: temporary(emitting, node),
      of,
      name: textOf(emitting.reading.script, name, 80),
    },
  ];
};

const item = (emitting: Emitting, { node, at }: Turn): Made => {
  const of = operandOf(emitting, childOf(node, 'value'));
  const keys = keyOf(emitting, node);
  if (!of) return [];
  const to = temporary(emitting, node);
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return [{ do: 'item', at, to, of, key: only }];
  const key = `${to}k`;
  return [
    { do: 'pack', at, to: key, of: keys },
    { do: 'item', at, to, of, key },
  ];
};

const pack = (emitting: Emitting, { node, at, held }: Turn & { held: readonly SyntaxNode[] }): Made => {
  const known = held.slice(0, most).map((child) => operandOf(emitting, child));
  const of = held.length > most ? [...known, ''] : known;
  const fillsLater = node.type === 'list' || (node.type === 'dictionary' && held.length === 0);
  if (of.every((operand) => operand === '') && !fillsLater) return [];
  const step = { do: 'pack', at, to: temporary(emitting, node), of } as const;
  if (node.type !== 'dictionary' || (of.every((operand) => /^('|$)/.test(operand)) && held.length > 0))
    return [step];
  return [{ ...step, keys: held.slice(0, most).map((child) => operandOf(emitting, childOf(child, 'key'))) }];
};

const gather = (emitting: Emitting, turn: Turn): Made => {
  const { node, at } = turn;
  const held = node.children.filter(({ type }) => type !== 'comment');
  if (packs.has(node.type)) return pack(emitting, { ...turn, held });
  const of = held.slice(0, most).map((child) => operandOf(emitting, child));
  return of.every((operand) => operand === '')
    ? []
    : [{ do: 'mix', at, to: temporary(emitting, node), of, by: operator(emitting, node) }];
};

/** `df['a'] = x`, `df.a = x`. */
const put = (emitting: Emitting, { left, of, at }: { left: SyntaxNode; of: Operand; at: number }): Made => {
  const to = rootOf(emitting, left);
  if (to === '') return [];
  if (left.type === 'attribute') {
    const name = childOf(left, 'attribute');
    return [{ do: 'put', at, to, key: name ? `'${textOf(emitting.reading.script, name, 80)}` : '', of }];
  }
  const keys = keyOf(emitting, left);
  const [mask = ''] = keys.length === 2 ? keys : [];
  return [{ do: 'put', at, to, key: keys.at(-1) ?? '', of, ...(mask === '' ? {} : { mask }) }];
};

const assign = (emitting: Emitting, { node, at }: Turn): Made => {
  const left = childOf(node, 'left') ?? childOf(node, 'name');
  const of = operandOf(emitting, childOf(node, 'right') ?? childOf(node, 'value'));
  if (!left) return [];
  emitting.operands.set(node, isName(emitting, left) ? nameOf(emitting, left) : of);
  if (/^(subscript|attribute)$/.test(left.type) && !isSelf(emitting, left))
    return put(emitting, { left, of, at });
  if (node.type !== 'augmented_assignment') return [{ do: 'bind', at, to: namesOf(emitting, left), of }];
  const to = `%${++emitting.temporaries.used}`;
  return [
    { do: 'mix', at, to, of: [nameOf(emitting, left), of], by: 'augmented' },
    { do: 'bind', at, to: namesOf(emitting, left), of: to },
  ];
};

const loop = (emitting: Emitting, { node, at }: Turn): Made => [
  {
    do: 'each',
    at,
    to: namesOf(emitting, childOf(node, 'left')),
    of: operandOf(emitting, childOf(node, 'right')),
  },
];

const deletion = (emitting: Emitting, { node, at }: Turn): Made =>
  (node.children[0]?.type === 'expression_list' ? node.children[0].children : node.children)
    .filter(({ type }) => type === 'subscript')
    .map((target) => ({
      do: 'delete',
      at,
      of: rootOf(emitting, target),
      key: keyOf(emitting, target)[0] ?? '',
    }));

/** A node that only holds another, such as brackets, stands for it. */
const through = (emitting: Emitting, { node }: Turn): Made => {
  const [only] = node.children.filter(({ type }) => type !== 'comment');
  const held = childOf(node, 'value') ?? childOf(node, 'body') ?? only;
  if (held && operandOf(emitting, held) !== '') emitting.operands.set(node, operandOf(emitting, held));
  return [];
};

const bound = (emitting: Emitting, { node, at }: Turn): Made => {
  const alias = childOf(node, 'alias');
  const name = alias?.children[0] ?? alias;
  return name
    ? [{ do: 'bind', at, to: namesOf(emitting, name), of: operandOf(emitting, node.children[0]) }]
    : [];
};

const isTarget = ({ field, parent }: SyntaxNode): boolean =>
  field === 'left' &&
  /^(assignment|augmented_assignment|for_statement|for_in_clause)$/.test(parent?.type ?? '');

const step = (emitting: Emitting, turn: Turn): Made => {
  const { node } = turn;
  const { script } = emitting.reading;
  if (isTarget(node)) return [];
  if (isName(emitting, node)) {
    emitting.operands.set(node, textOf(script, node, 80));
    return [];
  }
  if (isString(node) || literal.has(node.type)) {
    const value = isString(node) ? stringValue(script, node, longestLiteral) : textOf(script, node, 40);
    emitting.operands.set(node, `'${value}`);
    return [];
  }
  if (packs.has(node.type) || mixes.has(node.type)) return gather(emitting, turn);
  switch (node.type) {
    case 'call':
      return call(emitting, turn);
    case 'attribute':
      return attribute(emitting, turn);
    case 'subscript':
      return item(emitting, turn);
    case 'assignment':
    case 'augmented_assignment':
    case 'named_expression':
      return assign(emitting, turn);
    case 'for_statement':
    case 'for_in_clause':
      return loop(emitting, turn);
    case 'as_pattern':
      return bound(emitting, turn);
    case 'delete_statement':
      return deletion(emitting, turn);
    case 'return_statement':
    case 'yield':
      return [{ do: 'return', at: turn.at, of: operandOf(emitting, node.children[0]) }];
    default:
      return through(emitting, turn);
  }
};

/** Backwards through the nodes, so that what stands inside an expression comes before it. */
export const emit = (emitting: Emitting, { nodes, from, to, at }: Range): readonly FlowStep[] => {
  const steps: FlowStep[] = [];
  for (let index = to; index >= from; index -= 1) {
    const node = nodes[index];
    if (node) steps.push(...step(emitting, { node, at }));
  }
  return steps;
};
