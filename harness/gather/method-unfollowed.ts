import type { Excerpt } from '../evidence/common.ts';
import { modulesOf } from '../source/modules.ts';
import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';
import { isHolder, isModel, isNetwork, isTool, lastOf } from './method-known.ts';

const most = 8;
const learning =
  /^(sklearn|xgboost|lightgbm|catboost|tensorflow|keras|tf_keras|torch|h2o|statsmodels|pyspark\.ml|transformers|sentence_transformers|prophet|autogluon|pycaret|flaml|fastai|lifelines|implicit|surprise|lightfm|skorch|darts|sktime|pmdarima|mlxtend|cuml|jax|flax|river|interpret|pytorch_lightning|lightning)(\.|$)/;
const starts = /\.(fit|fit_generator|fit_one_cycle|fine_tune|train)$/;
/** What prepares rows is fitted as well. */
const prepares =
  /(scal|encod|imput|vectori[sz]|tokeni[sz]|preproc|transform|selector|binari[sz]|reduc|normali[sz]|pca|svd|tfidf|ohe|smote|sampl|clean|featur|explainer|stats)/i;
/** Distributions and curves are no models of rows. */
const foreign = /^(scipy|numpy|matplotlib|seaborn)\./;

const holderOf = ({ name }: CallFact): string => lastOf(name.replace(starts, ''));

const isLearning = ({ imports }: PythonFile): boolean => imports.some(({ module }) => learning.test(module));

const isTraining = (call: CallFact): boolean => {
  const { name, args, keywords, owner } = call;
  if (!starts.test(name) || foreign.test(name)) return false;
  // `model.train()` and `model.train(True)` only change how a network runs.
  const [first] = args;
  if (!first && Object.keys(keywords).length === 0) return false;
  if (/^(True|False)$/.test(first ?? '') || /^(self|super|cls)$/.test(holderOf(call))) return false;
  const made = owner === null ? null : lastOf(owner);
  if (made && isTool(made)) return isModel(made) || isHolder(made) || isNetwork(owner ?? '');
  return !prepares.test(holderOf(call)) && !(made && prepares.test(made));
};

/** Calls that train something, in files that import what trains models, beside those that were followed. */
export const findUnfollowed = (
  { python }: Pick<SourceFacts, 'python'>,
  followed: readonly Excerpt[],
): readonly Excerpt[] => {
  const known = new Set(followed.map(({ path, line }) => `${path}:${line}`));
  const own = modulesOf(python.filter(({ notebook }) => !notebook).map(({ path }) => path));
  return python
    .filter((file) => !file.test && isLearning(file))
    .flatMap(({ calls }) => calls.filter(isTraining))
    .filter(({ name, place }) => own.find(name, place.path) === null)
    .filter(({ place }) => !known.has(`${place.path}:${place.line}`))
    .map(({ place: { path, line }, text }) => ({ path, line, text }))
    .slice(0, most);
};
