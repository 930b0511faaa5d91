import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';
import { asksAModel, leftBehind } from './method-asking.ts';
import type { Prepared } from './method-kept.ts';
import {
  askingIn,
  calledFrom,
  edgesOf,
  isIn,
  leadingTo,
  nodeAt,
  nodesIn,
  registeredIn,
} from './method-reached.ts';
import {
  decidingFits,
  isLost,
  type Own,
  ownOf,
  reached,
  servingFiles,
  trainingSide,
} from './method-sides.ts';
import { workedOutTwice } from './method-twice.ts';

type Preparation = MethodEvidence['preparation'];
type Fits = MethodEvidence['fits'];

const most = 8;
const prepares =
  /^_*(pre_?process|prepare|transform|clean|encode|engineer|normali[sz]e|(make|build|create|add|get|compute|extract|derive)_(model_)?(features?|inputs?|frame|x)\b|featuri[sz]e|feature_engineering)/i;

const none = { names: [], training: null, serving: null };

const apart = (from: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] =>
  [...from].filter((path) => !others.has(path));

const known = ({ files }: Own, paths: readonly string[]): readonly PythonFile[] =>
  paths.flatMap((path) => files.get(path) ?? []);

type Preparer = { readonly name: string; readonly place: Excerpt; readonly sides: readonly boolean[] };

/** Functions whose name says that they prepare rows, and which side calls them. */
const preparersOf = (
  own: Own,
  { fits, services, served }: { fits: Fits; services: readonly PythonFile[]; served: readonly PythonFile[] },
): readonly Preparer[] => {
  const edges = edgesOf(own);
  const fitting = fits.flatMap(({ place }) => {
    const file = own.files.get(place.path);
    return file ? [nodeAt(file, place.line)] : [];
  });
  const leading = leadingTo(fitting, edges);
  const training = calledFrom(leading, { edges });
  const begins = [...services.flatMap(nodesIn), ...served.flatMap(registeredIn)];
  // A service that trains on demand prepares rows for that too.
  const others = calledFrom(begins, { edges, except: leading });
  const asks = served.flatMap(askingIn).some((node) => isIn(others, node));
  const serving = asks ? others : calledFrom(begins, { edges });
  return [...own.files.values()].flatMap(({ path, flow }) =>
    flow.functions.flatMap(({ name, place: { line } }, position) => {
      if (!prepares.test(name)) return [];
      const sides = [training, serving].map((side) => isIn(side, { path, position }));
      return [{ name, place: { path, line, text: `def ${name}` }, sides }];
    }),
  );
};

/** A call of serving that transforms with something that was fitted before. */
const transforms = (files: readonly PythonFile[]): Excerpt | null => {
  const call = files.flatMap(({ calls }) => calls).find(({ name }) => /\.transform$/.test(name));
  return call ? { path: call.place.path, line: call.place.line, text: call.text } : null;
};

type Given = { readonly fits: Fits; readonly prepared: readonly Prepared[] };

/** Whether what is done to rows before training is done to those that are asked about by the same code. */
export const preparationOf = (facts: SourceFacts, { fits: all, prepared }: Given): Preparation => {
  const own = ownOf(facts);
  const fits = decidingFits(all, own);
  const services = servingFiles(facts, own);
  if (services.size === 0) return { how: 'no-service', ...none };
  const serving = reached([...services], own);
  const served = known(own, [...serving]);
  const isFollowed = !served.some((file) => isLost(file, own));
  if (isFollowed && !asksAModel(served, [...own.files.keys()])) return { how: 'no-model', ...none };
  const training = trainingSide(fits, { own, serving });
  if (training.size === 0) return { how: 'cannot-tell', ...none };
  const lost = leftBehind(prepared, { served, serving, fits });
  if (lost) return lost;
  const sides = {
    training: known(own, apart(training, serving)),
    serving: known(own, apart(serving, training)),
  };
  const twice = workedOutTwice(sides);
  const [pair] = twice;
  if (pair)
    return {
      how: 'twice',
      names: twice.map(({ name }) => name).slice(0, most),
      training: pair.training,
      serving: pair.serving,
    };
  const preparers = preparersOf(own, { fits, services: known(own, [...services]), served });
  const common = preparers.find(({ sides: [train, serve] }) => train && serve);
  if (common) return { how: 'shared', names: [common.name], training: common.place, serving: null };
  // What the service does to rows by a function of its own comes before any pipeline.
  if (preparers.some(({ sides: [train, serve] }) => serve && !train)) return { how: 'cannot-tell', ...none };
  const whole = fits.find(({ pipeline }) => pipeline);
  if (whole) return { how: 'shared', names: [whole.name], training: whole.place, serving: null };
  const transformed = transforms(sides.serving);
  return transformed
    ? { how: 'shared', names: ['transform'], training: null, serving: transformed }
    : { how: 'cannot-tell', ...none };
};
