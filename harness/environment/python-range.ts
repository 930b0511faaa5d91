const minorOf = (version: string): number | null => {
  const [, minor] = /^3\.(\d{1,2})(?!\d)/.exec(version.trim()) ?? [];
  return minor === undefined ? null : Number(minor);
};

/** `3.11`, `3.11.4`, `==3.11.*`, `python-3.11.4`, `python:3.11-slim`, `acme/api:python3.11`; null for a range. */
const exactMinor = (asked: string): number | null => {
  const [, version = ''] =
    /^(?:[\w./-]*python[-:]?|===?\s*|cpython-)?v?(3\.\d{1,2}(?:\.\d+)*(?:\.\*)?)(?:$|[-\s@])/.exec(
      asked.trim(),
    ) ?? [];
  const [, tagged = ''] = /(?:^|[/:])[\w./:-]*?python(?::|-)?(3\.\d{1,2})/.exec(asked.trim()) ?? [];
  return minorOf(version === '' ? tagged : version);
};

type Bound = (minor: number) => boolean;

/** One clause on the minor version. `<3.12.5` still allows 3.12. */
const bound = (clause: string): Bound | null => {
  const [, operator = '', version = ''] =
    /^(~=|==|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*(?:\.\*)?)$/.exec(clause.trim()) ?? [];
  const minor = minorOf(version);
  if (version !== '' && minor === null) return () => true;
  if (minor === null) return null;
  const patch = /^3\.\d+\.[1-9]/.test(version);
  switch (operator) {
    case '>=':
    case '>':
    case '^':
      return (one) => one >= minor;
    case '~=':
      return (one) => (version.split('.').length > 2 ? one === minor : one >= minor);
    case '<':
      return (one) => (patch ? one <= minor : one < minor);
    case '<=':
      return (one) => one <= minor;
    case '!=':
      return (one) => !version.endsWith('*') || one !== minor;
    default:
      return (one) => one === minor;
  }
};

const rangeOf = (asked: string): Bound | null => {
  const clauses = (asked.split('||').at(-1) ?? '')
    .split(/\s*,\s*|\s+(?=[<>=!~^])/)
    .filter((clause) => clause.trim() !== '');
  const bounds = clauses.map(bound);
  const known = bounds.filter((one) => one !== null);
  return known.length === 0 ? null : (minor) => known.every((allows) => allows(minor));
};

/** The one minor version that is asked for, null where it is a range or nothing of the kind. */
export const exactOf = (asked: string): number | null => exactMinor(asked.replace(/^=+\s*/, ''));

/** By distance, the newer of two: code for 3.12 runs on 3.13 more often than on 3.11. */
const byDistance = (offered: readonly string[], minor: number): readonly string[] =>
  offered.toSorted((a, b) => {
    const [left, right] = [minorOf(a) ?? 0, minorOf(b) ?? 0];
    return Math.abs(left - minor) - Math.abs(right - minor) || right - left;
  });

const newestFirst = (offered: readonly string[]): readonly string[] =>
  offered.toSorted((a, b) => (minorOf(b) ?? 0) - (minorOf(a) ?? 0));

const defaultPython = '3.13';

const defaultFirst = (offered: readonly string[]): readonly string[] => {
  const sorted = newestFirst(offered);
  return sorted.includes(defaultPython)
    ? [defaultPython, ...sorted.filter((one) => one !== defaultPython)]
    : sorted;
};

/** The versions worth trying for what was asked: the exact one alone where it is offered, else the nearest first. */
export const candidatesFor = (asked: string | null, offered: readonly string[]): readonly string[] => {
  if (asked === null) return defaultFirst(offered);
  const exact = exactOf(asked);
  if (exact !== null) return offered.includes(`3.${exact}`) ? [`3.${exact}`] : byDistance(offered, exact);
  const allows = rangeOf(asked);
  const allowed = allows ? defaultFirst(offered).filter((one) => allows(minorOf(one) ?? 0)) : [];
  if (allowed.length > 0) return allowed;
  const mentioned = minorOf(/3\.\d+/.exec(asked)?.[0] ?? '');
  return mentioned === null ? defaultFirst(offered) : byDistance(offered, mentioned);
};
