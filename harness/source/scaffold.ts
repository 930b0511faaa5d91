import { baseName } from './paths.ts';

const tests = /^App\.(test|spec)\.[jt]sx?$/;
const app = /^(views|models|admin|tests)\.py$/;
const mostLines = 14;

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** `admin.py` and its like as Django's `startapp` leaves them: one import, and a comment on what is to come. */
const isBareDjango = (lines: readonly string[]): boolean =>
  lines.length <= 2 &&
  lines.some((line) => /^# (register|create) your \w+ here\.?$/i.test(line)) &&
  lines.every((line) => /^(#|from django\.[\w.]+ import \w+$)/.test(line));

/** The test that Create React App brings along, of a page that nobody has once the work begins. */
const isReactTest = (lines: readonly string[]): boolean =>
  lines.length <= mostLines &&
  lines.some((line) => /^(test|it)\(['"]renders learn react link['"]/.test(line));

/** Settings that `sphinx-quickstart` writes, with what they could be in comments: changed values make them nobody's code. */
const isSphinx = (text: string): boolean =>
  /sphinx-quickstart|configuration file for the sphinx documentation builder/i.test(text.slice(0, 1_000)) &&
  !/^\s*(def|class) /m.test(text);

/** A file that a generator wrote and nobody has touched since. */
export const isScaffold = ({ path, text }: { readonly path: string; readonly text: string }): boolean => {
  const name = baseName(path);
  if (name === 'conf.py') return isSphinx(text);
  if (app.test(name)) return isBareDjango(linesOf(text));
  return tests.test(name) && isReactTest(linesOf(text));
};
