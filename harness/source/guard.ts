import type { Reading } from './calls.ts';
import { childOf, placeOf, textOf } from './text.ts';
import type { PythonFile } from './types.ts';

const asked = /^\(?\s*(?:__name__\s*==\s*(['"])__main__\1|(['"])__main__\2\s*==\s*__name__)\s*\)?$/;

/** `if __name__ == '__main__':` at the top of a file. */
export const guardOf = ({ script, path }: Reading): PythonFile['guard'] => {
  const node = script.nodes[0]?.children.find((child) => {
    const condition = child.type === 'if_statement' ? childOf(child, 'condition') : null;
    return condition !== null && asked.test(textOf(script, condition, 100));
  });
  return node ? placeOf(script, { path, node }) : null;
};
