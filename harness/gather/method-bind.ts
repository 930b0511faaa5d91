import type { Operand } from '../source/types.ts';
import { type Binding, chosenUnder } from './method-choosing.ts';
import { withName } from './method-named.ts';
import { isData, unknown, type Value } from './method-values.ts';
import { heldBy, holdOn, type Turn } from './method-world.ts';

/** Of which nothing is known. */
export const hasNothing = ({
  rows,
  tool,
  own,
  items,
  predicted,
  summary,
  callees,
  judged,
  chosen,
}: Value): boolean =>
  rows.length + callees.length + judged.length === 0 &&
  !chosen &&
  !tool &&
  !own &&
  !items &&
  !predicted &&
  !summary;

const write = ({ run, reach }: Turn, { name, value }: { name: Operand; value: Value }): void => {
  if (name === '' || name === '_') return;
  const own = name.startsWith('self.') ? run.owner : null;
  const before = own ? heldBy(run.world, { own, name }) : run.locals.get(name);
  // One branch of several: `x = None` beside a branch that fills it says nothing.
  if (value.text === 'None' && before && !hasNothing(before)) return;
  if (reach === 'unlikely' && before && hasNothing(value)) return;
  if (own) holdOn(run.world, { own, name, value });
  else run.locals.set(name, value);
};

const flat = (value: Value): readonly Value[] =>
  (value.items ?? []).flatMap((item) => (item.items && !isData(item) ? item.items : [item]));

/** One name, or several of a tuple. */
export const bind = (turn: Turn, { to, value, read }: Binding): void => {
  const [only] = to;
  const chosen = chosenUnder(turn, { to, value, read });
  const marked = (part: Value): Value => (chosen ? { ...part, chosen } : part);
  if (to.length === 1 && only !== undefined) {
    write(turn, { name: only, value: marked(withName(turn, { name: only, value })) });
    return;
  }
  const parts = flat(value);
  to.forEach((name, index) => {
    const part = parts[index] ?? (value.items ? unknown() : { ...value, column: null });
    write(turn, { name, value: marked(withName(turn, { name, value: part })) });
  });
};
