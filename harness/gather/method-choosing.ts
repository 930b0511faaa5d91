import type { Flow, Operand } from '../source/types.ts';
import type { Called } from './method-calls.ts';
import { keyOf, note } from './method-findings.ts';
import type { Chosen, Judged, Seen } from './method-kinds.ts';
import { isOneOfMany, judgedIn } from './method-marks.ts';
import { isData, joined, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

type Guard = NonNullable<Flow['statements'][number]['when']>[number];

/** A model, or what it says: several of them were compared, and this one is kept. */
const holdsModel = ({ tool, rows, predicted, items }: Value, depth = 0): boolean =>
  tool !== null ||
  rows.length > 0 ||
  predicted !== null ||
  (depth < 3 && (items ?? []).some((item) => holdsModel(item, depth + 1)));

/** Asked about once, however many lines rest on it. */
export const noteChosen = ({ run }: Turn, { place, by }: Chosen): void => {
  const { division, decides } = by.part;
  const value = {
    kind: 'chosen',
    what: 'the model',
    use: place,
    via: by.place,
    split: division.place,
  } as const;
  const { findings, deciding } = run.world;
  note(decides ? deciding : findings.heldOut, {
    key: `${keyOf(place, division.place)} chosen`,
    value,
    isMinor: ({ kind }) => kind === 'chosen',
  });
};

const sameDivision = (all: readonly Judged[]): boolean =>
  all.every(({ part }) => part.division === all[0]?.part.division);

/** Two scores of one kind of rows, compared by size: `new_auc > old_auc`. */
export const preferenceOf = (turn: Turn, { of, by }: { of: readonly Value[]; by: string }): Chosen | null => {
  if (!/^[<>]=?$/.test(by)) return null;
  const judged = of.flatMap((value) => (isData(value) ? [] : judgedIn(value)));
  const ids = new Set(judged.map(({ id }) => id));
  const [first] = judged;
  return first && ids.size > 1 && sameDivision(judged) ? { place: placeOf(turn), by: first } : null;
};

/** `proba >= best`: where the best is what did best on the same rows. */
export const thresholdOf = (of: readonly Value[]): Seen | null => {
  const asked = of.find(({ predicted, part }) => predicted && part?.side === 'held-out');
  const limit = of.find((value) => value.chosen && !isData(value) && !value.predicted)?.chosen;
  const division = asked?.part?.division;
  return limit && division && limit.by.part.division === division && !limit.by.part.decides
    ? { kind: 'threshold', place: limit.place, division }
    : null;
};

const picks = /^(nan)?arg(max|min)$|^idx(max|min)$/;
const sorts = /^(sorted|sort|sort_values|nlargest|nsmallest)$/;

/** `max(scores, key=scores.get)`, `np.argmax(scores)`, `table.sort_values('f1')`: null for calls that choose nothing. */
export const pick = (turn: Turn, { last, name, on, args, keywords }: Called): Value | null => {
  const key = keywords.get('key');
  const byKey = key !== undefined && /^(max|min)$/.test(name);
  const isSort = sorts.test(last);
  if (!byKey && !isSort && !picks.test(last)) return null;
  const given = [on, ...args, ...(key ? [key] : [])];
  const judged = given.flatMap((value) => judgedIn(value));
  const [by] = judged;
  if (!by) return null;
  const all = joined(given.flatMap((value) => value.items ?? [value]));
  if (isSort)
    return { ...all, judged: judged.map((one) => ({ ...one, listed: true, ranked: true })), text: null };
  const chosen = { place: placeOf(turn), by };
  if (isOneOfMany(by)) noteChosen(turn, chosen);
  return { ...all, judged: [], chosen, text: null };
};

/** `ranking.iloc[0]`, `models[best]`. */
export const itemChosen = (turn: Turn, { of, key, item }: { of: Value; key: Value; item: Value }): Value => {
  const top = /^(0|-1)$/.test(key.text ?? '') ? judgedIn(of).find(({ ranked }) => ranked) : undefined;
  const chosen = top ? { place: placeOf(turn), by: top } : key.chosen;
  if (!chosen || isData(key)) return item;
  if (top || holdsModel(item)) noteChosen(turn, chosen);
  return { ...item, chosen };
};

/** `a if auc_a > auc_b else b`. */
export const branchChosen = (turn: Turn, { of, result }: { of: readonly Value[]; result: Value }): Value => {
  const [one, condition, other] = of;
  const chosen = condition?.chosen;
  if (!chosen || !one || !other) return result;
  if (holdsModel(one) || holdsModel(other)) noteChosen(turn, chosen);
  return { ...result, chosen };
};

type Read = (name: Operand) => Value;

const namesIn = (condition: string): readonly string[] =>
  condition.replace(/'[^']*'|"[^"]*"/g, '').match(/\b(self\.)?[A-Za-z_]\w*/g) ?? [];

/** Where the condition of a branch stands. */
const conditionAt = ({ run, at }: Turn, { is }: Guard): number => {
  const before = run.program.file.flow.statements.slice(0, at);
  const found = before.findLastIndex(({ text }) => text.includes(is) || is.startsWith(text));
  return found < 0 ? at : found;
};

/** What is bound to which names, and how others are read. */
export type Binding = { readonly to: readonly Operand[]; readonly value: Value; readonly read: Read };

const underGuard = (turn: Turn, guard: Guard, { to, value, read }: Binding): Chosen | null => {
  if (guard.name !== '') {
    const { chosen } = read(guard.name);
    if (chosen && holdsModel(value)) noteChosen(turn, chosen);
    return chosen;
  }
  if (!/[<>]/.test(guard.is)) return null;
  const names = [...new Set(namesIn(guard.is))];
  const judged = names.map(read).flatMap((one) => (isData(one) ? [] : judgedIn(one)));
  const [by] = judged;
  if (!by || !sameDivision(judged)) return null;
  const place = placeOf({ run: turn.run, at: conditionAt(turn, guard) });
  const ids = new Set(judged.map(({ id }) => id));
  // `if f1 > best: best = f1`.
  const keeps = to.some((name) => names.includes(name)) && judgedIn(value).some(({ id }) => ids.has(id));
  const prefers = ids.size > 1 && holdsModel(value);
  if (keeps || prefers) noteChosen(turn, { place, by });
  return names.length > 1 ? { place, by } : null;
};

/** What scores on held-out rows decide by the branch that a name is bound in. */
export const chosenUnder = (turn: Turn, binding: Binding): Chosen | null => {
  const guards = turn.run.program.file.flow.statements[turn.at]?.when ?? [];
  for (const guard of guards) {
    const chosen = underGuard(turn, guard, binding);
    if (chosen) return chosen;
  }
  return null;
};
