import type { Called } from './method-calls.ts';
import { judgedIn } from './method-marks.ts';
import { isData, type Value } from './method-values.ts';
import { someData, type Turn } from './method-world.ts';

const baseName = (text: string | null): string | null => {
  const name = text?.split(/[\\/]/).at(-1)?.toLowerCase() ?? '';
  return /^[^{}]*\w{2,}[^{}]*\.\w+$/.test(name) ? name : null;
};

/** Rows read from a file are those that were saved under its name. */
export const load = ({ run }: Turn, { args, keywords }: Called): Value => {
  const named = [...args, ...keywords.values()].find(({ text }) => baseName(text) !== null);
  const name = baseName(named?.text ?? null);
  const saved = name === null ? undefined : run.world.storage.get(name);
  if (name !== null && !saved) run.world.missed.add(name);
  if (saved) return { ...saved };
  const loaded = someData(run.world, { stored: true });
  const [id] = loaded.rows;
  if (name !== null && id !== undefined) run.world.origins.set(id, name);
  return loaded;
};

/** `pd.DataFrame({'a': rng.normal(size=n)})`: columns that are worked out, and neither a row written out nor a table of scores. */
export const isMadeTable = ({ name, args }: Called): boolean => {
  const [columns] = args;
  return (
    /^(pandas|polars)\.DataFrame$/.test(name) &&
    columns?.keys != null &&
    judgedIn(columns).length === 0 &&
    (columns.items ?? []).every(({ items }) => items === null) &&
    (columns.items ?? []).some(({ text, tool, predicted }) => text === null && !tool && !predicted)
  );
};

/** What is saved is read again under its name, by whoever does. */
export const save = ({ run }: Turn, { on, args, keywords }: Called): void => {
  const given = [...args, ...keywords.values()];
  const value = isData(on) ? on : given.find(isData);
  const name = baseName(given.find(({ text }) => baseName(text) !== null)?.text ?? null);
  if (!value) return;
  if (name !== null) run.world.storage.set(name, { ...value });
  const [series] = value.series;
  if (series) run.world.ordered.push(series);
};
