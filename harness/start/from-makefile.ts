import { folderOf, ownPaths } from './files.ts';
import type { Found, StartInput } from './types.ts';

export type Target = { readonly name: string; readonly found: Found };

type Rule = {
  readonly name: string;
  readonly needs: readonly string[];
  readonly recipe: readonly string[];
  readonly line: number;
};

const maxRules = 200;
const maxLines = 2000;
const maxLength = 4000;

/** Lines joined over `\`, each with the number of its first. */
const joinedLines = (text: string): readonly { readonly text: string; readonly line: number }[] => {
  const found: { text: string; line: number }[] = [];
  let open = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const bare = raw.replace(/\s*\\$/, '');
    const last = found.at(-1);
    if (open && last) last.text += ` ${bare.trim()}`;
    else found.push({ text: bare, line: index + 1 });
    open = raw.endsWith('\\');
  }
  return found;
};

const parse = (text: string) => {
  const rules: Rule[] = [];
  const variables: Record<string, string> = {};
  let current: { name: string; needs: readonly string[]; recipe: string[]; line: number } | null = null;
  for (const { text: raw, line } of joinedLines(text).slice(0, maxLines)) {
    const [, name, value] = /^([A-Za-z_]\w*)\s*[:?]?=\s*(.*)$/.exec(raw) ?? [];
    const [, target, needs] = /^([\w./-]+)\s*:(?![=:])\s*([^#=]*)/.exec(raw) ?? [];
    if (raw.startsWith('\t')) current?.recipe.push(raw.trim());
    else if (name !== undefined) variables[name] = value?.replace(/\s+#.*$/, '').trim() ?? '';
    else if (target !== undefined && rules.length < maxRules) {
      current = {
        name: target,
        needs: needs?.split(/\s+/).filter(Boolean) ?? [],
        recipe: [],
        line,
      };
      rules.push(current);
    }
  }
  return { rules, variables };
};

const expand = (text: string, variables: Readonly<Record<string, string>>, depth = 0): string | null => {
  if (depth > 5 || text.length > maxLength) return null;
  let known = true;
  const expanded = text.replaceAll(/\$\$|\$[({]([^)}]*)[)}]/g, (all, name?: string) => {
    if (all === '$$') return '\0';
    const value = name !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) known = false;
    return value ?? '';
  });
  if (!known) return null;
  const again = /\$[({]/.test(expanded) ? expand(expanded, variables, depth + 1) : expanded;
  return again?.replaceAll('\0', '$') ?? null;
};

const shellOf = (rule: Rule, variables: Readonly<Record<string, string>>): string | null => {
  const lines = rule.recipe
    .map((line) => line.replace(/^[@+-]+\s*/, ''))
    .filter((line) => line !== '' && !/^(?:#|echo\s)/.test(line))
    .map((line) => expand(line, variables));
  if (lines.length === 0 || lines.some((line) => line === null)) return null;
  return lines.map((line) => (/^\s*cd\s/.test(line ?? '') ? `(${line})` : line)).join(' && ');
};

/** Targets with a recipe that can be written as one shell line, `make` itself being no part of the image. */
export const makeTargets = (input: Pick<StartInput, 'facts' | 'read'>): readonly Target[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)(?:GNUmakefile|[Mm]akefile)$/.test(path))
    .slice(0, 2)
    .flatMap((path) => {
      const { rules, variables } = parse(input.read(path) ?? '');
      return rules.flatMap((rule) => {
        const shell = shellOf(rule, variables);
        if (shell === null) return [];
        const found: Found = {
          shell,
          workdir: folderOf(path),
          env: {},
          port: null,
          source: 'makefile',
          place: { path, line: rule.line },
          assumptions: rule.needs.length > 0 ? ['without the targets it depends on'] : [],
        };
        return [{ name: rule.name, found }];
      });
    });
