import { FaultError } from '../errors.ts';
import type { Workshop } from '../sandbox/types.ts';
import { sameModules } from './known.ts';
import { explanation, type Lists, loosen, type Step } from './loosen.ts';
import { formatRequirement, normalName } from './requirement.ts';
import type { Requirement } from './types.ts';
import type { Uv } from './uv.ts';

/** Exact versions for one Python, as text that uv wrote. */
type Locked = { readonly text: string; readonly names: ReadonlySet<string> };

export type Resolved =
  | { readonly kind: 'resolved'; readonly locked: Locked; readonly steps: readonly Step[] }
  | {
      readonly kind: 'unresolvable';
      readonly requirement: string;
      readonly because: string;
      readonly line: string;
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'timed-out'; readonly steps: readonly Step[] };

export type Attempt = { readonly uv: Uv; readonly workshop: Workshop; readonly python: string };

/** Of 18 public services the most loosened one took 40 steps; a list of twice that has little left of what was meant. */
const maxSteps = 80;
/** After so many steps a pin is dropped at once: what is left then is mostly a frozen list of what others depend on. */
const patience = 15;

type Compiled = { readonly locked: Locked } | { readonly stderr: string } | { readonly timedOut: true };

const namesOf = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^([A-Za-z0-9][\w.-]*)==/gm)].map(([, name = '']) => normalName(name)));

const fileText = (list: readonly Requirement[]): string =>
  list.map((one) => `${formatRequirement(one)}\n`).join('');

/** One resolution, wheels only. */
export const compile = async ({ uv, workshop, python }: Attempt, lists: Lists): Promise<Compiled> => {
  const folder = await workshop.put([
    { path: 'resolve/requirements.in', text: fileText(lists.requirements) },
    { path: 'resolve/constraints.txt', text: fileText(lists.constraints) },
  ]);
  const { ending, exitCode, stdout, stderr } = await uv.run([
    ...[
      'pip',
      'compile',
      `${folder}/resolve/requirements.in`,
      '--constraints',
      `${folder}/resolve/constraints.txt`,
    ],
    ...['--no-build', '--python-version', python, '--no-header', '--no-annotate', '--no-emit-index-url'],
  ]);
  if (ending === 'timed-out') return { timedOut: true };
  if (ending === 'exited' && exitCode === 0) return { locked: { text: stdout, names: namesOf(stdout) } };
  // A long explanation may have lost its head: the last part is kept.
  if (/No solution found|requirements are unsatisfiable/.test(stderr)) return { stderr };
  throw new FaultError({
    code: 'HARNESS_BUG',
    blame: 'harness',
    message: `uv could not read the list of dependencies: ${stderr.trim().slice(-300)}`,
  });
};

/** Resolves, loosening where the resolver points, until the list resolves or nothing is left to loosen. */
export const resolveLoosely = async (
  attempt: Attempt,
  start: Lists,
): Promise<Resolved & { readonly lists: Lists }> => {
  const steps: Step[] = [];
  let lists = start;
  for (;;) {
    const compiled = await compile(attempt, lists);
    if ('locked' in compiled) return { kind: 'resolved', locked: compiled.locked, steps, lists };
    if ('timedOut' in compiled) return { kind: 'timed-out', steps, lists };
    const { stderr } = compiled;
    const hurried = steps.length >= patience;
    const loosened = steps.length < maxSteps ? loosen(lists, { stderr, hurried }) : null;
    const line = explanation(stderr);
    if (!loosened) {
      const [first] = lists.requirements;
      return {
        kind: 'unresolvable',
        requirement: first ? formatRequirement(first) : '',
        because: line,
        line,
        steps,
        lists,
      };
    }
    steps.push(loosened.step);
    lists = loosened.lists;
  }
};

/** setuptools stands in every image and virtual environment up to Python 3.11; 81 takes pkg_resources away. */
const seed: Requirement = { name: 'setuptools', extras: [], specifier: '<81', marker: '' };

const anyVersion = (name: string): Requirement => ({ name, extras: [], specifier: '', marker: '' });

const withAdded = (lists: Lists, added: readonly Requirement[]): Lists => ({
  ...lists,
  requirements: [...lists.requirements, ...added],
});

export type Whole = Resolved & {
  /** Names brought in beside the list. */
  readonly added: readonly string[];
};

/** Resolves the list, then again with what is needed and was not brought by it. An index without setuptools will do. */
export const resolveWhole = async (
  attempt: Attempt,
  { lists, wanted }: { readonly lists: Lists; readonly wanted: readonly string[] },
): Promise<Whole> => {
  const first = await resolveLoosely(attempt, lists);
  if (first.kind !== 'resolved') return { ...first, added: [] };
  const has = (name: string): boolean => first.locked.names.has(name);
  const missing = wanted.filter((name) => ![name, ...(sameModules.get(name) ?? [])].some(has));
  const asked = withAdded(first.lists, missing.map(anyVersion));
  const seeded = await compile(attempt, withAdded(asked, [seed]));
  if ('locked' in seeded) {
    return { ...first, steps: mergeSteps(first.steps), locked: seeded.locked, added: missing };
  }
  const second = await resolveLoosely(attempt, asked);
  const steps = mergeSteps([...first.steps, ...second.steps]);
  const added = second.kind === 'resolved' ? missing.filter((name) => second.locked.names.has(name)) : [];
  return { ...second, steps, added };
};

/** Steps on one requirement told as one: from what was declared to what became of it, and the first reason. */
export const mergeSteps = (steps: readonly Step[]): readonly Step[] => {
  const merged: Step[] = [];
  for (const step of steps) {
    const at = merged.findIndex(({ became }) => became === step.requirement);
    const before = merged[at];
    if (before) merged[at] = { ...before, became: step.became };
    else merged.push(step);
  }
  return merged;
};
