import type { Dossier, Evidence } from '../../harness/types.ts';
import { type Commit, history } from '../charts/history.ts';
import { timeBar } from '../charts/time-bar.ts';
import type { Markup } from '../markup.ts';
import { whyMissing } from './missing.ts';
import { noSpread, spreadOf } from './spread.ts';
import { type Audience, spoken } from './voice.ts';
import { grouped, joined, plural } from './words.ts';

type Repository = Evidence['repository'];

/** Own commits with a date that can be: one of 1970 would squeeze all others into a corner. */
const datedOf = ({ commits }: Repository): readonly Commit[] =>
  commits
    .filter(({ part }) => part === 'own')
    .flatMap(({ date, filesChanged }) => {
      const at = new Date(date ?? '');
      return Number.isNaN(at.getTime()) ? [] : [{ at, files: filesChanged }];
    })
    .toReversed();

const historyText = ({ commitCount }: Repository, dated: readonly Commit[]): string => {
  if (commitCount === null) return 'Without a history: it was not handed in as a git repository.';
  const days = new Set(dated.map(({ at }) => at.toISOString().slice(0, 10))).size;
  const on = days > 1 ? `, on ${plural(days, 'day')}` : '';
  return `${plural(commitCount, 'commit')}${on}.`;
};

const kinds: readonly { readonly kind: Repository['files'][number]['kind']; readonly name: string }[] = [
  { kind: 'python', name: 'Python' },
  { kind: 'notebook', name: 'notebook' },
  { kind: 'typescript', name: 'TypeScript' },
  { kind: 'javascript', name: 'JavaScript' },
  { kind: 'markdown', name: 'Markdown' },
  { kind: 'data', name: 'data' },
  { kind: 'model', name: 'model' },
];

/** What nothing here reads, and is work all the same. */
const endings: readonly { readonly ends: RegExp; readonly name: string }[] = [
  { ends: /\.(r|rmd)$/i, name: 'R' },
  { ends: /\.sql$/i, name: 'SQL' },
  { ends: /\.(pdf|docx?|odt|rtf|pptx?|odp|pages)$/i, name: 'PDF or Office' },
];

const filesText = ({ files }: Repository): string => {
  const own = files.filter(({ origin }) => origin === 'own');
  const others = own.filter(({ kind }) => kind === 'other');
  const counted = [
    ...kinds.map(({ kind, name }) => ({ name, files: own.filter((file) => file.kind === kind).length })),
    ...endings.map(({ ends, name }) => ({
      name,
      files: others.filter(({ path }) => ends.test(path)).length,
    })),
  ]
    .filter((entry) => entry.files > 0)
    .map((entry) => `${entry.files} ${entry.name}`);
  const rest = files.length - own.length;
  const aside =
    rest > 0
      ? ` ${plural(rest, 'more came', 'more came')} with the brief, with others’ work or from a tool.`
      : '';
  return `${plural(own.length, 'file')} of its own${counted.length > 0 ? `: ${joined(counted)}` : ''}.${aside}`;
};

const shown = 3;

const paths = (supplied: Repository['supplied']): string => {
  const rest = supplied.length - shown;
  const named = supplied.slice(0, rest > 0 ? shown : undefined).map(({ path }) => path);
  return joined(rest > 0 ? [...named, `${rest} more`] : named);
};

/** What is left out of everything that is said of the candidate, and why. */
const suppliedTexts = ({ supplied }: Repository): readonly string[] => {
  const byReason = Map.groupBy(supplied, ({ because, told }) => `${because} ${told.path}:${told.line}`);
  return [...byReason.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const { because, told } = first;
    const named = `came with the task, as ${told.path}:${told.line} says`;
    if (because === 'only-named')
      return [
        `${paths(some)} ${named}. Without a history nobody can tell what was changed in there, so it counts as the submission’s.`,
      ];
    const why = because === 'named' ? named : `came with the task, in commits of whoever wrote ${told.path}`;
    const are = some.length === 1 ? 'is as it came' : 'are as they came';
    return [`${paths(some)} ${why}, and ${are}: nothing in there is counted for or against the submission.`];
  });
};

const partNames = { modules: 'Modules', scripts: 'Scripts', notebooks: 'Notebooks', tests: 'Tests' } as const;

/** Where its code stands, each part beside all of it. */
const partsOf = ({ code }: Dossier) => {
  if (code.state !== 'gathered') return [];
  const { parts } = code.value;
  const names = ['modules', 'scripts', 'notebooks', 'tests'] as const;
  const total = names.reduce((sum, name) => sum + parts[name].statements, 0);
  return total === 0
    ? []
    : names.map((name) => ({
        name: partNames[name],
        files: `${parts[name].files}`,
        statements: grouped(parts[name].statements),
        bar: timeBar({ from: 0, length: parts[name].statements, total, stopped: false }),
      }));
};

type HandedIn = {
  readonly sentences: readonly string[];
  readonly parts: ReturnType<typeof partsOf>;
  readonly spread: ReturnType<typeof spreadOf>;
  readonly history: Markup | null;
};

/** What was handed in: files of its own by kind, and how they came to be. */
export const handedInOf = (dossier: Dossier, audience: Audience): HandedIn => {
  const { repository } = dossier;
  const parts = partsOf(dossier);
  if (repository.state !== 'gathered')
    return { sentences: [whyMissing(repository)], parts, spread: noSpread, history: null };
  const dated = datedOf(repository.value);
  const said = historyText(repository.value, dated);
  return {
    sentences: [filesText(repository.value), ...suppliedTexts(repository.value), said].map((text) =>
      spoken(text, audience),
    ),
    spread: spreadOf(repository.value),
    parts,
    history: dated.length > 1 ? history(dated, said) : null,
  };
};
