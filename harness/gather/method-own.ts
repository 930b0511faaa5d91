import type { Called } from './method-calls.ts';
import { isModel, isNetwork, lastOf } from './method-known.ts';
import { basesOf, type Class } from './method-parents.ts';
import { made, type Tool, type Value } from './method-values.ts';
import { classOf, type Program, placeOf, type Turn, type World } from './method-world.ts';

const maxParents = 4;
const answers = /^(predict|predict_proba)$/;
const fits = /^(fit|partial_fit|fit_generator|train)$/;

const defines = ({ functions }: Program, owner: string, method: RegExp): boolean =>
  [...functions.keys()].some((name) => name.startsWith(`${owner}.`) && method.test(lastOf(name)));

/** Its `fit` hands on to another model, which is the one that is fitted. */
const handsOn = ({ functions, steps }: Program, owner: string): boolean => {
  const position = functions.get(`${owner}.fit`);
  return (position === undefined ? [] : (steps.get(position) ?? [])).some(
    (step) => step.do === 'call' && fits.test(lastOf(step.name)) && !step.name.startsWith('super.'),
  );
};

const isModelBase = (base: string, answering: boolean): boolean =>
  isNetwork(base) ||
  /^sklearn\.base\.(Classifier|Regressor)Mixin$/.test(base) ||
  (base === 'sklearn.base.BaseEstimator' && answering) ||
  (base.includes('.') && isModel(lastOf(base)));

const isOwnModel = (world: World, { path, owner }: Class, depth = 0): boolean => {
  const program = world.programs.get(path);
  if (!program || depth > maxParents || handsOn(program, owner)) return false;
  const answering = defines(program, owner, answers);
  return basesOf(world, { path, owner }).some(
    ({ name, own }) => isModelBase(name, answering) || (own !== null && isOwnModel(world, own, depth + 1)),
  );
};

/** What a class takes after decides: `class Net(keras.Model)`, and what it does not define itself is a library's. */
export const asOwnModel = (turn: Turn, value: Value): Value => {
  if (!value.own || value.tool || value.own.endsWith(':')) return value;
  const at = classOf(value.own);
  if (!isOwnModel(turn.run.world, at)) return value;
  const tool: Tool = {
    name: at.owner,
    ownModel: true,
    place: placeOf(turn),
    keywords: [],
    inside: [],
    chooses: null,
    others: [],
    fitted: null,
    tuned: null,
    stoppedBy: null,
  };
  return made({ own: value.own, items: value.items, keys: value.keys, tool });
};

/** What a model of one's own defines itself is still its fit and its answers. */
export const isModelStep = ({ on, last }: Called): boolean =>
  on.tool?.ownModel === true &&
  /^(fit|partial_fit|fit_predict|predict|predict_proba|decision_function|score|evaluate)$/.test(last);
