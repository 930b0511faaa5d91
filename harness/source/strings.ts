import type { Reading } from './calls.ts';
import { childOf, isString, oneLine, placeOf, stringValue, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';
import type { StringFact } from './types.ts';

const maxStrings = 4_000;
const maxClimb = 16;
const longest = 80;

const roleOf = ({ field, parent }: SyntaxNode): StringFact['role'] => {
  if (field === 'subscript') return 'subscript';
  if (field === 'key') return 'key';
  return /^(argument_list|keyword_argument)$/.test(parent?.type ?? '') ? 'argument' : 'element';
};

/** What one step up gives the literal to, if it gives it to anything that has a name. */
const holder = (
  { script, names }: Reading,
  { node, parent }: { node: SyntaxNode; parent: SyntaxNode },
): string | null => {
  const part = (field: string): string | null => {
    const named = childOf(parent, field);
    return named && named !== node ? oneLine(script, named, longest) : null;
  };
  switch (parent.type) {
    case 'keyword_argument':
      return part('name');
    case 'call':
      return node.field === 'arguments' ? names.dotted(childOf(parent, 'function') ?? parent) : null;
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return node.field === 'right' ? part('left') : null;
    case 'pair':
      return node.field === 'value' ? (part('key')?.replace(/^["']|["']$/g, '') ?? null) : null;
    case 'default_parameter':
    case 'typed_default_parameter':
      return node.field === 'value' ? part('name') : null;
    case 'delete_statement':
      return 'del';
    default:
      return null;
  }
};

const holdersOf = (reading: Reading, literal: SyntaxNode): readonly string[] => {
  const holders: string[] = [];
  let node = literal;
  for (let climbed = 0; node.parent && climbed < maxClimb; climbed += 1) {
    const { parent } = node;
    if (parent.type === 'block' || parent.type === 'module') break;
    const name = holder(reading, { node, parent });
    if (name) holders.push(name);
    node = parent;
  }
  return holders;
};

const isSelf = ({ parent }: SyntaxNode): boolean =>
  parent?.type === 'expression_statement' || parent?.type === 'concatenated_string';

/** Short literals with what they are given to: column names, file names, settings. */
export const stringsOf = (reading: Reading): readonly StringFact[] =>
  reading.script.nodes
    .filter((node) => isString(node) && node.end - node.start <= longest + 2 && !isSelf(node))
    .slice(0, maxStrings)
    .map((node) => ({
      ...placeOf(reading.script, { path: reading.path, node }),
      text: node.statement ? oneLine(reading.script, node.statement) : textOf(reading.script, node),
      value: stringValue(reading.script, node, longest),
      role: roleOf(node),
      holders: holdersOf(reading, node),
    }));
