import type { Callee } from './method-kinds.ts';
import { sideOf } from './method-known.ts';
import { marksOf } from './method-marks.ts';
import { derived, isData, joined, made, type Tool, type Value } from './method-values.ts';

/** Ten and more models in a list are compared often enough; what is followed has its own limit. */
const most = 40;

const calleeKey = (callee: Callee): string =>
  'library' in callee ? callee.library : `${callee.path}#${callee.position}`;

const calleesOf = (values: readonly Value[]): readonly Callee[] => {
  const all = values.flatMap(({ callees }) => callees);
  return [...new Map(all.map((callee) => [calleeKey(callee), callee])).values()].slice(0, most);
};

const withOthers = (tool: Tool, tools: readonly Tool[]): Tool => {
  const others = tools.filter((other) => other !== tool).slice(0, most);
  return others.length > 0 ? { ...tool, others } : tool;
};

const toolsOf = (values: readonly Value[]): readonly Tool[] => values.flatMap(({ tool }) => tool ?? []);

const at = (values: readonly Value[], position: number): readonly Value[] =>
  values.flatMap(({ items }) => items?.[position] ?? []);

/** One of several, nobody can tell which. Rows of both sides of a division are neither. */
export const oneOf = (values: readonly Value[]): Value => {
  const [first] = values;
  if (!first || values.length === 1) return first ?? made({});
  const tools = toolsOf(values);
  const [tool] = tools;
  if (tool) return made({ tool: withOthers(tool, tools) });
  const callees = calleesOf(values);
  if (callees.length > 0) return made({ callees });
  if (first.items) {
    const { items, keys } = first;
    return made({ items: items.map((_, position) => oneOf(at(values, position))), keys });
  }
  const sides = new Set(values.filter(isData).map(({ part }) => part?.side ?? 'all'));
  return sides.size === 1 ? derived(joined(values)) : made(marksOf(values));
};

const holdsHeldOut = ({ part, items }: Value): boolean =>
  part?.side === 'held-out' || (items ?? []).some(holdsHeldOut);

/** The turn of a loop that is followed: the one over held-out rows; null where it does not matter which. */
export const turnTaken = (lists: readonly Value[]): number | null =>
  lists.map(({ items }) => (items ?? []).findIndex(holdsHeldOut)).find((turn) => turn >= 0) ?? null;

/** What a value is at one turn, with the models and functions that stand in its place at the others. */
const beside = (value: Value, values: readonly Value[]): Value => {
  if (value.tool) return { ...value, tool: withOthers(value.tool, toolsOf(values)) };
  if (value.callees.length > 0) return { ...value, callees: calleesOf([value, ...values]) };
  if (!value.items || isData(value)) return value;
  return {
    ...value,
    items: value.items.map((item, position) => beside(item, at(values, position))),
  };
};

/** What a loop over a value gives at a turn. Names of a dictionary are none that could be known. */
export const turnOf = (value: Value, turn: number | null): Value => {
  const { items, keys, text } = value;
  if (keys) return made({});
  const taken = items?.[turn ?? 0] ?? items?.[0];
  if (items && taken) return beside(taken, items);
  return text === null ? { ...value, items: null } : value;
};

/** What a record or dictionary holds under a name. Where names are not known, the name says which side is meant. */
export const fieldOf = ({ items, keys }: Value, name: string): Value | null => {
  if (!items || !keys) return null;
  const position = keys.indexOf(name);
  if (position >= 0) return items[position] ?? null;
  const unnamed = items.filter((_, index) => keys[index] === null);
  const side = sideOf(name);
  const data = unnamed.filter(isData);
  const onSide = data.filter(({ part }) => side !== null && part?.side === side);
  if (data.length > 0) return onSide.length > 0 ? oneOf(onSide) : null;
  return unnamed.length > 0 ? oneOf(unnamed) : null;
};

/** What stands at a place of a list, or under a name of a dictionary. */
export const itemIn = (value: Value, key: Value): Value => {
  const { items, keys } = value;
  const { text } = key;
  if (!items) return { ...value, text: null };
  if (text === null) return oneOf(items);
  if (keys) return fieldOf(value, text) ?? made({});
  const position = Number(text);
  if (Number.isInteger(position)) return items.at(position) ?? made({});
  return text.includes(':') ? made({}) : oneOf(items);
};

/** What a list is when it is put into another: what is added to it afterwards would make it endless. */
export const asItem = (value: Value): Value => (value.items ? { ...value } : value);

const largest = { items: 60, size: 200 };

/** `parts['train'] = x`, `models.append(x)`: the list or dictionary itself changes. */
export const addItem = (into: Value, { key, value }: { key: string | null; value: Value }): void => {
  const { items, keys } = into;
  const isFlat = (value.items ?? []).every((inner) => inner.items === null);
  const fits = items && items.length < largest.items && into.size + value.size <= largest.size;
  if (!items || !fits || !isFlat || value === into) return;
  const position = keys && key !== null ? keys.indexOf(key) : -1;
  const item = asItem(value);
  into.size += item.size;
  into.items = position < 0 ? [...items, item] : items.with(position, item);
  if (keys && position < 0) into.keys = [...keys, key];
};
