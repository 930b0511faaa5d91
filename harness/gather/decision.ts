/** Values of one item of a reply, as JSON gives them. */
type Item = Readonly<Record<string, unknown>>;

const names =
  /^(call|contact|flag(ged)?|label|class|decision|action|alert|intervene|target|outcome|predicted?_?\w*|prediction|churn(ed|s|er)?|is_\w+|will_\w+|at_risk|high_risk|positive)$/i;
const yes =
  /^(yes|y|true|1|churn(ed|er|s)?|leave[sr]?|will (churn|leave)|positive|call|contact|at[ _-]risk|high)$/i;
const no =
  /^(no|n|false|0|stay(s|ed)?|retain(ed)?|keep|active|negative|low|none|loyal|not?[ _-](churn(ed)?|call|contact)|will (stay|not (churn|leave)))$/i;

const decisionIn = (value: unknown): boolean | null => {
  if (typeof value === 'boolean') return value;
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== 'string') return null;
  if (yes.test(value.trim())) return true;
  return no.test(value.trim()) ? false : null;
};

const keysOf = (item: Item, probabilityKey: string): readonly string[] =>
  Object.keys(item)
    .filter((key) => key !== probabilityKey && (names.test(key) || typeof item[key] === 'boolean'))
    .toSorted((one, other) => Number(names.test(other)) - Number(names.test(one)));

export type Decisions = { readonly key: string; readonly values: readonly boolean[] };

/** The yes or no that stands beside the probability in every item, under one key; null where none does. */
export const decisionsIn = (items: readonly unknown[], probabilityKey: string | null): Decisions | null => {
  if (probabilityKey === null) return null;
  const records = items.filter((item): item is Item => typeof item === 'object' && item !== null);
  const [first] = records;
  if (!first || records.length !== items.length) return null;
  for (const key of keysOf(first, probabilityKey)) {
    const values = records.map((item) => decisionIn(item[key])).filter((value) => value !== null);
    if (values.length === records.length) return { key, values };
  }
  return null;
};
