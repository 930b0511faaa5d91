import type { FlowStep, Operand } from '../source/types.ts';
import { putInto } from './method-columns.ts';
import { keep } from './method-kept.ts';
import { filledWith, withLearnt } from './method-rows.ts';
import { addItem, asItem, oneOf, turnOf, turnTaken } from './method-several.ts';
import { isData, made, type Value } from './method-values.ts';
import { holdOn, type Turn } from './method-world.ts';

const textAt = ({ run, at }: Turn): string => run.program.file.flow.statements[at]?.text ?? '';

/** What is yielded is one turn of many. */
export const givenAt = (turn: Turn, value: Value): Value =>
  /^yield\b(?! from)/.test(textAt(turn)) ? made({ items: [value] }) : value;

/** A loop is followed at one turn. What a comprehension makes is of all of them. */
export const onceAround = (turn: Turn, value: Value): Value => {
  if (/^(async )?for\b/.test(textAt(turn))) return turnOf(value, turnTaken([value]));
  return value.items && !value.keys && turnTaken([value]) !== null ? oneOf(value.items) : turnOf(value, null);
};

export const packOf = (step: Extract<FlowStep, { do: 'pack' }>, value: (operand: Operand) => Value): Value =>
  made({
    items: step.of.map((operand) => asItem(value(operand))),
    keys: step.keys ? step.of.map((_, at) => value(step.keys?.[at] ?? '').text) : null,
  });

type Putting = {
  readonly into: Value;
  readonly key: Value;
  readonly value: Value;
  /** Rows that it is written to. */
  readonly mask: Value | null;
};

export const put = (turn: Turn, { into, key, value, mask }: Putting): void => {
  if (isData(into))
    putInto(turn, {
      into,
      key,
      value: mask
        ? { ...value, learnt: withLearnt(value, [...mask.learnt, ...filledWith(turn, [value])]) }
        : value,
    });
  else if (into.own && key.text !== null)
    holdOn(turn.run.world, { own: into.own, name: `self.${key.text}`, value });
  else {
    keep(turn.run.world, [value]);
    addItem(into, { key: key.text, value });
  }
};
