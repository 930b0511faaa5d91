import { posix } from 'node:path';
import type { Run } from '../start/dockerfile.ts';
import type { Dockerfile } from '../start/dockerfiles.ts';
import { segments } from '../start/shell.ts';
import type { Place } from '../types.ts';

/** What the RUN lines of a Dockerfile install: files and packages of pip, or the project as a whole. */
export type Installs = {
  readonly files: readonly string[];
  readonly packages: readonly { readonly text: string; readonly place: Place }[];
  /** Extras asked for with `pip install .[api]`; null where the project itself is not installed. */
  readonly project: { readonly folder: string; readonly extras: readonly string[] } | null;
};

const none: Installs = { files: [], packages: [], project: null };

const pip = /^(?:python[\d.]*\s+-m\s+|uv\s+)?pip[\d.]*\s+install\s+(.*)$/;
const projectTools = /^(?:uv\s+sync|poetry\s+install|pdm\s+(?:install|sync))\b(.*)$/;

/** Options of pip install that are followed by a value of their own. */
const withValue = new Set([
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '-t',
  '--target',
  '--prefix',
  '--trusted-host',
  '--timeout',
  '--retries',
  '--python',
  '--platform',
  '-c',
  '--constraint',
  '--progress-bar',
]);

const fileOf = (
  dockerfile: Dockerfile,
  { run, path, files }: { run: Run; path: string; files: ReadonlySet<string> },
): string | null => {
  const source = dockerfile.layout.before(run.line).toSource(posix.resolve(run.workdir, path));
  const beside = posix.normalize(posix.join(posix.dirname(dockerfile.path), path.replace(/^\/+/, '')));
  return [source, beside, posix.basename(path)].find((one) => one !== null && files.has(one)) ?? null;
};

type Words = { readonly files: string[]; readonly packages: string[]; extras: readonly string[] | null };

const readWords = (words: readonly string[]): Words => {
  const read: Words = { files: [], packages: [], extras: null };
  for (let at = 0; at < words.length; at += 1) {
    const word = (words[at] ?? '').replaceAll(/^["']|["']$/g, '');
    const next = (words[at + 1] ?? '').replaceAll(/^["']|["']$/g, '');
    const [, inline] = /^(?:--requirement=|-r)(.+)$/.exec(word) ?? [];
    const [, , extras] = /^(\.\/?)(?:\[([^\]]*)\])?$/.exec(word) ?? [];
    if (/^(?:-r|--requirement)$/.test(word)) read.files.push(next);
    else if (inline !== undefined) read.files.push(inline);
    else if (/^\.\/?(?:\[|$)/.test(word)) read.extras = (extras ?? '').split(',').filter(Boolean);
    else if (!word.startsWith('-')) read.packages.push(word);
    if (/^(?:-r|--requirement)$/.test(word) || withValue.has(word)) at += 1;
  }
  return read;
};

/** Always there, or of no use without a network. */
const tools = /^(?:pip|setuptools|wheel|uv|poetry|pipenv|build|virtualenv)(?:[=<>~!].*)?$/;

const readSegment = (
  dockerfile: Dockerfile,
  { run, text, files }: { run: Run; text: string; files: ReadonlySet<string> },
): Installs => {
  const folder = dockerfile.layout.before(run.line).toSource(run.workdir) ?? '.';
  if (projectTools.test(text)) {
    const extras = [...text.matchAll(/--(?:extra|group|with|extras)[= ]["']?([\w-]+)/g)].map(
      ([, extra = '']) => extra,
    );
    return { ...none, project: { folder, extras } };
  }
  const [, rest] = pip.exec(text) ?? [];
  if (rest === undefined) return none;
  const words = readWords(rest.split(/\s+/));
  return {
    files: words.files.flatMap((path) => fileOf(dockerfile, { run, path, files }) ?? []),
    packages: words.packages
      .filter((word) => !tools.test(word))
      .map((word) => ({ text: word, place: { path: dockerfile.path, line: run.line } })),
    project: words.extras ? { folder, extras: words.extras } : null,
  };
};

/** Everything that a Dockerfile's RUN lines install from the package index. */
export const dockerInstalls = (dockerfile: Dockerfile, files: ReadonlySet<string>): Installs =>
  dockerfile.replayed.runs
    .flatMap((run) =>
      segments(run.shell.replaceAll(/--mount=\S+\s+/g, '')).map(({ text }) => ({ run, text, files })),
    )
    .map((segment) => readSegment(dockerfile, segment))
    .reduce(
      (all, one) => ({
        files: [...all.files, ...one.files],
        packages: [...all.packages, ...one.packages],
        project: one.project ?? all.project,
      }),
      none,
    );
