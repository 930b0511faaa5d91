import type { Called } from './method-calls.ts';
import type { Choice, Columns } from './method-kinds.ts';
import { isHolder, isSearch } from './method-known.ts';
import { isSlice, literals } from './method-rows.ts';
import { isData, type Tool, type Value } from './method-values.ts';

type Given = Pick<Called, 'last' | 'args' | 'keywords'>;

const all: Choice = { selected: null, dropped: [] };
const selects =
  /^(Select\w+|RFE|RFECV|SequentialFeatureSelector|BorutaPy|VarianceThreshold|FunctionTransformer|Dummy\w+)$/;
const most = 200;

const isAll = ({ selected, dropped }: Choice): boolean => selected === null && dropped.length === 0;

const chosenBy = ({ tool, text }: Value): Choice | null =>
  tool ? tool.chooses : /^(passthrough|None)$/.test(text ?? '') ? all : null;

/** Steps one after the other: the first that chooses decides, where all can be read. */
const ofSteps = (steps: readonly Value[]): Choice | null => {
  const choices = steps.map(chosenBy);
  const known = choices.filter((choice) => choice !== null);
  if (choices.length === 0 || known.length < choices.length) return null;
  return known.find((choice) => !isAll(choice)) ?? all;
};

const namesIn = (value: Value | undefined): readonly string[] | null => {
  const names = literals(value);
  return names?.every((name) => !isSlice(name) && !/^-?\d+$/.test(name)) ? names : null;
};

type Branch = { readonly by: Value | undefined; readonly columns: Value | undefined };

const isDropped = ({ by }: Branch): boolean => by?.text === 'drop' && !by.tool;

const unitedNames = (branches: readonly Branch[]): readonly string[] | null => {
  const names = branches.map(({ columns }) => namesIn(columns));
  return names.every((list) => list !== null) ? [...new Set(names.flat())].slice(0, most) : null;
};

/** `(name, transformer, columns)` side by side, and what becomes of the others. */
const ofBranches = (branches: readonly Branch[], remainder: Value | undefined): Choice | null => {
  const kept = branches.filter((branch) => !isDropped(branch));
  if (branches.length === 0 || kept.some(({ by }) => by?.tool && by.tool.chooses === null)) return null;
  if (remainder?.tool || remainder?.text === 'passthrough') {
    const dropped = unitedNames(branches.filter(isDropped));
    return dropped && { selected: null, dropped };
  }
  const selected = remainder && remainder.text !== 'drop' ? null : unitedNames(kept);
  return selected && { selected, dropped: [] };
};

const itemsOf = (value: Value | undefined): readonly Value[] => value?.items ?? [];

const branch = (value: Value, from: number): Branch => ({
  by: value.items?.[from],
  columns: value.items?.[from + 1],
});

/** Which columns something that is fitted looks at; null where that cannot be read. */
export const choiceOf = ({ last, args, keywords }: Given): Choice | null => {
  const [first] = args;
  switch (last) {
    case 'ColumnTransformer': {
      const steps = itemsOf(keywords.get('transformers') ?? first);
      return ofBranches(
        steps.map((step) => branch(step, 1)),
        keywords.get('remainder') ?? args[1],
      );
    }
    case 'make_column_transformer':
      return ofBranches(
        args.map((step) => branch(step, 0)),
        keywords.get('remainder'),
      );
    case 'make_pipeline':
      return ofSteps(args);
    case 'Pipeline':
      return ofSteps(itemsOf(keywords.get('steps') ?? first).map((step) => step.items?.[1] ?? step));
    default:
      return ofOthers({ last, args, keywords });
  }
};

/** Of a search or a wrapper, what it holds; of a plain transformer or model, all columns. */
const ofOthers = ({ last, args, keywords }: Given): Choice | null => {
  const held = [...args, ...keywords.values()].filter(({ tool }) => tool);
  if (selects.test(last)) return null;
  if (isSearch(last) || isHolder(last)) return held.length === 1 ? ofSteps(held) : null;
  return held.length === 0 ? all : ofSteps(held.filter((value) => !isData(value)));
};

/** Columns as something fitted sees them. */
export const seenBy = (columns: Columns, { chooses, place }: Tool): Columns => {
  if (!chooses) return { ...columns, opaque: true };
  const { selected, dropped } = chooses;
  if (selected) return { selected, dropped: [], opaque: false, place };
  return {
    ...columns,
    selected: columns.selected?.filter((name) => !dropped.includes(name)) ?? null,
    dropped: [...columns.dropped, ...dropped].slice(0, most),
  };
};
