import type { Workspace } from '@astral-sh/ruff-wasm-nodejs';
import type { RuleFact } from './types.ts';

type Found = {
  readonly code: string | null;
  readonly message: string;
  readonly start_location: { readonly row: number };
  readonly end_location: { readonly row: number };
};

/** Ruff's rules that we ask, and what we call them. The submission's own configuration is never read. */
const names: Readonly<Record<string, RuleFact['rule']>> = {
  F401: 'unused-import',
  F841: 'unused-variable',
  ERA001: 'commented-out-code',
  C901: 'complex-function',
  B006: 'mutable-default',
  PLW0603: 'rebound-global',
  E722: 'blind-except',
  BLE001: 'blind-except',
  S110: 'silent-except',
  S112: 'silent-except',
};

/** Paths through a function, McCabe's own bound and Ruff's default: more than ten are called complex. */
export const mostComplex = 10;
const maxFound = 500;
const longestExcerpt = 200;

export type AskRules = (source: {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly number[] | null;
}) => readonly RuleFact[] | null;

/**
 * A person may say at an import that it is there for its effect, which no reading of code can see. Nothing else is
 * taken back by a comment: the word becomes one of the same length that Ruff takes for a note.
 */
const unsilenced = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      /noqa|ruff|flake8/i.test(line) && !/^\s*(from|import)\s|noqa\s*:\s*F401/i.test(line)
        ? line.replace(/noqa|ruff/gi, 'NOTE').replace(/flake8/gi, 'NOTE  ')
        : line,
    )
    .join('\n');

const complexityOf = ({ code, message }: Found): number | null =>
  code === 'C901' ? Number(/\((\d+) > \d+\)$/.exec(message)?.[1] ?? mostComplex) : null;

/** A call, an assignment, an import or the head of a block: notes such as `# task: 3` also parse as code, and are none. */
const statement =
  /^#+ ?\s*(?:import \w|from [\w.]+ import\b|return\b|raise\b|def \w+\(|(?:if|elif|for|while|with|class|except)\b.*:$|else:$|try:$|[\w.[\]'", ]+ ?[-+*/|]?=(?!=)\s*\S|[\w.]+\(.*\)$|[\w.]+\($)/;

/** An import that is tried, and whose absence is caught, is there to be tried. */
const isTried = ({ code, message }: Found): boolean => code === 'F401' && message.includes('find_spec');

/** Rules of one file; null where it is no Python 3, since then what Ruff says of the rest is a guess. */
export const rulesWith =
  (workspace: Workspace): AskRules =>
  ({ path, text, lines }) => {
    const found: readonly Found[] = workspace.check(unsilenced(text));
    if (found.some(({ code }) => code === null || code === 'invalid-syntax')) return null;
    const source = text.split('\n');
    const lineOf = (row: number): number => lines?.[row - 1] ?? row;
    return found
      .filter((at) => !isTried(at))
      .slice(0, maxFound)
      .flatMap((at) => {
        const rule = names[at.code ?? ''];
        const row = at.start_location.row;
        const excerpt = (source[row - 1] ?? '').trim().slice(0, longestExcerpt);
        if (rule === 'commented-out-code' && !statement.test(excerpt)) return [];
        return rule ? [{ path, line: lineOf(row), text: excerpt, rule, complexity: complexityOf(at) }] : [];
      });
  };

/** Loads Ruff, which takes a while: for a child that has something to ask it. */
export const loadRules = async (): Promise<AskRules> => {
  const { default: ruff } = await import('@astral-sh/ruff-wasm-nodejs');
  const options = {
    'target-version': 'py314',
    lint: { select: Object.keys(names), mccabe: { 'max-complexity': mostComplex } },
  };
  return rulesWith(new ruff.Workspace(options, ruff.PositionEncoding.Utf16));
};
