import { z } from 'zod';
import { overrideSchema } from '../grade-schema.ts';
import type { Override } from '../types.ts';
import { loadYaml, type Source } from './read.ts';

export function overridesSchemaFor(knownChecks: readonly string[]) {
  return z.array(overrideSchema.extend({ check: z.enum(knownChecks) }));
}

/**
 * A person's scores: a YAML list of check, score (0..1), reason, by and date. The last entry for a check counts.
 * Throws `HarnessError` CONFIG_INVALID with every mistake.
 */
export function loadOverrides(source: Source, knownChecks: readonly string[]): readonly Override[] {
  return loadYaml(overridesSchemaFor(knownChecks), source);
}
