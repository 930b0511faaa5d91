import type { CareEvidence } from '../evidence/care.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';
import { namedInReadme } from './care-licence-readme.ts';

type Licence = NonNullable<CareEvidence['licence']>;

const licenceFile = /^(un)?(licen[sc]e|copying)([-.][\w-]+)?(\.(md|txt|rst|adoc))?$/i;
const manifest = /^(readme(\.\w+)?|pyproject\.toml|setup\.(py|cfg)|package\.json)$/i;
const longest = 80;

/** Where metadata names a licence, and the line that does. `UNLICENSED` and `SEE ...` name none. */
const stated: readonly (readonly [file: RegExp, line: RegExp])[] = [
  [
    /^pyproject\.toml$/i,
    /^\s*license(?:-expression)?\s*=\s*(?:\{\s*(?:text|file)\s*=\s*)?["']([^"'\n]{2,80})/i,
  ],
  [/^(pyproject\.toml|setup\.(py|cfg))$/i, /["'\s]License\s*::\s*(OSI Approved[^"'\n]{0,80})/i],
  [/^setup\.cfg$/i, /^license\s*=\s*(\S[^\n]{1,80})/i],
  [/^package\.json$/i, /^\s*"license"\s*:\s*"(?!UNLICENSED|SEE )([^"\n]{2,80})"/i],
  [/^citation\.cff$/i, /^license\s*:\s*["']?([^"'\n]{2,80})/i],
];

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const depth = (path: string): number => path.split('/').length;

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/[#*=]/g, '').trim())
    .find((line) => line !== '') ?? '';

/** At the root or beside a README or a manifest: a data set's licence in its own folder is not the code's. */
const fromFile = ({ files, texts }: Pick<SourceFacts, 'files' | 'texts'>): Licence | null => {
  const own = files.filter(({ origin, bytes }) => origin === 'own' && bytes > 0);
  const projects = new Set(
    own.filter(({ path }) => manifest.test(baseName(path))).map(({ path }) => folderOf(path)),
  );
  const [found] = own
    .filter(({ path }) => licenceFile.test(baseName(path)))
    .filter(({ path }) => !path.includes('/') || (depth(path) <= 2 && projects.has(folderOf(path))))
    .toSorted((a, b) => depth(a.path) - depth(b.path));
  if (!found) return null;
  const text = texts.find(({ path }) => path === found.path)?.text ?? '';
  return { place: { path: found.path, line: 1 }, from: 'file', says: firstLine(text).slice(0, longest) };
};

const fromMetadata = ({ texts }: Pick<SourceFacts, 'texts'>): readonly Licence[] =>
  texts
    .filter(({ path }) => depth(path) <= 2)
    .flatMap(({ path, text }) =>
      stated
        .filter(([file]) => file.test(baseName(path)))
        .flatMap(([, pattern]): readonly Licence[] => {
          const lines = text.split('\n');
          const index = lines.findIndex((line) => pattern.test(line));
          const says = pattern.exec(lines[index] ?? '')?.[1]?.trim() ?? '';
          return index === -1 ? [] : [{ place: { path, line: index + 1 }, from: 'metadata', says }];
        }),
    );

/** The licence that the submission states: a file of its own first, else its metadata, else the README that names one. */
export const findLicence = (facts: Pick<SourceFacts, 'files' | 'texts'>): CareEvidence['licence'] =>
  fromFile(facts) ?? fromMetadata(facts)[0] ?? namedInReadme(facts);
