import { madeAt, type Prepared } from './method-kept.ts';
import type { Fitted } from './method-kinds.ts';
import { isResampler, strengthOf } from './method-known.ts';
import type { Tool } from './method-values.ts';
import { placeOf, type Turn, type World } from './method-world.ts';

const most = 60;

/** A model that is fitted, with the steps that what it learns from went through by themselves. */
export const notePrepared = (turn: Turn, { tool, by }: { tool: Tool; by: Fitted['by'] }): void => {
  const { prepared } = turn.run.world;
  for (const { what, place, made } of by)
    if (made !== null && strengthOf(what) === 'strong' && !isResampler(what) && prepared.length < most)
      prepared.push({ what, place, made, by: placeOf(turn), model: madeAt(tool) });
};

/** Steps that nothing kept, of models that something did. */
export const unsaved = ({ prepared, kept }: World): readonly Prepared[] =>
  prepared.filter(({ made, model }) => kept.has(model) && !kept.has(made));
