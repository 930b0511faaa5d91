import type { CodeEvidence } from '../evidence/code.ts';
import { baseName } from '../source/paths.ts';
import type { FunctionFact, RuleFact, SourceFacts } from '../source/types.ts';
import { type CodeFile, type OwnCode, outsideNotebooks } from './code-files.ts';
import { isChat } from './notes-chats.ts';

const most = 500;
/** Lines between two pieces of commented-out code that are still one block: Ruff leaves out those that are no statement. */
const apart = 4;

const excerpt = ({ path, line, text }: RuleFact) => ({ path, line, text });

const broken = (files: readonly CodeFile[], rule: RuleFact['rule']): readonly RuleFact[] =>
  files.flatMap(({ rules }) => (rules ?? []).filter((fact) => fact.rule === rule));

/** A package's front names what others may import from it, and uses none of it. */
const unusedImports = (files: readonly CodeFile[]): readonly RuleFact[] =>
  broken(files, 'unused-import').filter(
    ({ path }) => !/^(__init__\.py|index\.[cm]?[jt]s)$/.test(baseName(path)),
  );

const blocks = (lines: readonly RuleFact[]): CodeEvidence['unused']['commentedOut'] => {
  const found: CodeEvidence['unused']['commentedOut'][number][] = [];
  for (const fact of lines) {
    const before = found.at(-1);
    const end = before?.endLine ?? before?.line ?? 0;
    if (before?.path === fact.path && fact.line - end <= apart)
      found[found.length - 1] = { ...before, endLine: fact.line };
    else found.push(excerpt(fact));
  }
  return found;
};

/** Configuration, Dockerfiles and documents, which may name a function that they call; a chat names all that it talks of. */
const namingTexts = ({ texts }: SourceFacts): SourceFacts['texts'] =>
  texts.filter(({ text }) => !isChat(text));

/** Last parts of dotted names in strings: `app.main:create`, `__all__`, `getattr(self, 'clean')`. */
const inStrings = (files: readonly Pick<CodeFile, 'strings'>[]): readonly string[] =>
  files.flatMap(({ strings }) => strings.map(({ value }) => /(\w+)(?:\(\))?$/.exec(value)?.[1] ?? ''));

/** Where names are put together while running, what is named cannot be told from the text. */
const isDynamic = ({ calls }: CodeFile): boolean =>
  calls.some(
    ({ name, args }) =>
      /^(globals|locals|eval|exec|vars)$/.test(name) ||
      (/^(getattr|methodcaller)$/.test(name) && !/^['"]/.test(args[1] ?? "'")),
  );

const unnamed = (facts: SourceFacts, code: OwnCode): readonly FunctionFact[] => {
  const everywhere = [...code.files, ...code.tests];
  const named = new Set(
    [...facts.python, ...facts.scripts].flatMap((file) => file.named).concat(inStrings(everywhere)),
  );
  const texts = namingTexts(facts);
  const isWritten = (name: string): boolean => texts.some(({ text }) => text.includes(name));
  return outsideNotebooks(code)
    .filter((file) => !isDynamic(file))
    .flatMap(({ functions }) => functions)
    .filter(({ name, hooked }) => !hooked && !named.has(name) && !isWritten(name));
};

/** What is written and never used. Ruff's rules tell of one file; that nothing names a function takes them all. */
export const unusedIn = (facts: SourceFacts, code: OwnCode): CodeEvidence['unused'] => {
  const files = outsideNotebooks(code).filter(({ rules }) => rules !== null);
  return {
    imports: {
      total: files.reduce((sum, { imports }) => sum + imports, 0),
      unused: unusedImports(files).slice(0, most).map(excerpt),
    },
    variables: broken(files, 'unused-variable').slice(0, most).map(excerpt),
    functions: {
      total: outsideNotebooks(code).flatMap(({ functions }) => functions).length,
      unnamed: unnamed(facts, code)
        .slice(0, most)
        .map(({ name, place }) => ({ name, place })),
    },
    commentedOut: blocks(broken(files, 'commented-out-code')).slice(0, most),
  };
};
