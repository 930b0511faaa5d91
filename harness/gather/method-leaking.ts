import type { Excerpt } from '../evidence/common.ts';
import type { PythonFile, SourceFacts } from '../source/types.ts';

type Said = { readonly column: string; readonly place: Excerpt };

const longestLine = 600;
const mostColumns = 12;

const isMarkdown = (path: string): boolean => /\.(md|rst|txt|adoc|markdown)$/i.test(path);

/** Lines of the submission's writing, comments included. */
const linesOf = ({ texts, python }: SourceFacts): readonly Excerpt[] => {
  const documents = texts
    .filter(({ path }) => isMarkdown(path))
    .map(({ path, text }) => ({ path, line: 1, text }));
  const written = python.flatMap(({ markdown, prose }) => [
    ...markdown,
    ...prose.filter(({ from }) => from !== 'printed'),
  ]);
  return [...documents, ...written].flatMap(({ path, line, text }) =>
    text.includes('leak') || text.includes('Leak')
      ? text.split('\n').map((row, at) => ({ path, line: line + at, text: row.slice(0, longestLine).trim() }))
      : [],
  );
};

const leaks = /\bleak(s|y|age|ing|ed)?\b/i;
const setsAside =
  /\b(drop|dropp\w+|remov\w+|exclud\w+|left out|leave out|not (be )?(taken|used|included|available)|ignor\w+|must not|should not|cannot)\b/i;
const keeps = /\b(keep|kept|retain\w*|avoid\w*|prevent\w*|without|no leak\w*|instead|but use)\b/i;

/** Columns that the code names, by their lower case. */
const columnsOf = (python: readonly PythonFile[]): ReadonlyMap<string, string> =>
  new Map(
    python
      .filter(({ test }) => !test)
      .flatMap(({ strings }) => strings)
      .filter(({ value, role }) => role !== 'key' && /^[A-Za-z]\w{2,40}$/.test(value))
      .map(({ value }) => [value.toLowerCase(), value]),
  );

const quoted = /[`"'“”‘’*]([A-Za-z]\w{2,40})[`"'“”‘’*]/g;
const joinedWords = /\b([A-Za-z]\w*_\w+)\b/g;

const namedIn = (text: string): readonly string[] =>
  [...text.matchAll(quoted), ...text.matchAll(joinedWords)].map(([, name = '']) => name.toLowerCase());

/** Columns that the submission's own writing sets aside because they leak, with the line that says so. */
export const saidToLeak = (facts: SourceFacts): readonly Said[] => {
  const columns = columnsOf(facts.python);
  const found = linesOf(facts)
    .filter(({ text }) => leaks.test(text) && setsAside.test(text) && !keeps.test(text))
    .flatMap((place) =>
      namedIn(place.text).flatMap((name) => {
        const column = columns.get(name);
        return column ? [{ column, place }] : [];
      }),
    );
  return [...new Map(found.map((said) => [said.column, said])).values()].slice(0, mostColumns);
};
