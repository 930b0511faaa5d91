import { ownPaths } from './files.ts';
import type { StartInput } from './types.ts';

type Input = Pick<StartInput, 'facts' | 'read'>;

/** Variables that a submission shows a value for, and the file that shows it. */
type Shown = { readonly name: string; readonly value: string; readonly path: string };

const exampleFile =
  /(?:^|\/)(?:\.env\.(?:example|sample|template|dist|default)|(?:example|sample)\.env|env\.example)$/i;
const readme = /(?:^|\/)readme(?:\.\w+)?$/i;
/** These belong to whoever runs a command. */
const ours = /^(?:PATH|HOME|HOST|PORT|USER|SHELL|TMPDIR|PYTHON\w*|LD_\w+|NODE_OPTIONS)$/;
const assignment = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]{1,60})\s*=\s*["']?([^\s"'#<>]{1,300})["']?\s*(?:#.*)?$/;

const maxFiles = 6;
const maxVariables = 40;

const assigned = (text: string, path: string): readonly Shown[] =>
  text.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = assignment.exec(line) ?? [];
    return name === '' || ours.test(name) ? [] : [{ name, value, path }];
  });

/** Blocks of a README that hold assignments and nothing else: what a `.env` looks like, shown. */
const inBlocks = (text: string, path: string): readonly Shown[] =>
  [...text.matchAll(/^[ \t]*```[^\n]*\n([\s\S]{1,4000}?)^[ \t]*```/gm)].flatMap(([, block = '']) => {
    const lines = block.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line));
    const all = assigned(block, path);
    return lines.length > 0 && all.length === lines.length ? all : [];
  });

const shownIn = ({ facts, read }: Input): readonly Shown[] => {
  const paths = ownPaths({ facts });
  const texts = (pattern: RegExp) =>
    paths
      .filter((path) => pattern.test(path))
      .slice(0, maxFiles)
      .map((path) => ({ path, text: read(path) ?? '' }));
  return [
    ...texts(exampleFile).flatMap(({ path, text }) => assigned(text, path)),
    ...texts(readme).flatMap(({ path, text }) => inBlocks(text, path)),
  ];
};

const settings = /\bBaseSettings\b/;
const field = /^[ \t]+([a-z][a-z0-9_]*)[ \t]*:[ \t]*[A-Za-z][^=\n#]*$/gm;
const asked = /\benviron\[\s*["'](\w+)["']\s*\]|\b(?:getenv|environ\.get)\(\s*["'](\w+)["']\s*\)/g;

/** Names that the code reads and has no other value for. */
const neededIn = ({ facts, read }: Input): ReadonlySet<string> => {
  const reading = facts.python.filter(
    ({ test, imports }) =>
      !test &&
      imports.some(({ module }) => /^(?:os|pydantic(?:_settings)?|environs|decouple)\b/.test(module)),
  );
  const names = reading.flatMap(({ path }) => {
    const text = read(path) ?? '';
    const fields = settings.test(text)
      ? [...text.matchAll(field)].map(([, name = '']) => name.toUpperCase())
      : [];
    return [...fields, ...[...text.matchAll(asked)].map(([, one, other]) => one ?? other ?? '')];
  });
  return new Set(names);
};

/** Variables that the code cannot do without, as the submission's example of an environment file or its README shows them. */
export const shownEnv = (
  input: Input,
): { readonly env: Readonly<Record<string, string>>; readonly assumptions: readonly string[] } => {
  const shown = shownIn(input);
  if (shown.length === 0) return { env: {}, assumptions: [] };
  const needed = neededIn(input);
  const used = shown.filter(({ name }) => needed.has(name)).slice(0, maxVariables);
  return {
    env: Object.fromEntries(used.toReversed().map(({ name, value }) => [name, value])),
    assumptions: [...new Set(used.map(({ path }) => path))].map(
      (path) => `variables that the code reads are set as ${path} shows them`,
    ),
  };
};
