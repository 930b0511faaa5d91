import type { SourceFacts } from '../source/types.ts';
import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';

const looks =
  /\.(describe|info|value_counts|isnull|isna|corr|hist|boxplot|countplot|histplot|kdeplot|distplot|heatmap|pairplot|scatterplot|barplot|violinplot|nunique|unique|skew|duplicated|crosstab|plot|displot|jointplot|catplot|relplot|regplot|lineplot|histogram|profile_report|ProfileReport)$/;
const least = { calls: 5, kinds: 3 };

const findings = /\b(findings|observations|insights)\b/i;
/** What was found out about a model stands in the same notebooks and under the same headings. */
const onModels =
  /\b(models?|classifiers?|regressors?|predict\w*|baselines?|thresholds?|epochs?|false (positives?|negatives?)|auc|roc|f1|recall|precision|accuracy|rmse|mae|brier)\b/i;
const modelling =
  /\b(model\w*|train(ing)?(?![- ](and[- ]test[- ])?(data|sets?|df)\b)|evaluat\w*|tuning|predictions?|deploy\w*)\b/i;

/** What is to be done, or stands in a notebook, with nothing that was seen: a heading makes no account of the data of it. */
export const steps =
  /^(?!.*(\d ?%|\b(is|are|was|were|has|have|had|shows?|showed|seems?|appears?|tends?|lies?|var(y|ies)|differs?|ranges?|more|most|fewer|higher|lower)\b))\W*(\d{1,2}\W+)?((first|then|next|finally),? )?(please )?(run|re-?run|open|execute|start|launch|install|see|create|define|calculate|compute|plot|draw|perform|generate|visuali[sz]e|explore|analy[sz]e|load|import|train|fit|evaluate|iterate|for each|repeat)\b(?! of\b)|\b(contains?|holds?|includes?) (the |an |all |our )?(\w+ )?(eda|exploratory|exploration|data analysis)\b/i;

const isProse = ({ kind, text }: Statement): boolean => kind !== 'code' && wordsOf(text).length >= 3;

/** What is written in a notebook that looks at the data in several ways is exploration, whatever words it uses, but for what is on models. */
export const aroundExploration = (
  statements: readonly Statement[],
  { python }: Pick<SourceFacts, 'python'>,
): readonly Statement[] => {
  const exploring = python.filter(({ notebook, calls }) => {
    const looking = calls.flatMap(({ name }) => looks.exec(name)?.[1] ?? []);
    return notebook && looking.length >= least.calls && new Set(looking).size >= least.kinds;
  });
  const paths = new Set(exploring.map(({ path }) => path));
  return statements.filter(
    (one) =>
      paths.has(one.path) &&
      one.from === 'notebook' &&
      isProse(one) &&
      !onModels.test(one.text) &&
      !modelling.test(one.headings.at(-1) ?? ''),
  );
};

/** What stands under `Findings` and is about the data. */
export const foundInData = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(
    (one) =>
      one.from !== 'code' &&
      isProse(one) &&
      one.headings.slice(-3).some((title) => findings.test(title)) &&
      !onModels.test(one.text) &&
      !steps.test(one.text),
  );
