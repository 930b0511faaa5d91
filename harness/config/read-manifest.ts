import { parseDocument } from 'yaml';
import { type Manifest, manifestSchema } from './manifest.ts';
import { describeProblem, readYaml, type Source } from './read.ts';

/** What of takehome.yaml can be used, and every mistake in it: one of them must not cost the candidate the rest. */
export type ReadManifest = { readonly manifest: Manifest | null; readonly problems: readonly string[] };

const maxProblems = 20;

/** The entries that are right on their own. Only called once the whole has been parsed without exhausting anything. */
const usableEntries = (text: string): Manifest | null => {
  const raw: unknown = parseDocument(text, { prettyErrors: false }).toJS({ maxAliasCount: 100 });
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const entries = Object.entries(raw).filter(
    ([key, value]) => manifestSchema.safeParse({ [key]: value }).success,
  );
  return entries.length === 0 ? null : manifestSchema.parse(Object.fromEntries(entries));
};

export const readManifest = (source: Source): ReadManifest => {
  const { value, problems } = readYaml(manifestSchema, source);
  if (value !== null) return { manifest: value, problems: [] };
  const described = problems.slice(0, maxProblems).map(describeProblem);
  try {
    return { manifest: usableEntries(source.text), problems: described };
  } catch {
    return { manifest: null, problems: described };
  }
};
