/** `name` or `@scope/name`, as the registry takes them. https://docs.npmjs.com/cli/configuring-npm/package-json#name */
const name = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[A-Za-z0-9~-][A-Za-z0-9._~-]*$/;
/** A version, a range or a tag of the registry: nothing with a colon or a slash, which name other places. */
const range = /^[\d*^~<>=|. \-a-zA-Z+]{0,120}$/;
const version = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][\w.+-]{1,80})?$/;

const elsewhere: readonly (readonly [RegExp, string])[] = [
  [/^npm:/, 'another name for a package of the registry'],
  [/^workspace:/, 'a package of a workspace, which is not supported'],
  [/^(?:file|link|portal):|^[.~/]/, 'a path, not a version of the registry'],
  [/^https?:/, 'an address, not a version of the registry'],
  [
    /^(?:git|ssh|github|gitlab|bitbucket|gist)\b|^[\w.-]+\/[\w.-]+/,
    'a git repository, not a version of the registry',
  ],
];

const longestName = 214;

export const isName = (text: string): boolean => text.length <= longestName && name.test(text);
export const isRange = (text: unknown): text is string => typeof text === 'string' && range.test(text);
export const isVersion = (text: string): boolean => version.test(text);

/** A range that a package of the registry may have: its own kind of alias, `npm:other@^1`, included. */
export const isRangeOfPackage = (text: string): boolean => {
  const [, other, rest] = /^npm:(@?[^@]+)(?:@(.*))?$/.exec(text) ?? [];
  return other === undefined ? isRange(text) : isName(other) && isRange(rest ?? '');
};

export const whyBlocked = ([dependency, asked]: readonly [string, unknown]): string => {
  if (!isName(dependency)) return 'not a name of the registry';
  if (typeof asked !== 'string') return 'not a version';
  return elsewhere.find(([pattern]) => pattern.test(asked))?.[1] ?? 'not a version or range';
};
