import { z } from 'zod';
import { folderOf, ownPaths } from './files.ts';
import type { Found, StartInput } from './types.ts';

const packageSchema = z.object({
  main: z.string().optional(),
  scripts: z.record(z.string(), z.string()).default({}),
});

const names = {
  serve: ['serve', 'start', 'start:prod', 'api', 'server'],
  train: ['train', 'train:model', 'model'],
  test: ['test', 'test:unit'],
} as const;

/** What npm writes into a new package.json. */
const placeholder = /no test specified/;
/** Calls by which Express, Fastify, Hono and Node's own servers open a port. */
const listens = /\.listen\s*\(|\bserve\s*\(\s*\{|createServer\s*\(/;
const entries = /(^|\/)(server|app|index|main)\.(ts|mts|js|mjs|cjs)$/;

const packageIn = (text: string | null): z.infer<typeof packageSchema> | null => {
  try {
    return packageSchema.safeParse(JSON.parse(text ?? '')).data ?? null;
  } catch {
    return null;
  }
};

const found = (
  shell: string,
  { path, line, assumptions = [] }: { path: string; line: number; assumptions?: readonly string[] },
): Found => ({
  shell,
  workdir: folderOf(path),
  env: {},
  port: null,
  source: 'package.json',
  place: { path, line },
  assumptions,
});

const fromScripts = (
  input: StartInput,
  { path, role }: { path: string; role: keyof typeof names },
): readonly Found[] => {
  const text = input.read(path) ?? '';
  const { scripts = {} } = packageIn(text) ?? {};
  return names[role]
    .filter((name) => scripts[name] !== undefined && !placeholder.test(scripts[name]))
    .map((name) => {
      const line = text.split('\n').findIndex((one) => one.includes(`"${name}"`)) + 1;
      return found(`npm run --silent ${name}`, { path, line: Math.max(1, line) });
    });
};

/** A file that opens a port, run as it stands: Node leaves out the types. */
const fromEntries = (input: StartInput, folder: string): readonly Found[] =>
  ownPaths(input)
    .filter((path) => entries.test(path) && !/(^|\/)(dist|build|tests?)\//.test(path))
    .filter((path) => listens.test(input.read(path) ?? ''))
    .toSorted((one, other) => one.split('/').length - other.split('/').length)
    .slice(0, 2)
    .map((path) => ({
      ...found(`node ${folder === '.' ? path : path.slice(folder.length + 1)}`, {
        path,
        line: 1,
        assumptions: ['a file of this name that opens a port is taken to be the server'],
      }),
      workdir: folder,
    }));

/** Scripts of the package.json nearest to the root; for a server, also the file that opens a port. */
export const fromPackage = (input: StartInput, role: keyof typeof names): readonly Found[] => {
  const [path] = ownPaths(input)
    .filter((one) => /(^|\/)package\.json$/.test(one))
    .toSorted((one, other) => one.split('/').length - other.split('/').length);
  if (path === undefined) return [];
  const scripts = fromScripts(input, { path, role });
  return role === 'serve' ? [...scripts, ...fromEntries(input, folderOf(path))] : scripts;
};
