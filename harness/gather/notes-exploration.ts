import type { SourceFacts } from '../source/types.ts';
import { wordsOf } from './notes-brief.ts';
import type { Statement } from './notes-statements.ts';

const looks =
  /\.(describe|info|value_counts|isnull|isna|corr|hist|boxplot|countplot|histplot|kdeplot|distplot|heatmap|pairplot|scatterplot|barplot|violinplot|nunique|duplicated|crosstab|plot|profile_report|ProfileReport)$/;
const least = { calls: 5, kinds: 3 };

/** What is written in a notebook that looks at the data in several ways is exploration, whatever words it uses. */
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
    ({ path, kind, from, text }) =>
      paths.has(path) && from === 'notebook' && kind !== 'code' && wordsOf(text).length >= 3,
  );
};
