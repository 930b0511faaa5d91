import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';
import { cutBlocks, type Heading } from './notes-blocks.ts';

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

const title = /\bbaselines?\b/i;
/** What stands under it comes after a baseline, or is held against one. */
const beyond =
  /\b(beyond|over|above|against|after|beat\w*|outperform\w*|improv\w*|better|compar\w*|versus|vs|than|from|and|with|drift|monitor\w*)\b/i;

/** Lines of a notebook from a heading that says so to the next one of its rank or above. */
const sectionsOf = ({ markdown }: PythonFile): readonly { readonly from: number; readonly to: number }[] => {
  let above: readonly Heading[] = [];
  return markdown.flatMap(({ line, text }, at) => {
    above = cutBlocks(text, { first: line, above }).headings;
    const isBaseline = above.some((heading) => title.test(heading.text) && !beyond.test(heading.text));
    return isBaseline ? [{ from: line, to: markdown[at + 1]?.line ?? Number.POSITIVE_INFINITY }] : [];
  });
};

/** A model that is fitted and scored under a heading that calls it a baseline, where another is fitted later or elsewhere. */
const underHeading = (
  { python }: Pick<SourceFacts, 'python'>,
  fits: MethodEvidence['fits'],
): readonly Excerpt[] =>
  python
    .filter(({ notebook, test }) => notebook && !test)
    .flatMap((file) => {
      const sections = sectionsOf(file);
      const isInside = ({ path, line }: Excerpt): boolean =>
        path === file.path && sections.some(({ from, to }) => line > from && line < to);
      const inside = fits.filter(({ scored: told, place }) => told && isInside(place));
      const last = Math.max(...inside.map(({ place }) => place.line));
      const hasOther = fits.some(
        ({ place }) => !isInside(place) && (place.path !== file.path || place.line > last),
      );
      return hasOther ? inside.map(({ place }) => place) : [];
    });

/** Where something simple is computed for a model to be compared with. */
export const findBaselines = (
  { python }: Pick<SourceFacts, 'python'>,
  { rivals, fits }: Pick<MethodEvidence, 'rivals' | 'fits'>,
): readonly Excerpt[] => {
  const found = [
    ...python.filter(({ test, path }) => !test && !watches.test(path)).flatMap(inFile),
    ...rivals.filter(({ name }) => simpleRival.test(name)).map(({ place }) => place),
    ...underHeading({ python }, fits),
  ];
  return [...new Map(found.map((place) => [`${place.path}:${place.line}`, place])).values()].slice(0, most);
};
