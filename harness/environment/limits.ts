import type { SourceFacts } from '../source/types.ts';
import { formatRequirement } from './requirement.ts';
import type { Declared, Requirement } from './types.ts';

/** A limit that a list leaves out and that what it asks for needs. */
export type Limit = { readonly requirement: Requirement; readonly because: string };

/**
 * Releases that break what stands before them in the table, which their own metadata does not say: the older release
 * allows any version of the other. Sources: the changelogs of Werkzeug 2.1 and 3.0, Jinja 3.1, ItsDangerous 2.1,
 * MarkupSafe 2.1, NumPy 2.0's migration guide on wheels built before it, Uvicorn 0.18, and the first releases of spaCy, PyTorch,
 * ONNX Runtime and OpenCV that say they work with NumPy 2.
 */
const companions: readonly (readonly [name: string, before: string, limits: readonly string[]])[] = [
  ['flask', '2', ['werkzeug<2.1', 'jinja2<3.1', 'itsdangerous<2.1', 'markupsafe<2.1']],
  ['flask', '2.3', ['werkzeug<3']],
  ['pandas', '2.2.2', ['numpy<2']],
  ['scikit-learn', '1.4.2', ['numpy<2']],
  ['matplotlib', '3.8.4', ['numpy<2']],
  ['statsmodels', '0.14.2', ['numpy<2']],
  ['pyarrow', '16', ['numpy<2']],
  ['spacy', '3.8', ['numpy<2']],
  ['torch', '2.3', ['numpy<2']],
  ['onnxruntime', '1.19', ['numpy<2']],
  ['opencv-python', '4.10', ['numpy<2']],
  ['opencv-python-headless', '4.10', ['numpy<2']],
  ['typing-extensions', '4', ['uvicorn<0.18']],
];

/** Arguments, functions and names that later releases no longer have, by the call or import that uses them. */
const removed: readonly (readonly [call: RegExp, keyword: string | null, limit: string])[] = [
  [/^sklearn\.metrics\.mean_squared_(?:log_)?error$/, 'squared', 'scikit-learn<1.6'],
  [/^sklearn\.preprocessing\.OneHotEncoder$/, 'sparse', 'scikit-learn<1.4'],
  [/^sklearn\.ensemble\.(?:AdaBoost|Bagging)\w+$/, 'base_estimator', 'scikit-learn<1.4'],
  [/^sklearn\.datasets\.load_boston$/, null, 'scikit-learn<1.2'],
  [/\.before_first_request$/, null, 'flask<2.3'],
  [/^bentoml\.Service$/, 'runners', 'bentoml<1.4'],
];
const removedImports: readonly (readonly [module: RegExp, name: string, limit: string])[] = [
  [/^pydantic$/, 'BaseSettings', 'pydantic<2'],
  [/^flask\.json$/, 'JSONEncoder', 'flask<2.3'],
  [/^sklearn\.externals$/, 'joblib', 'scikit-learn<0.23'],
];

const parts = (version: string): readonly number[] => version.split('.').map(Number);

const isBefore = (one: string, other: string): boolean => {
  const [left, right] = [parts(one), parts(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};

/** Whether a pin, or an upper bound, keeps a requirement below a version. */
const staysBelow = ({ specifier }: Requirement, version: string): boolean => {
  const [, pinned] = /(?:^|,)==(\d+(?:\.\d+)*)/.exec(specifier) ?? [];
  const [, bound] = /(?:^|,)<(\d+(?:\.\d+)*)/.exec(specifier) ?? [];
  if (pinned !== undefined) return isBefore(pinned, version);
  return bound !== undefined && !isBefore(version, bound);
};

const limitOf = (text: string): Requirement => {
  const [name = '', bound = ''] = text.split('<');
  return { name, extras: [], specifier: `<${bound}`, marker: '' };
};

const fromCompanions = (list: readonly Requirement[]): readonly Limit[] =>
  companions.flatMap(([name, before, limits]) => {
    const found = list.find((one) => one.name === name && staysBelow(one, before));
    return found
      ? limits.map((limit) => ({
          requirement: limitOf(limit),
          because: `${formatRequirement(found)} does not work with later releases`,
        }))
      : [];
  });

const fromCode = ({ python }: Pick<SourceFacts, 'python'>): readonly Limit[] =>
  python
    .filter(({ notebook }) => !notebook)
    .flatMap(({ calls, imports }) => [
      ...calls.flatMap(({ name, keywords, place }) =>
        removed
          .filter(([call, keyword]) => call.test(name) && (keyword === null || keyword in keywords))
          .map(([, keyword, limit]) => ({ limit, place, what: keyword === null ? name : `${keyword}=` })),
      ),
      ...imports.flatMap(({ module, name, place }) =>
        removedImports
          .filter(([pattern, wanted]) => pattern.test(module) && name === wanted)
          .map(([, wanted, limit]) => ({ limit, place, what: `${module}.${wanted}` })),
      ),
    ])
    .map(({ limit, place, what }) => ({
      requirement: limitOf(limit),
      because: `${place.path}:${place.line} uses ${what}, which later releases no longer have`,
    }));

/** A pickle of scikit-learn is promised to load with the minor release that wrote it, and with no other. */
const fromPickles = ({ pickled }: Pick<SourceFacts, 'pickled'>): readonly Limit[] =>
  pickled.flatMap(({ path, scikitLearn }) => {
    const [major, minor] = parts(scikitLearn ?? '');
    if (scikitLearn === null || major === undefined || minor === undefined) return [];
    const specifier = `>=${major}.${minor},<${major}.${minor + 1}`;
    const requirement = { name: 'scikit-learn', extras: [], specifier, marker: '' };
    return [{ requirement, because: `${path} was written with scikit-learn ${scikitLearn}` }];
  });

const boundOf = ({ requirement: { specifier } }: Limit): string => /<(.+)$/.exec(specifier)?.[1] ?? '';

/** Allows what stays below the limit, and more than that. */
const leavesOpen = ({ specifier }: Requirement, limit: string): boolean => {
  const bounds = [...specifier.matchAll(/(?:^|,)(<=?|>=?|~=)(\d+(?:\.\d+)*)/g)];
  return (
    !/(?:^|,)===?/.test(specifier) &&
    bounds.every(([, sign = '', bound = '']) =>
      sign.startsWith('<') ? isBefore(limit, bound) : isBefore(bound, limit),
    )
  );
};

/**
 * Upper limits for what the list leaves open, one a name, the lowest: from fixed tables of releases and of what code can
 * no longer use, and from the models that were handed in. What the list pins, or limits further itself, is left as it is.
 */
export const readLimits = (
  { requirements, constraints }: Pick<Declared, 'requirements' | 'constraints'>,
  facts: Pick<SourceFacts, 'python' | 'pickled'>,
): readonly Limit[] => {
  const listed = [...requirements, ...constraints];
  const free = (limit: Limit): boolean =>
    listed.every((one) => one.name !== limit.requirement.name || leavesOpen(one, boundOf(limit)));
  const needed = [...fromCode(facts), ...fromPickles(facts)].filter(free);
  const known = [...listed, ...needed.map(({ requirement }) => requirement)];
  const all = [...fromCompanions(known).filter(free), ...needed].toSorted((one, other) =>
    isBefore(boundOf(one), boundOf(other)) ? -1 : 1,
  );
  const first = new Map(all.toReversed().map((limit) => [limit.requirement.name, limit]));
  return [...first.values()].toSorted((one, other) =>
    one.requirement.name < other.requirement.name ? -1 : 1,
  );
};
