import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checks } from '../checks/index.ts';
import { challengeSchema, exchangesSchema } from '../config/challenge.ts';
import { manifestSchema } from '../config/manifest.ts';
import { overridesSchemaFor } from '../config/overrides.ts';
import { rubricSchemaFor } from '../config/rubric.ts';
import { dossierSchema } from '../evidence/dossier.ts';
import { writeAtomically } from '../files.ts';
import { gradeSchema } from '../grade-schema.ts';
import type { CommandIo } from './io.ts';

export type JsonSchemaFile = { readonly name: string; readonly text: string };

/** Every shipped JSON Schema, from the definitions that the harness itself reads with. */
export function jsonSchemas(): readonly JsonSchemaFile[] {
  const ids = checks.map(({ id }) => id);
  return [
    file('challenge', { schema: challengeSchema, title: 'challenge.yaml' }),
    file('exchanges', { schema: exchangesSchema, title: 'exchanges.yaml' }),
    file('rubric', { schema: rubricSchemaFor(ids), title: 'rubrics/<id>.yaml' }),
    file('overrides', { schema: overridesSchemaFor(ids), title: 'scores set by a person' }),
    file('takehome', { schema: manifestSchema, title: 'takehome.yaml' }),
    file('dossier', { schema: dossierSchema, title: 'dossier.json', reused: 'ref' }),
    file('grade', { schema: gradeSchema, title: 'grade.json', reused: 'ref' }),
  ];
}

type Described = { readonly schema: z.ZodType; readonly title: string; readonly reused?: 'ref' | 'inline' };

// What may be written: a key with a default may be left out, and readers of our output must bear new keys.
function file(id: string, { schema, title, reused = 'inline' }: Described): JsonSchemaFile {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', reused });
  const name = `${id}.schema.json`;
  return { name, text: `${JSON.stringify({ $schema, $id: name, title, ...rest }, null, 2)}\n` };
}

const shipped = join(import.meta.dirname, '..', 'schemas');

/** `takehome schemas`: writes the JSON Schemas into `harness/schemas`, or the folder given. */
export async function schemas({ out = shipped }: { readonly out?: string }, io: CommandIo): Promise<number> {
  await mkdir(out, { recursive: true });
  for (const { name, text } of jsonSchemas()) {
    await writeAtomically(join(out, name), text);
    io.out(join(out, name));
  }
  return 0;
}
