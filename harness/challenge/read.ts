import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { z } from 'zod';
import { HarnessError } from '../errors.ts';

const problemsOf = (issues: readonly z.core.$ZodIssue[]): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'document'}: ${message}`).join('; ');

/** A YAML (or JSON) file as a value of the schema. Throws HarnessError CONFIG_INVALID with every problem. */
export const readDocument = async <T extends z.ZodType>(schema: T, file: string): Promise<z.infer<T>> => {
  const result = schema.safeParse(parse(await readFile(file, 'utf8')));
  if (result.success) return result.data;
  throw new HarnessError({
    code: 'CONFIG_INVALID',
    message: `${file} does not say what it must: ${problemsOf(result.error.issues)}.`,
    hint: 'Correct the file; docs/challenge-author.md describes each field.',
  });
};
