import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { loadYaml } from '../config/read.ts';

/** A YAML (or JSON) file as a value of the schema. Throws HarnessError CONFIG_INVALID with every problem and its place. */
export const readDocument = async <T>(schema: z.ZodType<T>, file: string): Promise<T> =>
  loadYaml(schema, { file, text: await readFile(file, 'utf8') });
