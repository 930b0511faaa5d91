import { neverNeeded, sameAsWheel } from './known.ts';
import { formatRequirement, normalName } from './requirement.ts';
import type { Requirement } from './types.ts';

/** What the resolver is given. */
export type Lists = {
  readonly requirements: readonly Requirement[];
  readonly constraints: readonly Requirement[];
};

/** One change, made because the resolver named the package. `became` is null where it was dropped. */
export type Step = { readonly requirement: string; readonly became: string | null; readonly because: string };
export type Loosened = { readonly lists: Lists; readonly step: Step };

const maxBecause = 200;

/** The explanation without its hints, as sentences. */
const clausesOf = (stderr: string): readonly string[] => {
  const text = stderr.replace(/\n\s*hint:[\s\S]*$/, '').replaceAll(/\s+/g, ' ');
  return text
    .split(
      /,? we can conclude that |,? and because |\bBecause | and (?=you require|\S+ (?:depends|was|has|cannot|==))|\. /i,
    )
    .map((one) => one.trim());
};

const faulty =
  /has no usable wheels|has no wheels with|was not found|there (?:is|are) no versions? of|requires? python|is available|cannot be used/i;

/** Said of a name that no version can be had of, whatever else the list asks for. */
const hopelessPatterns = [
  /(\S+) was not found/g,
  /all versions of (\S+) have no usable wheels/g,
  /([A-Za-z0-9][\w.-]*)\S* has no usable wheels and only \1\S* (?:is|are) available/g,
];

const hopeless = (stderr: string): readonly string[] => {
  const text = stderr.replaceAll(/\s+/g, ' ');
  return hopelessPatterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([clause]) => clause));
};

const namesIn = (clause: string): readonly string[] =>
  [...clause.matchAll(/[A-Za-z0-9][\w.-]*/g)].map(([word]) => normalName(word.replace(/[._-]+$/, '')));

/**
 * The package to loosen: one of ours that the resolver says cannot be had, else one that it says we require. A version
 * goes before a name: a package without a version is dropped only where nothing else of ours stands in its way.
 */
const blamed = (lists: Lists, stderr: string): { readonly name: string; readonly clause: string } | null => {
  const limited = [...lists.requirements, ...lists.constraints];
  const ours = new Set(limited.map(({ name }) => name));
  const pinned = new Set(limited.filter(({ specifier }) => specifier !== '').map(({ name }) => name));
  const clauses = clausesOf(stderr);
  const pick = (wanted: readonly string[], among: ReadonlySet<string>) => {
    for (const clause of wanted) {
      const name = namesIn(clause).find((one) => among.has(one));
      if (name !== undefined) return { name, clause };
    }
    return null;
  };
  const required = clauses.filter((clause) => clause.startsWith('you require'));
  const faults = clauses.filter((clause) => faulty.test(clause));
  return (
    pick(hopeless(stderr), ours) ??
    pick(faults, pinned) ??
    pick(required, pinned) ??
    pick(clauses, pinned) ??
    pick(faults, ours) ??
    pick(required, ours)
  );
};

/** `==1.4.2` -> `>=1.4.2,<2`, and below 1.0 `==0.4.2` -> `>=0.4.2,<0.5`: semantic versioning's promise of the same interface. */
const compatible = (specifier: string): string | null => {
  const [, version, epoch, major, minor] =
    /^==((\d+!)?(\d+)(?:\.(\d+))?[^,+*]*)(?:\+[^,]*)?$/.exec(specifier) ?? [];
  if (version === undefined || epoch !== undefined || Number(major) > 1000) return null;
  return major === '0' ? `>=${version},<0.${Number(minor ?? 0) + 1}` : `>=${version},<${Number(major) + 1}`;
};

type Next = { readonly became: Requirement | null; readonly because: string | null };

/** `hurried` skips the compatible range. */
const next = (requirement: Requirement, hurried: boolean): Next => {
  const { name, specifier } = requirement;
  const useless = neverNeeded.get(name);
  if (useless !== undefined) return { became: null, because: useless };
  const twin = sameAsWheel.get(name);
  if (twin !== undefined) {
    const became = { ...requirement, name: twin.name, specifier: twin.sameVersions ? specifier : '' };
    return { became, because: 'the same, as a wheel' };
  }
  const near = hurried ? null : compatible(specifier);
  if (near !== null) return { became: { ...requirement, specifier: near }, because: null };
  return { became: specifier === '' ? null : { ...requirement, specifier: '' }, because: null };
};

const nearer = (list: readonly Requirement[]): readonly Requirement[] =>
  list.map((one) => ({ ...one, specifier: compatible(one.specifier) ?? one.specifier }));

/** Every pin as its compatible range: tells whether a Python has releases of the kind that was meant. */
export const compatibleLists = ({ requirements, constraints }: Lists): Lists => ({
  requirements: nearer(requirements),
  constraints: nearer(constraints),
});

/** A limit that was taken off altogether limits nothing more. */
const limits = (list: readonly Requirement[]): readonly Requirement[] =>
  list.filter(({ specifier }) => specifier !== '');

/** What the resolver says, without its hints, on one line. */
export const explanation = (stderr: string): string =>
  stderr
    .replace(/\n\s*hint:[\s\S]*$/, '')
    .replace(/^[\s\S]*?(?=Because)/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 400);

type Complaint = {
  readonly stderr: string;
  /** Many steps were taken already: pins are dropped without trying a compatible range. */
  readonly hurried: boolean;
};

/**
 * One step away from a list that does not resolve, where the resolver points and nowhere else; null when it points at
 * nothing of ours.
 */
export const loosen = (lists: Lists, { stderr, hurried }: Complaint): Loosened | null => {
  const found = blamed(lists, stderr);
  const first = [...lists.requirements, ...lists.constraints].find(({ name }) => name === found?.name);
  if (!found || !first) return null;
  const replaced = (list: readonly Requirement[]): readonly Requirement[] =>
    list.flatMap((one) => (one.name === found.name ? (next(one, hurried).became ?? []) : one));
  const limited = lists.constraints.some(({ name }) => name === found.name);
  const { became, because } = next(first, hurried);
  const said = found.clause.startsWith('you require') ? explanation(stderr) : found.clause;
  return {
    lists: {
      requirements: limited ? lists.requirements : replaced(lists.requirements),
      constraints: limits(replaced(lists.constraints)),
    },
    step: {
      requirement: formatRequirement(first),
      became: became === null ? null : formatRequirement(became),
      because: because ?? said.slice(0, maxBecause),
    },
  };
};
