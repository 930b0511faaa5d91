import type { Flow, Operand } from '../source/types.ts';
import { isData, type Value } from './method-values.ts';

type Guard = NonNullable<Flow['statements'][number]['when']>[number];

/**
 * Whether a statement is reached, as far as its conditions tell. `perhaps`: one branch of several; `doubtful`: one that may
 * stand for training alone; `unlikely`: only where a default is overridden.
 */
export type Reach = 'reached' | 'perhaps' | 'doubtful' | 'unlikely' | 'never';

const order: readonly Reach[] = ['reached', 'perhaps', 'doubtful', 'unlikely', 'never'];

export const worst = (reaches: readonly Reach[]): Reach =>
  order.findLast((reach) => reaches.includes(reach)) ?? 'reached';

/** Conditions that may decide between fitting and transforming. */
const decides = /fit|train|test|mode|infer|predict|scaler|encoder|imputer|vectori|first|exist|hasattr/i;

const isSomething = (value: Value): boolean =>
  isData(value) || value.tool !== null || value.own !== null || value.items !== null;

const truth = (value: Value, { is }: Guard): boolean | null => {
  const { text } = value;
  if (isSomething(value)) return is === 'True' ? true : is === 'None' || is === 'False' ? false : null;
  if (text === null) return null;
  if (is === 'True') return !['False', 'None', '0', ''].includes(text);
  return text === is;
};

type Asked = {
  readonly conditions: Map<number, boolean | null>;
  readonly read: (name: Operand) => Value;
  readonly isDefault: (name: Operand) => boolean;
};

/** Asked once: what a branch binds does not change which of them is taken. */
const known = (guard: Guard, { conditions, read }: Asked): boolean | null => {
  const before = conditions.get(guard.id);
  if (before !== undefined) return before;
  const now = truth(read(guard.name), guard);
  conditions.set(guard.id, now);
  return now;
};

const one = (guard: Guard, asked: Asked): Reach => {
  if (guard.name === '') return decides.test(guard.is) ? 'doubtful' : 'perhaps';
  const answer = known(guard, asked);
  if (answer === null) return decides.test(guard.name) ? 'doubtful' : 'perhaps';
  if (answer === guard.holds) return 'reached';
  return asked.isDefault(guard.name) ? 'unlikely' : 'never';
};

export const reachOf = (guards: readonly Guard[], asked: Asked): Reach =>
  worst(guards.map((guard) => one(guard, asked)));
