import { baseName } from '../source/paths.ts';
import type { SourceFacts, TextFile } from '../source/types.ts';

const plain = /\.txt$/i;
const named = /^(read[-_ ]?me|notes?|answers?|reports?|solutions?)([-_. ][\w. -]*)?\.txt$/i;
const kept = /^[^/]+$|(^|\/)docs?\//i;
const printedName = /(^|[^a-z])((\w*[a-z])?logs?|outputs?|stdout|stderr)([^a-z]|$)/i;
/** Words that only end like a log. */
const spokenName = /(^|[^a-z])(cata|dia|b|pro|epi|back)logs?/i;

/** The moment or the level that a program puts before what it reports, and how far it has come. */
const reported =
  /^\W{0,3}(\d{4}[-/.]\d\d?[-/.]\d\d?[T ,]+\d\d?:\d\d|\d\d?:\d\d:\d\d\b|(INFO|DEBUG|WARN(ING)?|ERROR|CRITICAL|TRACE)\b[\]:\s-]|epoch \[?\d+\/\d+|\d+\/\d+ \[)|\d{1,3} ?% ?\||\[=+[>.\]]|[█▏▎▍▌▋▊▉━]{3}/i;
const drawn = /^[\s│]*[│├└]|^[\s|]*[|`+]--/;
/** Colours of a terminal, and going back over what stands there. */
const control = new RegExp(`[${String.fromCodePoint(8)}${String.fromCodePoint(27)}]`);
const figure = /^\p{N}[\p{N}.,%]*$/u;
/** A record a line, as programs append them. */
const recorded = /^\s*\{.{0,4000}\}\s*,?\s*$/;
const most = { reported: 0.2, drawn: 0.3, recorded: 0.5, figures: 0.5, lines: 400 };
const series = 3;

const share = (all: readonly string[], pattern: RegExp): number =>
  all.length === 0 ? 0 : all.filter((one) => pattern.test(one)).length / all.length;

/** What a program printed: a log, a table of figures, a drawn tree. */
const isPrinted = ({ path, text }: TextFile): boolean => {
  const name = baseName(path);
  const lines = text.split('\n', most.lines).filter((line) => line.trim() !== '');
  const words = lines.flatMap((line) => line.match(/[\p{L}\p{N}][\p{L}\p{N}.,%]*/gu) ?? []);
  return (
    (printedName.test(name) && !spokenName.test(name)) ||
    control.test(text) ||
    share(lines, reported) >= most.reported ||
    share(lines, drawn) >= most.drawn ||
    share(lines, recorded) >= most.recorded ||
    share(words, figure) >= most.figures
  );
};

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** `encounter_1.txt` and `1_soap.txt` by what they share with their neighbours: the first part and the last of their names. */
const ends = (path: string): readonly string[] => {
  const parts = baseName(path)
    .replace(/\.\w+$/, '')
    .split(/[\W_]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)/);
  const known = (part = '', at: string): string =>
    `${folderOf(path)}\n${at}\n${/^\d+$/.test(part) ? '#' : part}`;
  return [known(parts[0], 'first'), known(parts.at(-1), 'last')];
};

/** Three or more files of a folder that are named alike are data, or were made by one program. */
export const inSeries = (paths: readonly string[]): ReadonlySet<string> => {
  const alike = Map.groupBy(
    paths.flatMap((path) => ends(path).map((end) => ({ path, end }))),
    ({ end }) => end,
  );
  return new Set(
    [...alike.values()]
      .filter((group) => group.length >= series)
      .flatMap((group) => group.map(({ path }) => path)),
  );
};

/** Files and folders by the names that code has in its strings. */
export const namesInCode = ({
  python,
  scripts,
}: Pick<SourceFacts, 'python' | 'scripts'>): ReadonlySet<string> =>
  new Set(
    [...python, ...scripts]
      .flatMap(({ strings }) => strings)
      .flatMap(({ value }) => value.split(/[\\/]/))
      .filter((part) => part.length > 1),
  );

/**
 * Which `.txt` files were written to be read: what is named so or stands at the root or under `docs`, and elsewhere what is
 * no data of the code and none of a series; never what a program printed.
 */
export const readableTexts = (
  facts: Pick<SourceFacts, 'texts' | 'python' | 'scripts'>,
): ((file: TextFile) => boolean) => {
  const all = facts.texts.filter(({ path }) => plain.test(path)).map(({ path }) => path);
  if (all.length === 0) return () => true;
  const code = namesInCode(facts);
  const alike = inSeries(all);
  const isData = (path: string): boolean =>
    alike.has(path) ||
    code.has(baseName(path)) ||
    folderOf(path)
      .split('/')
      .some((folder) => code.has(folder));
  return (file) =>
    !plain.test(file.path) ||
    (!isPrinted(file) && (named.test(baseName(file.path)) || kept.test(file.path) || !isData(file.path)));
};
