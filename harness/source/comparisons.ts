import type { Excerpt } from '../types.ts';
import type { Reading } from './calls.ts';
import { oneLine, placeOf, textOf } from './text.ts';

const most = { comparisons: 200, characters: 160 };
const ordered = /[^-<>=][<>]=?[^<>]/;

/** Comparisons by size, such as `psi >= ALERT`: where a figure meets its limit. */
export const comparisonsOf = ({ script, path }: Reading): readonly Excerpt[] =>
  script.nodes
    .filter((node) => node.type === 'comparison_operator' && ordered.test(textOf(script, node, 200)))
    .slice(0, most.comparisons)
    .map((node) => ({
      ...placeOf(script, { path, node }),
      text: oneLine(script, node, most.characters),
    }));
