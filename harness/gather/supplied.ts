import type { RepositoryEvidence } from '../evidence/repository.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';
import type { Begun } from '../workspace/types.ts';
import { askedOf } from './notes-asking.ts';
import { briefOf } from './notes-brief.ts';
import { type Statement, statementsOf } from './notes-statements.ts';

export type Supplied = RepositoryEvidence['supplied'][number];
type File = SourceFacts['files'][number];

export type SuppliedContext = {
  readonly facts: SourceFacts;
  readonly begun: Begun | null;
  /** Null without a challenge: then an employer's document is known by what it asks. */
  readonly brief: string | null;
};

/** Configuration stays: whoever takes over a Dockerfile answers for it, and commands are worked out from it. */
const kinds: readonly File['kind'][] = ['python', 'notebook', 'typescript', 'javascript', 'markdown'];

/** A README that was left as it came is there all the same; what the task says in it is told apart sentence by sentence. */
const readme = /^readme\b/i;

const handedOver =
  /\b(has|have) (also )?(been )?(provided|supplied|given|handed|shared|prepared|developed|written|trained|included)\b|\b(is|are|was|were) (also )?(provided|supplied|handed|developed by|written by)\b|\bwe(['’]ve| have)? (also )?(provided?|supplied|share|shared|prepared|included?|given?)\b|\b(provided|existing|supplied) (jupyter |python )?(notebooks?|scripts?|code)\b|\bse (proporciona|entrega|incluye|adjunta)\b|\b(e|foi|sao|foram) fornecid[oa]s?\b/i;
/** What is given to be filled is theirs once they have filled it, and nobody's before. */
const toFill = /\b(templates?|skeletons?|stubs?|starter|boilerplate|scaffold\w*|placeholders?|fill in)\b/i;
const named = /[\w./-]{1,200}\.(?:py|ipynb|ts|js)\b|(?<=`)[\w.-]{1,80}(?:\/[\w.-]{1,80}){0,6}\/?(?=`)/g;

const trimmed = (path: string): string => path.replace(/^(\.?\/)+|\/+$/g, '');

/** The file of that path, the only one of that name, or the notebooks of a folder. */
const meantBy = (name: string, files: readonly File[]): readonly File[] => {
  const path = trimmed(name);
  if (path === '') return [];
  const exact = files.filter((file) => file.path === path);
  const alike = exact.length > 0 ? exact : files.filter((file) => file.path.endsWith(`/${path}`));
  if (alike.length === 1) return alike;
  return files.filter((file) => file.kind === 'notebook' && file.path.startsWith(`${path}/`));
};

export const isUnchanged = ({ unchanged }: Begun): ((path: string) => boolean) => {
  const files = new Set(unchanged);
  const folders = unchanged.filter((path) => path.endsWith('/'));
  return (path) => files.has(path) || folders.some((folder) => path.startsWith(folder));
};

type Documents = readonly {
  readonly path: string;
  readonly asked: readonly Statement[];
  readonly isTask: boolean;
}[];

/** What in documents that may tell is the employer's, and whether that is most of one. */
const documentsIn = ({ facts, brief, begun }: SuppliedContext): Documents => {
  const markdown = new Set(facts.files.filter(({ kind }) => kind === 'markdown').map(({ path }) => path));
  const known = brief === null ? null : briefOf(brief);
  return facts.texts
    .filter(({ path, text }) => markdown.has(path) && (begun?.by === 'others' || handedOver.test(text)))
    .map(({ path, text }) => {
      const all = statementsOf({ path, from: 'document', pieces: [{ line: 1, text }] });
      const theirs = known ? new Set(all.filter(({ raw }) => known.holds(raw))) : askedOf(all);
      const asked = all.filter((statement) => theirs.has(statement));
      return { path, asked, isTask: asked.length >= 5 && asked.length * 2 > all.length };
    });
};

const namedIn = (documents: Documents, files: readonly File[]): readonly Supplied[] =>
  documents
    .flatMap(({ asked }) => asked)
    .filter(({ raw, kind }) => kind !== 'code' && handedOver.test(raw) && !toFill.test(raw))
    .flatMap(({ path, line, raw }) =>
      [...raw.matchAll(named)]
        .flatMap(([name]) => meantBy(name, files))
        .map((file) => ({ path: file.path, because: 'named' as const, told: { path, line } })),
    );

/** Others' commits that brought the task brought their code with it. */
const besideTask = (
  documents: Documents,
  { files, begun }: { readonly files: readonly File[]; readonly begun: Begun },
): readonly Supplied[] => {
  const kept = isUnchanged(begun);
  const task = begun.by === 'others' ? documents.find(({ path, isTask }) => isTask && kept(path)) : undefined;
  return task
    ? files.map(({ path }) => ({ path, because: 'with-task', told: { path: task.path, line: 1 } }))
    : [];
};

/**
 * Files that came with the task and are as they came: those that the task names as handed over, and those of whoever
 * committed the task. Without a history nobody can tell what was changed: what is named counts as the candidate's. Pure.
 */
export const suppliedIn = (context: SuppliedContext): readonly Supplied[] => {
  const { facts, begun } = context;
  const kept = begun ? isUnchanged(begun) : () => true;
  const files = facts.files.filter(
    ({ path, kind, origin }) =>
      origin === 'own' && kinds.includes(kind) && kept(path) && !readme.test(baseName(path)),
  );
  if (files.length === 0) return [];
  const documents = documentsIn(context);
  const named = namedIn(documents, files);
  const found = begun
    ? [...named, ...besideTask(documents, { files, begun })]
    : named.map((one) => ({ ...one, because: 'only-named' as const }));
  return [...new Map(found.toReversed().map((one) => [one.path, one])).values()].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
};

/** The facts without what stands in some files, which stay listed as supplied. */
export const without = (
  facts: SourceFacts,
  supplied: readonly Pick<Supplied, 'path' | 'because'>[],
): SourceFacts => {
  const paths = new Set(supplied.flatMap(({ path, because }) => (because === 'only-named' ? [] : [path])));
  if (paths.size === 0) return facts;
  const isTheirs = ({ path }: { readonly path: string }): boolean => !paths.has(path);
  return {
    ...facts,
    files: facts.files.map((file) => (paths.has(file.path) ? { ...file, origin: 'supplied' } : file)),
    python: facts.python.filter(isTheirs),
    scripts: facts.scripts.filter(isTheirs),
    texts: facts.texts.filter(isTheirs),
    secrets: facts.secrets.filter(isTheirs),
    unread: facts.unread.filter(isTheirs),
  };
};

/** A context in which only what the candidate made speaks. */
export const ofTheCandidate = <T extends { readonly facts: SourceFacts; readonly own: SourceFacts }>(
  context: T,
): T => ({
  ...context,
  facts: context.own,
});
