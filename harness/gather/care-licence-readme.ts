import type { CareEvidence } from '../evidence/care.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts, TextFile } from '../source/types.ts';

type Licence = NonNullable<CareEvidence['licence']>;
type Line = { readonly line: number; readonly text: string };

const word = 'licen[cçs](?:e|ia|a)';
const name =
  '(MIT|Apache(?:[ -]2(?:\\.0)?)?|BSD(?:[ -][23][ -]Clause)?|[AL]?GPL(?:[ -]?v?[23](?:\\.\\d)?)?|GNU (?:Lesser |Affero )?General Public|MPL(?:[ -]2\\.0)?|Mozilla Public|EPL|Eclipse Public|ISC|Unlicense|CC0|CC[ -]BY(?:-[A-Z]{2}){0,2}|Creative Commons)(?![A-Za-z])';
const between =
  '(?:(?:this|the|project|code|software|work|repository|is|licensed|distributed|released|available|under|terms|of)\\s{1,3}){0,12}';

/** `License: MIT`, `## License MIT`, and the badge that says so. */
const onOneLine = new RegExp(`(?:^|!\\[|badge/)[\\W\\d_]{0,24}${word}[\\W_]{1,24}${between}\\[?${name}`, 'i');
/** A heading of any kind; an entry of a list is one of the contents. */
const alone = new RegExp(`^(?!\\s{0,8}[-*+]\\s)[\\W\\d_]{0,24}${word}[\\W_]{0,24}$`, 'i');
const named = new RegExp(`(?<![A-Za-z])${name}`, 'i');
/** Said before a name, it is not of the code, or is none. */
const otherwise =
  /\b(no|not|none|todo|tbd|reserved|proprietary|data\w*|dados|datos|librar\w*|packages?|dependenc\w*|third|models?)\b/i;
const ofOthers = /data|dados|datos|corpus|model|source|third|depend|librar|package|referenc|credit|attribut/i;
/** A data set's or a model's own README says what may be done with those. */
const besideCode = /(^|\/)(data\w*|models?|corpus)\//i;

/** Lines below a heading that may name it: another may stand before, such as a badge. */
const most = 3;

const levelOf = (text: string): number | null => /^\s{0,3}(#{1,6})\s/.exec(text)?.[1]?.length ?? null;

const outsideFences = (text: string): readonly Line[] => {
  let fenced = false;
  return text.split('\n').flatMap((raw, index) => {
    const fence = /^\s*(```|~~~)/.test(raw);
    if (fence) fenced = !fenced;
    return fence || fenced ? [] : [{ line: index + 1, text: raw.trimEnd() }];
  });
};

/** Whether it stands in a section, below the title, of data, models or others' work. */
const isOfOthers = (lines: readonly Line[], at: number): boolean => {
  const level = levelOf(lines[at]?.text ?? '') ?? 7;
  const around = lines.slice(0, at).findLast(({ text }) => {
    const above = levelOf(text);
    return above !== null && above < level;
  });
  return around !== undefined && levelOf(around.text) !== 1 && ofOthers.test(around.text);
};

const below = (lines: readonly Line[], at: number): readonly string[] => {
  const rest = lines.slice(at + 1);
  const end = rest.findIndex(({ text }) => levelOf(text) !== null);
  return rest
    .slice(0, end === -1 ? undefined : end)
    .map(({ text }) => text)
    .filter((text) => /[A-Za-z]/.test(text))
    .slice(0, most);
};

const nameBelow = (lines: readonly Line[], at: number): string | null => {
  for (const text of below(lines, at)) {
    const found = named.exec(text);
    if (otherwise.test(text.slice(0, found?.index))) return null;
    if (found) return found[1] ?? null;
  }
  return null;
};

const inReadme = ({ path, text }: TextFile): readonly Licence[] => {
  const lines = outsideFences(text);
  return lines.flatMap((line, at): readonly Licence[] => {
    const says = onOneLine.exec(line.text)?.[1] ?? (alone.test(line.text) ? nameBelow(lines, at) : null);
    if (!says || isOfOthers(lines, at)) return [];
    return [{ place: { path, line: line.line }, from: 'readme', says }];
  });
};

/** A licence that a README near the root names, for its code. */
export const namedInReadme = ({ files, texts }: Pick<SourceFacts, 'files' | 'texts'>): Licence | null => {
  const own = new Set(
    files
      .filter(({ path, origin }) => origin === 'own' && /^readme(\.\w+)?$/i.test(baseName(path)))
      .filter(({ path }) => path.split('/').length <= 2 && !besideCode.test(path))
      .map(({ path }) => path),
  );
  const [found] = texts
    .filter(({ path }) => own.has(path))
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)
    .flatMap(inReadme);
  return found ?? null;
};
