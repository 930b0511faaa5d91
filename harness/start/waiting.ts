import { ownPaths } from './files.ts';
import type { StartInput } from './types.ts';

/** Programs with which a start script waits for a database or a queue that stands beside it elsewhere. */
const waiters = ['nc', 'netcat', 'pg_isready', 'mysqladmin', 'redis-cli'] as const;

const folder = '.takehome/bin';

const scriptTexts = ({ facts, read }: Pick<StartInput, 'facts' | 'read'>, shell: string): string => {
  const names = [...shell.matchAll(/([\w.-]+\.sh)\b/g)].map(([, name = '']) => name);
  const paths = ownPaths({ facts }).filter((path) => names.includes(path.split('/').at(-1) ?? ''));
  return [shell, ...paths.map((path) => read(path) ?? '')].join('\n');
};

export type Hurried = { readonly shell: string; readonly assumptions: readonly string[] };

/** A command whose script would wait for ever for a service that nobody starts here: what it waits with returns at once. */
export const withoutWaiting = (input: Pick<StartInput, 'facts' | 'read'>, shell: string): Hurried => {
  const text = scriptTexts(input, shell);
  const used = waiters.filter((name) =>
    new RegExp(`\\b(?:until|while|if)\\b[^\\n]*(?:^|[\\s!(])${name}\\s`, 'm').test(text),
  );
  if (used.length === 0) return { shell, assumptions: [] };
  const made = used.map((name) => `printf '#!/bin/sh\\n' > ${folder}/${name}`);
  const prepare = [
    `mkdir -p ${folder}`,
    ...made,
    `chmod +x ${folder}/*`,
    `export PATH="$PWD/${folder}:$PATH"`,
  ];
  return {
    shell: `${prepare.join(' && ')} && ${shell}`,
    assumptions: [`not waiting for services beside it (\`${used.join('`, `')}\` returns at once)`],
  };
};
