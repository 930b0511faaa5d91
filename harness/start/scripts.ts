import { folderOf, ownPaths } from './files.ts';
import { quote } from './shell.ts';
import { isTable, parseToml, tableAt } from './toml.ts';
import type { StartInput } from './types.ts';

const target = /^([A-Za-z_][\w.]*):([A-Za-z_][\w.]*)$/;

/** Commands that installing the project would have made, as the Python that they run; a build would run the candidate's code. */
const scriptsOf = (input: Pick<StartInput, 'facts' | 'read'>): ReadonlyMap<string, string> => {
  const path = ownPaths(input).find((one) => /(?:^|\/)pyproject\.toml$/.test(one));
  const document = path === undefined ? null : parseToml(input.read(path) ?? '');
  if (path === undefined || document === null || folderOf(path) !== '.') return new Map();
  const tables = [
    tableAt(document, ['project', 'scripts']),
    tableAt(document, ['tool', 'poetry', 'scripts']),
  ];
  const entries = tables.filter(isTable).flatMap((table) => Object.entries(table));
  return new Map(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' && target.test(value) ? [[name, value]] : [],
    ),
  );
};

export type Expanded = { readonly shell: string; readonly assumptions: readonly string[] };

/** A line that starts with a command of the project's own, with that command written out. */
export const expandScript = (input: Pick<StartInput, 'facts' | 'read'>, shell: string): Expanded => {
  const [, name = '', rest = ''] = /^([\w.-]+)(\s[\s\S]*)?$/.exec(shell) ?? [];
  const [, module, callable] = target.exec(scriptsOf(input).get(name) ?? '') ?? [];
  if (module === undefined || callable === undefined) return { shell, assumptions: [] };
  const program = `import sys; from ${module} import ${callable.split('.')[0]}; sys.exit(${callable}())`;
  return {
    shell: `python -c ${quote(program)}${rest}`,
    assumptions: [`\`${name}\` written out from pyproject.toml`],
  };
};
