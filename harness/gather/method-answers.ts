import type { Excerpt } from '../evidence/common.ts';
import { seenBy } from './method-choice.ts';
import { keyOf, note } from './method-findings.ts';
import { share, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type Fitting = { readonly features: Value; readonly target: Value | undefined; readonly tool: Tool };

const holds = ({ columns, column }: Value, name: string): boolean =>
  column === null &&
  (columns.selected ? columns.selected.includes(name) : !columns.opaque && !columns.dropped.includes(name));

/** `df['a']` and `df[['a']]`. */
const nameOf = ({ column, columns: { selected } }: Value): string | null =>
  column ?? (selected?.length === 1 ? (selected[0] ?? null) : null);

const statistic = /^(.*)_(sum|total|mean|avg|average|min|max|median|count|size|std|var)$/;

const wordsOf = (name: string): readonly string[] =>
  name
    .slice(0, 200)
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

const shares = /^(per|unit)$/;

/** `price_per_sqft` where `price` is to be told: whatever else is known, it is worked out from it. */
const isShareOf = (column: string, target: string): boolean => {
  const words = wordsOf(column);
  const named = wordsOf(target).filter((word) => word.length >= 4 && !shares.test(word));
  return words.some((word) => shares.test(word)) && named.some((word) => words.includes(word));
};

const fits = (title: string, name: string): boolean => {
  const [before = '', after = ''] = title.split('{}');
  return title.includes('{}')
    ? name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
    : title === name;
};

/** A target and features that are statistics of the same rows of one column: they can be worked out from each other. */
export const addSiblings = (
  turn: Turn,
  { features, target, split }: { features: Value; target: Value | undefined; split: Excerpt },
): void => {
  const { named, columns } = features;
  const name = target?.column ?? null;
  if (!named || name === null || columns.selected || !statistic.test(name)) return;
  const stem = named.names.filter((title) => fits(title, name)).map((title) => statistic.exec(title)?.[1])[0];
  const siblings = named.names.filter(
    (title) =>
      stem !== undefined &&
      !fits(title, name) &&
      statistic.exec(title)?.[1] === stem &&
      !columns.dropped.some((dropped) => fits(title, dropped)),
  );
  const [column] = siblings;
  if (column && siblings.length > 1)
    note(turn.run.world.findings.answers, {
      key: keyOf(named.place, split),
      value: { kind: 'sibling-of-target', column, target: name, known: named.place, used: split },
    });
};

const mostColumns = 500;

/** Columns of a list that a model is fitted on, or that are divided to be. */
export const noteColumns = (turn: Turn, { columns }: Pick<Value, 'columns'>): void => {
  const { fittedOn } = turn.run.world;
  const place = columns.place ?? placeOf(turn);
  for (const column of columns.selected ?? [])
    if (fittedOn.size < mostColumns && !fittedOn.has(column)) fittedOn.set(column, place);
};

/** Whether the features that a model is fitted on hold its target, what the target is made from, or what is said to leak. */
export const addAnswers = (turn: Turn, { features: given, target, tool }: Fitting): void => {
  const { findings, leaking } = turn.run.world;
  if (!tool.chooses) return;
  const features = { ...given, columns: seenBy(given.columns, tool) };
  const used = features.columns.place ?? placeOf(turn);
  noteColumns(turn, features);
  const name = target ? nameOf(target) : null;
  if (target && name !== null && share(features.kin, target.kin)) {
    const fit = placeOf(turn);
    if (holds(features, name))
      note(findings.answers, {
        key: keyOf(fit) + name,
        value: { kind: 'target', column: name, target: name, known: target.columns.place ?? fit, used },
      });
    const source = features.sources.get(name) ?? target.sources.get(name);
    const held = (source?.names ?? []).filter((column) => column !== name && holds(features, column));
    const [known] = source?.together && held.length < source.names.length ? [] : held;
    if (source && known !== undefined)
      note(findings.answers, {
        key: keyOf(source.place, fit),
        value: { kind: 'made-into-target', column: known, target: name, known: source.place, used },
      });
    for (const [column, { names, place }] of features.sources)
      if (column !== name && names.includes(name) && holds(features, column))
        note(findings.answers, {
          key: keyOf(place, fit),
          value: { kind: 'made-from-target', column, target: name, known: place, used },
        });
    const portion = features.columns.selected?.find((column) => isShareOf(column, name));
    if (portion !== undefined)
      note(findings.answers, {
        key: keyOf(used, fit),
        value: { kind: 'named-after-target', column: portion, target: name, known: used, used: fit },
      });
  }
  const { columns } = features;
  for (const { column, place } of leaking) {
    const kept = columns.selected
      ? columns.selected.includes(column)
      : !columns.opaque && columns.dropped.length > 0 && !columns.dropped.includes(column);
    if (kept)
      note(findings.answers, {
        key: keyOf(place, used),
        value: { kind: 'said-to-leak', column, target: name, known: place, used },
      });
  }
};
