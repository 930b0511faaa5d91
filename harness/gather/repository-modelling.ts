import type { Excerpt, Place } from '../evidence/common.ts';
import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';

const most = 40;
type Named = { readonly name: string; readonly place: Place };

const ownCode = ({ python }: SourceFacts): readonly PythonFile[] => python.filter(({ test }) => !test);
const ownCalls = (facts: SourceFacts): readonly CallFact[] => ownCode(facts).flatMap(({ calls }) => calls);

const seedCall =
  /(^|\.)(random\.(seed|Random|default_rng|RandomState|set_seed)|manual_seed(_all)?|set_random_seed|set_seed|seed_everything|PRNGKey)$/;
const seedName = /^(random_state|seed|random_seed|rng_seed|global_seed)$/i;
const isFixed = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== 'None';

const seeds = ({ name, args, keywords }: CallFact): boolean =>
  (seedCall.test(name) && (isFixed(args[0]) || Object.keys(keywords).length > 0)) ||
  Object.entries(keywords).some(([keyword, value]) => seedName.test(keyword) && isFixed(value));

/** Seeds given to calls, or kept in a dictionary of parameters. */
export const findSeeds = (facts: SourceFacts): readonly Excerpt[] => {
  const calls = ownCalls(facts)
    .filter(seeds)
    .map(({ place, text }) => ({ path: place.path, line: place.line, text }));
  const strings = ownCode(facts).flatMap((file) => file.strings);
  const keys = strings
    .filter(
      ({ role, value, text }) => role === 'key' && seedName.test(value) && !/['"]\s*:\s*None/.test(text),
    )
    .map(({ path, line, text }) => ({ path, line, text }));
  const distinct = new Map(
    [...calls, ...keys].map((excerpt) => [`${excerpt.path}:${excerpt.line}`, excerpt]),
  );
  return [...distinct.values()].slice(0, most);
};

const lastSegment = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** First place of each name. */
const firsts = (named: readonly Named[]): readonly Named[] => {
  const seen = new Map<string, Named>();
  for (const item of named) if (!seen.has(item.name)) seen.set(item.name, item);
  return [...seen.values()].slice(0, most);
};

const estimatorModule =
  /^sklearn\.(linear_model|ensemble|tree|svm|neighbors|naive_bayes|neural_network|dummy|discriminant_analysis|gaussian_process|kernel_ridge|cross_decomposition|isotonic)\.(_\w+\.)?[A-Z]/;
const estimatorName =
  /^(xgboost\.(sklearn\.)?(XGB\w+|train)|lightgbm\.(sklearn\.)?(LGBM\w+|train)|catboost\.(CatBoost\w*|train)|(tensorflow\.|tf_)?keras\.(models\.)?(Sequential|Model)|torch\.nn\.Sequential|imblearn\.ensemble\.\w+|interpret\.glassbox\.\w+|statsmodels\.[\w.]*(Logit|OLS|GLM|Probit|logit|ols|glm|probit)|lifelines\.\w+Fitter|pytorch_tabnet\.[\w.]*TabNet\w+|tabpfn\.\w+|flaml\.[\w.]*AutoML|h2o\.[\w.]*H2OAutoML|h2o\.[\w.]*Estimator|prophet\.Prophet)$/;
const bareEstimator =
  /^(\w+(Classifier|Regressor)|LogisticRegression|LinearSVC|SVC|GaussianNB|Ridge|Lasso|ElasticNet)$/;

const layer = /(^|\.)keras\.(layers\.Layer|(models\.)?Model)$/;
const layers = /(^|\.)(torch\.nn|keras(\.models)?)\.Sequential$/;

const library = (name: string): string => (/\.train$/.test(name) ? name : lastSegment(name));

/** Estimators constructed in own code, resolved through imports; a bare name counts where a star import hides its module. */
export const findEstimators = (facts: SourceFacts): readonly Named[] => {
  const starred = ownCode(facts).flatMap(({ path, imports }) =>
    imports.some(({ name }) => name === '*') ? [path] : [],
  );
  // A layer of an own module is no approach.
  const modules = ownCode(facts).flatMap(({ path, flow }) =>
    flow.functions.some(({ name, owner }) => name === 'forward' && owner) ||
    flow.classes.some(({ bases }) => bases.some((base) => layer.test(base)))
      ? [path]
      : [],
  );
  const isEstimator = ({ name, place }: CallFact): boolean =>
    !(layers.test(name) && modules.includes(place.path)) &&
    (estimatorModule.test(name) ||
      estimatorName.test(name) ||
      (bareEstimator.test(name) && starred.includes(place.path)));
  return firsts(
    ownCalls(facts)
      .filter(isEstimator)
      .map(({ name, place }) => ({ name: library(name), place })),
  );
};

const metricCall =
  /^(sklearn\.metrics\.|torchmetrics\.|tensorflow\.keras\.metrics\.|keras\.metrics\.|imblearn\.metrics\.)/;
/** In TypeScript and JavaScript metrics are mostly functions of one's own, called by the name of what they measure. */
const ownMetric =
  /^(?:\w+\.)?(?:average_?precision|pr_?auc|roc_?auc|auc|brier(?:_?score)?|log_?loss|f1(?:_?score)?|precision(?:_?at_?\w+)?|recall(?:_?at_?\w+)?|accuracy)$/i;
const scriptCalls = ({ scripts }: SourceFacts): readonly CallFact[] =>
  scripts.filter(({ test }) => !test).flatMap(({ calls }) => calls);

const noMetric =
  /(make_scorer|get_scorer|Display|pairwise[\w.]*|distance\w*)$|\.pairwise\.|_(similarity|kernel)(\.\w+)*$/;

/** `scoring='average_precision'`, `eval_metric="aucpr"`: the value, when it is one plain literal. */
const scoringNames = ({ keywords, place }: CallFact): readonly Named[] =>
  [keywords.scoring, keywords.eval_metric].flatMap((value) => {
    const name = /^['"]([a-z][\w@]*)['"]$/.exec(value ?? '')?.[1];
    return name ? [{ name, place }] : [];
  });

/** Metric functions called, and metrics that a search or a fit is told to score with. */
export const findMetrics = (facts: SourceFacts): readonly Named[] =>
  firsts([
    ...ownCalls(facts).flatMap((call) => {
      const called = metricCall.test(call.name) && !noMetric.test(call.name);
      return [
        ...(called ? [{ name: lastSegment(call.name), place: call.place }] : []),
        ...scoringNames(call),
      ];
    }),
    ...scriptCalls(facts)
      .filter(({ name }) => ownMetric.test(name))
      .map(({ name, place }) => ({ name: lastSegment(name), place })),
  ]);
