import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';

const most = 8;
const scored =
  '(model|clf|classifier|regressor|estimator|pipe|pipeline|preds?|predictions?|proba\\w*|scores?|auc|f1|rmse|mae|mape|accuracy|acc|errors?|loss|r2\\w*|metrics?|results?)';
const named = new RegExp(
  `(^|_)(baselines?|majority_class|naive)(_\\w+)?_${scored}$|(^|_)${scored}_baseline(_\\w+)?$|(^|_)baselines?$`,
  'i',
);
const called = /(^|[._])(baselines?|majority_class|naive_(model|forecast|pred\w*))(_|$)|Baseline/;
// What monitoring compares with later is called a baseline too.
const watches = /drift|monitor/i;
const dummy = /^sklearn\.dummy\.Dummy(Classifier|Regressor)$/;
const idle = /^(logging|logger|log|print|mlflow|wandb|plt|ax|fig|st)\b/;

const placeIn = ({ path, flow }: PythonFile, at: number): readonly Excerpt[] => {
  const statement = flow.statements[at];
  if (!statement) return [];
  const { line, endLine, text } = statement;
  return [endLine ? { path, line, endLine, text } : { path, line, text }];
};

/** Something named a baseline that is worked out in code, or a model that only guesses. */
const inFile = (file: PythonFile): readonly Excerpt[] =>
  file.flow.steps.flatMap((step) => {
    if (step.do === 'call' && (dummy.test(step.name) || (called.test(step.name) && !idle.test(step.name))))
      return placeIn(file, step.at);
    const bound =
      step.do === 'bind' &&
      step.to.some((name) => named.test(name)) &&
      step.of !== '' &&
      !step.of.startsWith("'");
    return bound ? placeIn(file, step.at) : [];
  });

/** One of several that are scored side by side, and says that it is the simple one. */
const simpleRival = /(^|_)(naive|baseline|dummy|majority|heuristic|rules?|benchmark)(_|$)/i;

/** Where something simple is computed for a model to be compared with. */
export const findBaselines = (
  { python }: Pick<SourceFacts, 'python'>,
  rivals: MethodEvidence['rivals'],
): readonly Excerpt[] => {
  const found = [
    ...python.filter(({ test, path }) => !test && !watches.test(path)).flatMap(inFile),
    ...rivals.filter(({ name }) => simpleRival.test(name)).map(({ place }) => place),
  ];
  return [...new Map(found.map((place) => [`${place.path}:${place.line}`, place])).values()].slice(0, most);
};
