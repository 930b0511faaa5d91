import type { Reading } from './calls.ts';
import { childOf, isString, stringValue, textOf } from './text.ts';
import type { SyntaxNode } from './tree.ts';

/** Names of what is filled in by a program, or said to a model. */
const names = /prompt|(^|_)templates?($|_)|(^|_)system_?(message|msg|instructions?)($|_)/i;
const given = /^(content|system|instructions?)$|prompt|template/i;
const callees = /prompt|template|(system|human|user|assistant|ai)_?message/i;
const spoken = /^\W*(you are|act as|you're) (an? |the |now |\w+ing )/i;
const files = /(^|\/)prompts?\/|(^|[/_-])prompts?([_-]\w+)?\.(py|ipynb)$/i;
const mostSteps = 40;

const isNamed = ({ script, names: known }: Reading, node: SyntaxNode): boolean => {
  const named = (field: string, pattern: RegExp): boolean => {
    const child = childOf(node, field);
    return child !== null && pattern.test(textOf(script, child, 200));
  };
  switch (node.type) {
    case 'assignment':
    case 'augmented_assignment':
      return named('left', names);
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
      return named('name', given);
    case 'pair': {
      const key = childOf(node, 'key');
      return key !== null && isString(key) && given.test(stringValue(script, key, 80));
    }
    case 'call': {
      const callee = childOf(node, 'function');
      return callee !== null && callees.test(known.dotted(callee));
    }
    case 'function_definition':
      return named('name', /prompt/i);
    default:
      return false;
  }
};

/** Text that is kept to be filled in or said to a model: who wrote it tells nobody of the work. */
export const isPrompt = (reading: Reading, node: SyntaxNode): boolean => {
  if (files.test(reading.path) || spoken.test(stringValue(reading.script, node, 200))) return true;
  let at: SyntaxNode | null = node;
  for (let steps = 0; at && steps < mostSteps; steps += 1) {
    if (isNamed(reading, at)) return true;
    if (at.type === 'expression_statement' || at.type === 'function_definition' || at.type === 'module')
      return false;
    at = at.parent;
  }
  return false;
};
