import type { Called, Way } from './method-calls.ts';
import { isWrapper } from './method-known.ts';
import { addItem, fieldOf, itemIn, oneOf, turnTaken } from './method-several.ts';
import { isData, made, type Tool, type Value } from './method-values.ts';

/** What a list or dictionary gives when it is asked; null for methods that are not known. */
export const fromHolder = ({ on, last, args }: Called): Value | null => {
  const { items, keys } = on;
  if (!items || isData(on)) return null;
  const [first] = args;
  switch (last) {
    case 'append':
      if (first && !keys) addItem(on, { key: null, value: first });
      return made({});
    case 'items':
      if (!keys) return null;
      return made({ items: items.map((item, at) => made({ items: [keyAt(on, at), item] })) });
    case 'values':
      return keys ? made({ items }) : null;
    case 'get':
    case 'pop':
      return first ? itemIn(on, first) : oneOf(items);
    case 'copy':
      return made({ items, keys });
    default:
      return null;
  }
};

/** A loop over a dictionary is followed under the name of one turn only where it matters which. */
const keyAt = (on: Value, at: number): Value => {
  const text = turnTaken([on]) === null ? null : (on.keys?.[at] ?? null);
  return made({ text });
};

/** A tool of the same making that has learnt nothing. */
export const anew = (tool: Tool): Tool => ({
  ...tool,
  fitted: null,
  stoppedBy: null,
  others: tool.others.map((other) => ({ ...other, fitted: null, stoppedBy: null })),
});

const holdsThings = ({ tool, callees, items, rows, judged }: Value): boolean =>
  tool !== null || callees.length + rows.length + judged.length > 0 || (items?.length ?? 0) > 0;

/** `Parts(train=a, test=b)`, `dict(train=a)`: what is not known to calculate keeps things apart. */
export const recordOf = ({ last, name, args, keywords }: Called): Value | null => {
  const builds = name === 'dict' || /^[A-Z][A-Za-z]*[a-z]\w*$/.test(last);
  const given = [...args, ...keywords.values()];
  if (!builds || !given.some(holdsThings)) return null;
  return made({ items: given, keys: [...args.map(() => null), ...keywords.keys()] });
};

/** What is called under a name that is no function's: a function that was handed on, in a record or by itself. */
export const handedOn = ({ name, last, on }: Called, read: (name: string) => Value): Value | null => {
  const [head = '', ...rest] = name.split('.');
  if (rest.length > 0 && head !== 'self') return isData(on) || on.tool ? null : fieldOf(on, last);
  if (rest.length > 1) return fieldOf(on, last);
  const value = read(name);
  return value.items && value.rows.length === 0 ? oneOf(value.items) : value;
};

/** `KerasClassifier(model=build)`: what the function builds is what is wrapped. */
export const withBuilt = (called: Called, enter: Way['enter']): Called => {
  const { last, args, keywords } = called;
  const builder = keywords.get('model') ?? keywords.get('build_fn') ?? args[0];
  const callee = isWrapper(last) ? builder?.callees[0] : undefined;
  if (!callee || 'library' in callee) return called;
  const built = enter(callee, { args: [], keywords: new Map() });
  return { ...called, keywords: new Map([...keywords, ['model', built]]) };
};
