import type { Excerpt } from '../evidence/common.ts';
import type { PythonFile } from '../source/types.ts';

type Feature = { readonly name: string; readonly says: string; readonly place: Excerpt };

const fewestKeys = 3;
const fewestColumns = 2;

const placeAt = ({ path, flow }: PythonFile, at: number): Excerpt => {
  const { line, endLine, text } = flow.statements[at] ?? { line: 1, text: '' };
  return endLine ? { path, line, endLine, text } : { path, line, text };
};

/** Columns that a file works out, each with its statement. */
const columnsIn = (file: PythonFile): readonly Feature[] =>
  file.flow.steps.flatMap((step) => {
    if (step.do !== 'put' || !/^'(?!(columns|index|name)$)[A-Za-z]\w{2,40}$/.test(step.key)) return [];
    const place = placeAt(file, step.at);
    return [{ name: step.key.slice(1), says: place.text.replace(/^[\w.]+/, ''), place }];
  });

/** Dictionaries of at least three keys, by their keys: what a category stands for. */
const mapsIn = ({ strings }: PythonFile): readonly Feature[] => {
  const keys = strings.filter(({ role, holders }) => role === 'key' && holders.length > 0);
  const maps = Map.groupBy(keys, ({ holders, text }) => `${holders.join(' ')} ${text}`);
  return [...maps.values()].flatMap((found) => {
    const [first] = found;
    if (!first || found.length < fewestKeys) return [];
    const { path, line, text } = first;
    const says = found
      .map(({ value }) => value)
      .toSorted()
      .join('|');
    return [{ name: first.holders[0] ?? '', says, place: { path, line, text } }];
  });
};

/** Files of training alone, and of serving alone. */
export type Sides = { readonly training: readonly PythonFile[]; readonly serving: readonly PythonFile[] };
type Pair = { readonly name: string; readonly training: Excerpt; readonly serving: Excerpt };

const sameColumns = ({ training, serving }: Sides): readonly Pair[] => {
  const made = new Map(training.flatMap(columnsIn).map((feature) => [feature.name, feature]));
  const pairs = serving.flatMap(columnsIn).flatMap(({ name, place }) => {
    const other = made.get(name);
    return other ? [[name, { name, training: other.place, serving: place }] as const] : [];
  });
  const found = [...new Map(pairs).values()];
  return found.length >= fewestColumns ? found : [];
};

const sameMaps = ({ training, serving }: Sides): readonly Pair[] => {
  const made = new Map(training.flatMap(mapsIn).map((map) => [`${map.name} ${map.says}`, map]));
  return serving.flatMap(mapsIn).flatMap(({ name, says, place }) => {
    const other = made.get(`${name} ${says}`);
    return other ? [{ name, training: other.place, serving: place }] : [];
  });
};

/** What is worked out on both sides, each by itself. */
export const workedOutTwice = (sides: Sides): readonly Pair[] => [...sameMaps(sides), ...sameColumns(sides)];
