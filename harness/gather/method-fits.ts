import { foldRows } from './method-divide.ts';
import { keyOf, note } from './method-findings.ts';
import type { Learnt } from './method-kinds.ts';
import { isFolds, isHolder, isModel, isSearch, isWrapper, lastOf, strengthOf } from './method-known.ts';
import { isData, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

export const isModelTool = ({ name, inside, ownModel }: Tool): boolean =>
  ownModel === true || isModel(name) || isSearch(name) || (isHolder(name) && inside.some(isModelTool));

/** How a search divides the rows that it is given, where nothing else is said. */
const byDefault = { name: 'KFold', keywords: [] };

const ranks = ['harmless', 'slight', 'strong'] as const;

/** The most that comes out of any of its parts; null where nothing does, or nothing is known of it. */
export const learns = (tool: Tool): Learnt['strength'] | null => {
  const constant = tool.keywords.some((keyword) => /^strategy=(constant|most_frequent)$/.test(keyword));
  const own = strengthOf(tool.name);
  if (own && own !== 'stateless') return own === 'slight' && constant ? 'harmless' : own;
  if (!isHolder(tool.name)) return null;
  const inside = tool.inside.map(learns);
  return ranks.findLast((rank) => inside.includes(rank)) ?? null;
};

const holdsPreparation = (tool: Tool): boolean =>
  (isHolder(tool.name) && learns(tool) !== null) || tool.inside.some(holdsPreparation);

/** The model that a pipeline, a search or a wrapper holds: one for each class is the same approach. */
const modelOf = (tool: Tool): Tool => {
  const inner =
    isHolder(tool.name) || isSearch(tool.name) || isWrapper(tool.name)
      ? tool.inside.findLast(isModelTool)
      : undefined;
  return inner ? modelOf(inner) : tool;
};

/** The model that a search chose, fitted as it was. */
export const bestOf = (search: Tool): Tool => {
  const inner = search.inside.findLast(isModelTool);
  const { fitted, tuned, stoppedBy } = search;
  return inner && isSearch(search.name) ? { ...inner, fitted, tuned, stoppedBy } : search;
};

const namesOf = (tool: Tool): readonly string[] => {
  const model = modelOf(tool);
  return [model, ...model.others.map(modelOf)].map(({ name }) => name);
};

/** Models that it holds, those of other turns of a loop included. */
export const modelsIn = (tool: Tool): readonly string[] => [
  ...new Set([tool, ...tool.others].flatMap(namesOf)),
];

/** A metric is worked out from what these models say. */
export const noteScored = ({ run }: Turn, models: readonly string[]): void => {
  for (const name of models) run.world.scored.add(name);
};

type Fit = { readonly tool: Tool; readonly rows: Value; readonly target?: Value | undefined };

export const noteFit = (turn: Turn, { tool, rows, target }: Fit): void => {
  const place = placeOf(turn);
  for (const each of [tool, ...tool.others])
    for (const name of namesOf(each)) {
      const value = {
        name,
        place,
        pipeline: holdsPreparation(each),
        followed: rows.stored,
        scored: false,
      };
      note(turn.run.world.findings.fits, {
        key: keyOf(place) + name,
        value,
        isBetter: (other, known) => other.followed && !known.followed,
      });
    }
  if (!isSearch(tool.name)) return;
  noteScored(turn, modelsIn(tool));
  const { name, keywords } = tool.inside.find((part) => isFolds(part.name)) ?? byDefault;
  if (isData(rows)) foldRows(turn, { features: rows, target, name, keywords });
};

const isWritten = (value: Value, depth = 0): boolean =>
  !isData(value) &&
  (value.items
    ? depth < 4 && value.items.length > 0 && value.items.every((item) => isWritten(item, depth + 1))
    : value.text !== null && /^[-+\d.'"\w ]{1,40}$/.test(value.text));

/** Rows written out in the code, `[[0, 0], [1, 1]]`: what is fitted on them is an example. */
export const isExample = (rows: Value | undefined): boolean => rows?.items != null && isWritten(rows);

export const noteExample = (turn: Turn, tool: Tool): void => {
  const place = placeOf(turn);
  for (const name of modelsIn(tool))
    note(turn.run.world.findings.examples, { key: keyOf(place) + name, value: { name, place } });
};

/** A model of a branch that is never taken. */
export const passBy = (turn: Turn, called: string): void => {
  const name = lastOf(called);
  const place = placeOf(turn);
  if (isModel(name))
    note(turn.run.world.findings.offered, { key: keyOf(place) + name, value: { name, place } });
};
