import type { Dossier, Place, Slot } from '../../harness/types.ts';

/** One repository as a careful reader labelled it: `../shared/corpus/README.md` says what each field means. */
export type Labelled = {
  readonly repo: string;
  readonly has_tests: boolean;
  readonly has_dockerfile: boolean;
  readonly has_ci: boolean;
  readonly pinned_dependencies: boolean;
  readonly secrets_committed: boolean;
  readonly serving: string;
  readonly tracking: string;
  readonly monitoring_notes: 'none' | 'mention' | 'substantive';
  readonly tradeoffs_documented: 'none' | 'some' | 'good';
  readonly limitations_or_next_steps: boolean;
  readonly eda_documented: boolean;
  readonly type_hints: string;
  readonly uses_logging: boolean;
  /** Labels that a second reader could see otherwise. */
  readonly train_test_leakage_suspected: boolean;
  readonly unsure: readonly string[];
};

/** A value as both sides would write it, and where it is read. */
export type Told = { readonly value: string; readonly places: readonly string[] };

export type Question = {
  /** The field of the label. */
  readonly label: keyof Omit<Labelled, 'repo' | 'unsure'>;
  readonly kind: 'factual' | 'judged';
  /** Values that count as found, for precision and recall. */
  readonly positive: readonly string[];
  readonly expected: (labelled: Labelled) => string;
  readonly told: (dossier: Dossier) => Told;
};

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const at = ({ path, line }: Place): string => `${path}:${line}`;

const gathered = <T>(slot: Slot<T>): T => {
  if (slot.state !== 'gathered') throw new Error('a slot was not gathered');
  return slot.value;
};

/** A lock file, or seven of ten lines with an exact version: of the list that is installed, or of all lists together. */
const pinnedIn = (dossier: Dossier): Told => {
  const { requirements, lock, everywhere } = gathered(dossier.deployment).dependencies;
  const exact = requirements.filter(({ pinned }) => pinned).length;
  const isMost = (part: number, total: number): boolean => total > 0 && part / total >= 0.7;
  const most = isMost(exact, requirements.length) || isMost(everywhere.pinned, everywhere.total);
  const shown = lock ?? everywhere.lock;
  return {
    value: yesNo(shown !== null || most),
    places: [
      shown
        ? at(shown)
        : `${exact} of ${requirements.length} lines, ${everywhere.pinned} of ${everywhere.total} in all`,
    ],
  };
};

const named = ['fastapi', 'flask', 'django', 'express', 'bentoml'];

const servedBy = (dossier: Dossier): Told => {
  const { serving } = gathered(dossier.deployment);
  const framework = serving[0]?.framework ?? 'none';
  const other = framework === 'streamlit' ? 'streamlit-only' : framework === 'none' ? 'none' : 'other';
  return {
    value: named.includes(framework) ? framework : other,
    places: serving.map((place) => `${at(place)} ${place.framework}`),
  };
};

const found = (places: readonly string[]): Told => ({ value: yesNo(places.length > 0), places });

const topicOf = (dossier: Dossier, wanted: string) =>
  gathered(dossier.notes).topics.filter(({ topic }) => topic === wanted);

const planned = (dossier: Dossier, ...wanted: readonly string[]): Told => {
  const topics = wanted.flatMap((topic) => topicOf(dossier, topic));
  const said = topics.filter(({ level }) => level !== 'none');
  return found(said.flatMap(({ level, excerpts }) => excerpts.map((place) => `${at(place)} (${level})`)));
};

const levelled = (
  dossier: Dossier,
  { topic, names }: { topic: string; names: Record<string, string> },
): Told => {
  const [entry] = topicOf(dossier, topic);
  return { value: names[entry?.level ?? 'none'] ?? 'none', places: entry?.excerpts.map(at) ?? [] };
};

/** Up to 5 % is none, up to 60 % some, above that most. */
const hintsOf = (dossier: Dossier): Told => {
  const { total: all, annotatable: total = all, annotated } = gathered(dossier.code).functions;
  const share = total === 0 ? 0 : annotated / total;
  return {
    value: share <= 0.05 ? 'none' : share <= 0.6 ? 'some' : 'most functions',
    places: [`${annotated} of ${total} functions`],
  };
};

