import { baseName } from '../source/paths.ts';
import type { Statement } from './notes-statements.ts';

/** Words of a title that name no subject. */
const plain =
  /^(an?|the|our|my|and|or|of|for|to|in|on|with|about|reports?|notes?|notebooks?|documents?|documentation|docs?|projects?|plans?|parts?\d*|sections?|chapters?|final|draft|\d+|v\d+|ml|machine|learning|model|models|modelling)$/i;
const wordsOf = (title: string): readonly string[] => title.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

const subjectOf = (title: string): readonly string[] => {
  const words = wordsOf(title);
  const left = words.filter((word) => !plain.test(word));
  return left.length > 0 ? left : words;
};

/** `Exploratory data analysis` is about nothing else; `Trains of three cities: exploration, a model and a service` is about a submission. */
const isAbout = (title: string, heading: RegExp): boolean => {
  const named = [...title.matchAll(new RegExp(heading.source, 'gi'))].flatMap(([found]) => subjectOf(found));
  return new Set(named).size * 2 >= subjectOf(title).length;
};

/** The name of a file, or the title that stands over all of it; that of a README is no heading. */
const isTitle = ({ from, path, chapter }: Statement, at: number): boolean => {
  const hasName = from === 'document' && !/^readme\.\w+$/i.test(baseName(path));
  return hasName && (at === 0 || (at === 1 && chapter === 1));
};

/** Under a heading of its own that says so, or in a document that is about nothing else. */
export const isUnder = (statement: Statement, heading: RegExp, unless?: RegExp): boolean => {
  const first = Math.max(0, statement.headings.length - 3);
  return statement.headings
    .slice(first)
    .some(
      (title, at) =>
        heading.test(title) &&
        unless?.test(title) !== true &&
        (!isTitle(statement, first + at) || isAbout(title, heading)),
    );
};
