import { folderOf, ownPaths } from './files.ts';
import type { Found, StartInput } from './types.ts';

const rank = (name: string): number => ['web', 'api', 'app', 'serve', 'server'].indexOf(name);

/** Processes of a Procfile that may serve, `web` first. */
export const fromProcfile = (input: StartInput): readonly Found[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)Procfile$/.test(path))
    .slice(0, 3)
    .flatMap((path) =>
      (input.read(path) ?? '')
        .split('\n')
        .flatMap((text, index) => {
          const [, name = '', shell = ''] = /^([\w-]+):\s*(.+)$/.exec(text.trim()) ?? [];
          return rank(name) === -1 ? [] : [{ name, shell, line: index + 1 }];
        })
        .toSorted((a, b) => rank(a.name) - rank(b.name))
        .map(({ shell, line }) => ({
          shell,
          workdir: folderOf(path),
          env: {},
          port: null,
          source: 'procfile' as const,
          place: { path, line },
          assumptions: [],
        })),
    );
