import type { ClaimsEvidence } from '../evidence/claims.ts';
import { mentionsIn } from './claims-metrics.ts';
import type { TrackedFiles } from './tracking-found.ts';

type Claim = ClaimsEvidence['claims'][number];

const metricFile = /(^|\/)mlruns\/[^/]+\/([0-9a-f]{32})\/metrics\/([\w .%-]{1,80})$/;
const jsonFile = /(^|\/)[\w-]*(metrics|scores|results|evaluation|report|summary)[\w-]*\.json$/i;
const maxFiles = 60;
const maxBytes = 64 * 1024;
const notHandedIn = /train|baseline|dummy|fold|cv|std|random/i;

const metricOf = (name: string): Claim['metric'] | null =>
  mentionsIn(name.replaceAll(/[_-]+/g, ' ').replaceAll(/\b(ap|auc)\b/gi, (short) => short.toUpperCase()))[0]
    ?.metric ?? null;

const isShare = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 1;

type Named = { readonly path: string; readonly name: string; readonly value: number };

const claimOf = ({ path, name, value }: Named, about: Claim['about']): readonly Claim[] => {
  const metric = metricOf(name);
  const place = { path, line: 1, text: `${name}: ${value}` };
  return metric === null ? [] : [{ metric, value, source: 'tracking', about, model: null, place }];
};

/** `<time> <value> <step>` a line; the last line counts. */
const lastValue = (text: string): number | null => {
  const value = Number(text.trim().split('\n').at(-1)?.split(' ')[1] ?? Number.NaN);
  return isShare(value) ? value : null;
};

const fromRuns = async ({ files, read }: TrackedFiles): Promise<readonly Claim[]> => {
  const metrics = files.filter(({ path }) => metricFile.test(path)).slice(0, maxFiles);
  const runs = new Set(metrics.map(({ path }) => metricFile.exec(path)?.[2]));
  const found = await Promise.all(
    metrics.map(async ({ path }) => {
      const text = (await read(path, maxBytes))?.toString('utf8') ?? '';
      const name = metricFile.exec(path)?.[3] ?? '';
      const value = lastValue(text);
      const about = runs.size === 1 && !notHandedIn.test(name) ? 'handed-in' : 'other';
      return value === null ? [] : claimOf({ path, name, value }, about);
    }),
  );
  return found.flat();
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Figures at the top of the document and one level below it. */
const fromJson = async ({ files, read }: TrackedFiles): Promise<readonly Claim[]> => {
  const documents = files.filter(({ path }) => jsonFile.test(path)).slice(0, maxFiles);
  const found = await Promise.all(
    documents.map(async ({ path }) => {
      const document = parsed((await read(path, maxBytes))?.toString('utf8') ?? '');
      const flat = entriesOf(document).flatMap(([name, value]) => [
        [name, value] as const,
        ...entriesOf(value).map(([inner, figure]) => [`${name} ${inner}`, figure] as const),
      ]);
      return flat.flatMap(([name, value]) =>
        isShare(value)
          ? claimOf({ path, name: name.slice(0, 80), value }, notHandedIn.test(name) ? 'other' : 'handed-in')
          : [],
      );
    }),
  );
  return found.flat();
};

/** Figures that runs left behind: of the model that is served where there is one run alone, else of some model. */
export const trackedClaims = async (trained: TrackedFiles): Promise<readonly Claim[]> => [
  ...(await fromRuns(trained)),
  ...(await fromJson(trained)),
];
