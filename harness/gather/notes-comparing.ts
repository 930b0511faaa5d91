import { beside } from './notes-beside.ts';
import { metric } from './notes-metric.ts';
import type { Statement } from './notes-statements.ts';

const model =
  /\b(logistic ?regression(cv)?|linear ?regression|random ?forest((classifi|regress)(er|or))?|gradient[- ]boost\w*|boosting|boosted|(decision )?trees?|hist\w*gradient\w*|xgb(oost)?((classifi|regress)(er|or))?|lightgbm|lgbm((classifi|regress)(er|or))?|catboost|decision tree|svm|support vector|k-?nn|nearest neighbou?rs?|naive bayes|neural net\w*|mlp|dummy|baseline|ridge|lasso|elastic ?net|cox|lstm|gru|transformers?|cnn|resnet\w*|efficientnet\w*|densenet\w*|mobilenet\w*|vgg\w*|yolo\w*|(distil|ro)?bert\w*|prophet|arima|majority|rule[- ]based|heuristic)\b/gi;
export const namesModel = new RegExp(
  `${model.source}|${metric.source}|\\b(score[sd]?|models? ((is|are|was|were) (the )?(best|better|worse|chosen|selected|compared|tuned|preferred|an?)|performs?|reach\\w*|achiev\\w*))\\b`,
  'i',
);
/** Two different models, or one and its score, in a sentence or a row of a table. */
const scoredModel = new RegExp(
  `(?<one>${model.source})[^.;]{0,80}(\\b0?[.,]\\d|\\d ?%|(?!\\k<one>)${model.source})`,
  'i',
);
const several =
  'models|classifiers|regressors|approaches|algorithms|methods|architectures|networks|embeddings|prompts|variants|configurations';
const approach = `${several}|model|forests?|classifier|regress(or|ions?)|approach|algorithm|method|architecture|network|embedding|prompt|variant|configuration|${model.source}`;
/** Two columns, two flags or two branches may be compared as well. */
const comparing = String.raw`benchmark\w*|compar(e|ed|es|ing|ison)|better than|worse than|(?<=\b(i|we|also|have) )tried|tried(?= (out|several|different|various|other|many|two|three|four)\b)`;
const versus = String.raw`(?<!one-)(versus|vs\.?)`;
const sides = `${approach}|systems?|rules?`;
/** One on each side, or several of them close by: two places, two columns and two figures have it between them too. */
const opposes = String.raw`${versus}(?<=\b(${sides})\b[^.;]{0,60}\W${versus})(?=\W[^.;]{0,60}\b(${sides})\b)|${beside(versus, { others: several, within: 40 })}`;
/** One way of modelling is held against another, or has a score. */
export const compares = new RegExp(
  String.raw`\b(outperform\w*|baseline|candidate models?|(than|as|with|to|against|over|below|above) (a|the|our|my) benchmark)\b|\b(${beside(comparing, { others: `${approach}|${metric.source}`, within: 100 })}|${opposes})|${scoredModel.source}`,
  'i',
);

/** `RandomForestClassifier` is a random forest. */
export const modelsNamed = (statements: readonly Statement[]): number => {
  const named = statements.flatMap(({ text }) => text.toLowerCase().match(model) ?? []);
  return new Set(named.map((name) => name.replace(/\W+|(classifi|regress)(er|or)$/g, ''))).size;
};
