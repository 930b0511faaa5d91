import { depth, ownPaths, seenFrom } from './files.ts';
import { type PackageScripts, packageScripts } from './package-scripts.ts';
import { quote } from './shell.ts';
import type { Found, StartInput } from './types.ts';

/** Names that scripts of each kind usually have, the likeliest first. */
const names = {
  serve: ['serve', 'start', 'start:prod', 'api', 'server'],
  train: ['train', 'train:model', 'model'],
  test: ['test', 'test:unit'],
} as const;

/** Calls by which Express, Fastify, Hono and Node's own servers open a port. */
const listens = /\.listen\s*\(|\bserve\s*\(|createServer\s*\(/;
const entries = /(?:^|\/)(?:server|app|index|main)\.(?:ts|mts|cts|js|mjs|cjs)$/;
const maxEntries = 2;

const found = ({
  shell,
  folder,
  place,
  assumptions,
}: Pick<Found, 'shell' | 'place' | 'assumptions'> & Pick<PackageScripts, 'folder'>): Found => ({
  shell,
  workdir: folder,
  env: {},
  port: null,
  source: 'package.json',
  place,
  assumptions,
});

const fromScripts = ({ path, folder, scripts }: PackageScripts, role: keyof typeof names): readonly Found[] =>
  names[role].flatMap((name) => {
    const script = scripts.get(name);
    if (script === undefined) return [];
    const place = { path, line: script.line };
    return [found({ shell: `npm run --silent ${name}`, folder, place, assumptions: [] })];
  });

/** A file that opens a port, run as it stands: Node leaves out the types. */
const fromEntries = (input: StartInput, folder: string): readonly Found[] =>
  ownPaths(input)
    .filter((path) => entries.test(path) && !/(?:^|\/)(?:dist|build|tests?)\//.test(path))
    .filter((path) => listens.test(input.read(path) ?? ''))
    .toSorted((one, other) => depth(one) - depth(other))
    .slice(0, maxEntries)
    .map((path) =>
      found({
        shell: `node ${quote(seenFrom(folder, path))}`,
        folder,
        place: { path, line: 1 },
        assumptions: ['a file of this name that opens a port is taken to be the server'],
      }),
    );

/** Scripts of the package.json nearest to the root; for a server, also the file that opens a port. */
export const fromPackage = (input: StartInput, role: keyof typeof names): readonly Found[] => {
  const read = packageScripts(input);
  if (read === null) return [];
  const scripts = fromScripts(read, role);
  return role === 'serve' ? [...scripts, ...fromEntries(input, read.folder)] : scripts;
};