/** What was learnt or kept on the wrong side of the split, or gives the answer away. Which values there are is harmless. */
const leaksOf = (dossier: Dossier): Told => {
  const { learnt, heldOut, answers, time } = gathered(dossier.method);
  return found([
    ...learnt
      .filter(({ strength }) => strength !== 'harmless')
      .map(({ what, fit, split }) => `${at(fit)} ${what}, divided at ${at(split)}`),
    // What was chosen by a score is asked about, and no row crosses the split.
    ...heldOut
      .filter(({ kind }) => kind !== 'chosen')
      .map(({ kind, what, use }) => `${at(use)} ${what}, ${kind}`),
    ...answers.map(({ kind, column, used }) => `${at(used)} ${column}, ${kind}`),
    ...time.map(({ kind, series, split }) => `${at(series)} ${kind}, divided at ${at(split)}`),
  ]);
};

/** In the order in which they are printed. */
export const questions: readonly Question[] = [
  {
    label: 'has_tests',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ has_tests }) => yesNo(has_tests),
    told: (dossier) =>
      found(
        gathered(dossier.tests)
          .functions.filter(({ assertions }) => assertions > 0)
          .map(({ place, name }) => `${at(place)} ${name}`),
      ),
  },
  {
    label: 'has_dockerfile',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ has_dockerfile }) => yesNo(has_dockerfile),
    told: (dossier) => found(gathered(dossier.repository).dockerfiles.map(at)),
  },
  {
    label: 'has_ci',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ has_ci }) => yesNo(has_ci),
    told: (dossier) => found(gathered(dossier.repository).ci.map(at)),
  },
  {
    label: 'pinned_dependencies',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ pinned_dependencies }) => yesNo(pinned_dependencies),
    told: pinnedIn,
  },
  {
    label: 'secrets_committed',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ secrets_committed }) => yesNo(secrets_committed),
    told: (dossier) =>
      found(gathered(dossier.care).secrets.found.map((secret) => `${at(secret)} ${secret.masked}`)),
  },
  {
    label: 'serving',
    kind: 'factual',
    positive: [...named, 'streamlit-only', 'other'],
    expected: ({ serving }) => serving,
    told: servedBy,
  },
  {
    label: 'tracking',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ tracking }) => yesNo(tracking !== 'none'),
    told: (dossier) =>
      found(
        gathered(dossier.tracking).uses.flatMap(({ tool, calls }) =>
          calls.map((call) => `${at(call)} ${tool}`),
        ),
      ),
  },
  {
    label: 'type_hints',
    kind: 'factual',
    positive: ['some', 'most functions'],
    expected: ({ type_hints }) => type_hints,
    told: hintsOf,
  },
  {
    label: 'uses_logging',
    kind: 'factual',
    positive: ['yes'],
    expected: ({ uses_logging }) => yesNo(uses_logging),
    told: (dossier) => found(gathered(dossier.code).reporting.logged.map(at)),
  },
  {
    label: 'monitoring_notes',
    kind: 'judged',
    positive: ['substantive'],
    expected: ({ monitoring_notes }) => monitoring_notes,
    told: (dossier) =>
      levelled(dossier, {
        topic: 'monitoring',
        names: { mention: 'mention', plan: 'substantive', implementation: 'substantive' },
      }),
  },
  {
    label: 'train_test_leakage_suspected',
    kind: 'judged',
    positive: ['yes'],
    expected: ({ train_test_leakage_suspected }) => yesNo(train_test_leakage_suspected),
    told: leaksOf,
  },
  {
    label: 'limitations_or_next_steps',
    kind: 'judged',
    positive: ['yes'],
    expected: ({ limitations_or_next_steps }) => yesNo(limitations_or_next_steps),
    told: (dossier) => planned(dossier, 'limitations', 'next-steps'),
  },
  {
    label: 'tradeoffs_documented',
    kind: 'judged',
    positive: ['some', 'good'],
    expected: ({ tradeoffs_documented }) => tradeoffs_documented,
    told: (dossier) => levelled(dossier, { topic: 'trade-offs', names: { mention: 'some', plan: 'good' } }),
  },
  {
    label: 'eda_documented',
    kind: 'judged',
    positive: ['yes'],
    expected: ({ eda_documented }) => yesNo(eda_documented),
    told: (dossier) =>
      found(
        topicOf(dossier, 'exploration')
          .filter(({ level }) => level === 'plan')
          .flatMap(({ excerpts }) => excerpts.map(at)),
      ),
  },
];
