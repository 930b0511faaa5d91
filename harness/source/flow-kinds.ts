/** Kinds of nodes that the steps of a flow tell apart. */
export const literal: ReadonlySet<string> = new Set(['integer', 'float', 'true', 'false', 'none', 'slice']);
export const packs: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'expression_list', 'dictionary']);
export const targets: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'tuple',
  'list',
]);
export const mixes: ReadonlySet<string> = new Set([
  'binary_operator',
  'boolean_operator',
  'comparison_operator',
  'conditional_expression',
  'unary_operator',
  'not_operator',
]);
