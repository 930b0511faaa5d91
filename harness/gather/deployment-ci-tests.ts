import type { SourceFacts } from '../source/types.ts';

type Tested = Pick<SourceFacts, 'files' | 'python' | 'scripts' | 'unread'>;

const isNamedTest = ({ path }: { readonly path: string }): boolean =>
  /(^|[/_.-])tests?([/_.-]|$)/i.test(path);

/** Whether a runner of tests finds one here: the candidate's, or one that is not read. */
export const holdsTests = ({ facts }: { readonly facts: Tested }): boolean =>
  [...facts.python, ...facts.scripts].some(({ tests }) => tests.length > 0) ||
  facts.files.some((file) => file.origin === 'supplied' && isNamedTest(file)) ||
  facts.unread.some(isNamedTest);

/** Runners of tests that are read in no file: what is started by them may well be there. */
export const isOfOther = (command: string): boolean =>
  /\b(behave|newman|bats|ctest|doctest|go|cargo|dotnet|sbt|mvn|gradle|Rscript)\b|\.sh\b/.test(command);
