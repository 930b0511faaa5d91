import { FaultError, HarnessError } from '../errors.ts';

type Explained = { readonly code: string; readonly message: string; readonly hint: string };

/** What to tell of an error: one sentence and a hint. `usage`: the command line itself was wrong. */
export const explained = (error: unknown, usage: boolean): Explained => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof HarnessError) return { code: error.code, message, hint: error.hint };
  if (error instanceof FaultError)
    return { code: error.code, message, hint: 'Nothing was graded. Run takehome doctor, then try again.' };
  if (usage) return { code: 'USAGE', message, hint: 'takehome --help lists the commands.' };
  const hint = 'This is a bug in takehome. Please report it with the lines above.';
  return { code: 'HARNESS_BUG', message, hint };
};
