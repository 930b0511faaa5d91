import type { Reading } from './calls.ts';
import { below, stringValue } from './text.ts';
import type { SyntaxNode } from './tree.ts';

const maxUses = 400;

/** Names that a piece of code uses: imported ones in full (and paths of scripts), and names of its own file. */
export type Uses = { readonly imported: readonly string[]; readonly local: readonly string[] };

const isHead = ({ type, field, parent }: SyntaxNode): boolean =>
  (type === 'attribute' || type === 'identifier') &&
  parent?.type !== 'attribute' &&
  parent?.type !== 'dotted_name' &&
  parent?.type !== 'aliased_import' &&
  !(parent?.type === 'keyword_argument' && field === 'name');

/** Parameters are names too, since fixtures come in that way. */
export const usesOf = ({ script, names }: Reading, node: SyntaxNode): Uses => {
  const imported = new Set<string>();
  const local = new Set<string>();
  for (const at of below(script, node)) {
    if (imported.size + local.size >= maxUses) break;
    if (isHead(at)) (names.isImported(at) ? imported : local).add(names.dotted(at));
    else if (at.type === 'string' && at.end - at.start < 200) {
      const value = stringValue(script, at, 200);
      if (/\.py$/.test(value)) imported.add(value);
    }
  }
  return { imported: [...imported], local: [...local] };
};

export const together = (uses: readonly Uses[]): Uses => ({
  imported: [...new Set(uses.flatMap(({ imported }) => imported))],
  local: [...new Set(uses.flatMap(({ local }) => local))],
});
