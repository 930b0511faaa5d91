import { keyOf, note } from './method-findings.ts';
import { isHolder, isSearch } from './method-known.ts';
import { share, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type Fitting = { readonly features: Value; readonly target: Value | undefined; readonly tool: Tool };

/** A pipeline may choose its columns itself, in ways that are not read here. */
const choosesColumns = ({ name, inside }: Tool): boolean =>
  /^(ColumnTransformer|make_column_transformer)$/.test(name) ||
  inside.some(choosesColumns) ||
  ((isHolder(name) || isSearch(name)) && inside.length === 0);

const holds = ({ columns, column }: Value, name: string): boolean =>
  column === null &&
  (columns.selected ? columns.selected.includes(name) : !columns.opaque && !columns.dropped.includes(name));

/** Whether the features that a model is fitted on hold its target, what the target is made from, or what is said to leak. */
export const addAnswers = (turn: Turn, { features, target, tool }: Fitting): void => {
  const { findings, leaking } = turn.run.world;
  if (choosesColumns(tool)) return;
  const used = features.columns.place ?? placeOf(turn);
  const name = target?.column ?? null;
  if (target && name !== null && share(features.kin, target.kin)) {
    const fit = placeOf(turn);
    if (holds(features, name))
      note(findings.answers, {
        key: keyOf(fit) + name,
        value: { kind: 'target', column: name, target: name, known: target.columns.place ?? fit, used },
      });
    const source = features.sources[name] ?? target.sources[name];
    if (source && source.name !== name && holds(features, source.name))
      note(findings.answers, {
        key: keyOf(source.place, fit),
        value: { kind: 'made-into-target', column: source.name, target: name, known: source.place, used },
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
