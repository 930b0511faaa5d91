import type { Manifest } from '../config/manifest.ts';
import type { SourceFacts } from '../source/types.ts';
import { dockerfilesOf } from '../start/dockerfiles.ts';
import { parseToml, placeOf, tableAt } from '../start/toml.ts';
import type { Place } from '../types.ts';
import { condaPython } from './conda.ts';
import { poetryPython } from './poetry.ts';
import { candidatesFor, exactOf } from './python-range.ts';
import type { Read } from './types.ts';

export type PythonInput = {
  readonly facts: SourceFacts;
  readonly manifest: Manifest | null;
  readonly manifestPlace: Place | null;
  readonly read: Read;
};

type Asked = { readonly asked: string; readonly askedIn: Place };

export type PythonChoice = {
  readonly asked: string | null;
  readonly askedIn: Place | null;
  /** Versions offered, in the order to try them; the later ones only where the list does not resolve on the earlier. */
  readonly candidates: readonly string[];
};

const fromManifest = ({ manifest, manifestPlace, read }: PythonInput): Asked | null => {
  if (manifest?.python === undefined || manifestPlace === null) return null;
  const text = read(manifestPlace.path) ?? '';
  const [, written] = /^python:\s*["']?([^"'\s#]+)/m.exec(text) ?? [];
  return {
    asked: written ?? String(manifest.python),
    askedIn: placeOf({ path: manifestPlace.path, text }, 'python:'),
  };
};

const fromFirstLine =
  (path: string) =>
  ({ read }: PythonInput): Asked | null => {
    const asked = read(path)
      ?.split('\n')
      .map((line) => line.trim())
      .find((line) => /^(?:c?python-)?\d/.test(line));
    return asked === undefined ? null : { asked, askedIn: { path, line: 1 } };
  };

const fromPyproject = ({ read }: PythonInput): Asked | null => {
  const path = 'pyproject.toml';
  const text = read(path);
  const document = text === null ? null : parseToml(text);
  if (text === null || document === null) return null;
  const standard = tableAt(document, ['project'])['requires-python'];
  const asked = typeof standard === 'string' ? standard : poetryPython(document);
  const needle = typeof standard === 'string' ? 'requires-python' : 'python =';
  return asked === null ? null : { asked, askedIn: placeOf({ path, text }, needle) };
};

/** The first Dockerfile whose base image tells: the likeliest service comes first. */
const fromDockerfile = (input: PythonInput): Asked | null => {
  const found = dockerfilesOf(input).find(({ replayed }) => exactOf(replayed.image) !== null);
  return found
    ? { asked: found.replayed.image, askedIn: { path: found.path, line: found.replayed.imageLine } }
    : null;
};

export const condaFiles = ({ facts }: Pick<PythonInput, 'facts'>): readonly string[] =>
  facts.files
    .filter(
      ({ path, origin }) =>
        origin !== 'vendored' && /(?:^|\/)(?:conda[\w-]*|environment[\w.-]*)\.ya?ml$/i.test(path),
    )
    .map(({ path }) => path)
    .toSorted((a, b) => a.length - b.length);

const fromConda = (input: PythonInput): Asked | null => {
  for (const path of condaFiles(input)) {
    const found = condaPython(input.read, path);
    if (found) return { asked: found.asked, askedIn: { path, line: found.line } };
  }
  return null;
};

/** Said in passing: counts only where nothing else says more. */
const weakPatterns: readonly (readonly [RegExp, RegExp])[] = [
  [/(?:^|\/)[\w.-]*requirements?[\w.-]*\.txt$/i, /^#.*with (?:python|Python) (3\.\d{1,2})/],
  [/^\.github\/workflows\/[\w.-]+\.ya?ml$/, /^\s*(?:- )?python-version:\s*\[?\s*["']?(3\.\d{1,2})/],
  [/^readme[\w.-]*$/i, /\bpython\s*(?:version)?\s*[:=]?\s*v?(3\.\d{1,2})\b/i],
];

const fromPassing = ({ facts, read }: PythonInput): Asked | null => {
  for (const [name, pattern] of weakPatterns) {
    for (const { path } of facts.files.filter((file) => name.test(file.path)).slice(0, 5)) {
      const lines = read(path)?.split('\n').slice(0, 1000) ?? [];
      const at = lines.findIndex((line) => pattern.test(line.slice(0, 500)));
      const asked = pattern.exec(lines[at]?.slice(0, 500) ?? '')?.[1];
      if (asked !== undefined) return { asked, askedIn: { path, line: at + 1 } };
    }
  }
  return null;
};

const sources: readonly ((input: PythonInput) => Asked | null)[] = [
  fromManifest,
  fromFirstLine('.python-version'),
  fromPyproject,
  fromFirstLine('runtime.txt'),
  fromDockerfile,
  fromConda,
];

/** The version asked for and where. One exact version outweighs the ranges before it, except in takehome.yaml. */
export const choosePython = (input: PythonInput, offered: readonly string[]): PythonChoice => {
  const found = sources.flatMap((source) => source(input) ?? []);
  const stated = fromManifest(input);
  const best = stated ?? found.find(({ asked }) => exactOf(asked) !== null) ?? found[0] ?? fromPassing(input);
  return {
    asked: best?.asked ?? null,
    askedIn: best?.askedIn ?? null,
    candidates: candidatesFor(best?.asked ?? null, offered),
  };
};
