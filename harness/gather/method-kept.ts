import type { Excerpt } from '../evidence/common.ts';
import { keyOf } from './method-findings.ts';
import type { Tool, Value } from './method-values.ts';
import type { World } from './method-world.ts';

/** A step that the rows of a model were prepared with, and the model's own fit. */
export type Prepared = { readonly what: string; readonly place: Excerpt; readonly by: Excerpt };

const deepest = 4;

/** One making of it, however often it is followed. */
export const madeAt = ({ name, place }: Tool): string => `${keyOf(place)} ${name}`;

const toolsIn = ({ tool, items }: Value, depth = 0): readonly Tool[] => [
  ...(tool ? [tool, ...tool.inside, ...tool.others] : []),
  ...(items && depth < deepest ? items.flatMap((item) => toolsIn(item, depth + 1)) : []),
];

/** What is handed to anything but its own methods may be kept by it: saved, held, given back. */
export const keep = ({ kept }: World, values: readonly Value[]): void => {
  for (const value of values) for (const tool of toolsIn(value)) kept.add(madeAt(tool));
};
