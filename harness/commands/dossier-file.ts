import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { dossierSchema } from '../evidence/dossier.ts';
import { dossierVersion } from '../evidence/version.ts';
import type { Dossier } from '../types.ts';

export type SavedDossier = { readonly file: string; readonly dossier: Dossier };

/**
 * A dossier from its file, or from the run folder that holds it. Throws `HarnessError` DOSSIER_UNREADABLE,
 * DOSSIER_VERSION or DOSSIER_INVALID.
 */
export async function readDossier(fileOrFolder: string): Promise<SavedDossier> {
  const file = await dossierIn(fileOrFolder);
  const raw = parse(file, await textOf(file));
  const version = versionOf(raw);
  if (version !== dossierVersion) throw otherVersion(file, version);
  if (isDossier(raw)) return { file, dossier: raw };
  throw invalid(file, raw);
}

async function dossierIn(fileOrFolder: string): Promise<string> {
  const found = await stat(fileOrFolder).catch(() => null);
  return found?.isDirectory() ? join(fileOrFolder, 'dossier.json') : fileOrFolder;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw unreadable({ file, why: 'could not be read', cause });
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable({ file, why: 'is not valid JSON', cause });
  }
}

// The value is kept as it was read, so that writing it again gives the same bytes.
function isDossier(raw: unknown): raw is Dossier {
  return dossierSchema.safeParse(raw).success;
}

const versioned = z.object({ header: z.object({ schema: z.string() }) });

function versionOf(raw: unknown): string | null {
  return versioned.safeParse(raw).data?.header.schema ?? null;
}

function unreadable({ file, why, cause }: { file: string; why: string; cause: unknown }): HarnessError {
  const hint = 'Pass the dossier.json of a run, or the folder of the run.';
  return new HarnessError({ code: 'DOSSIER_UNREADABLE', message: `${file} ${why}.`, hint, cause });
}

function otherVersion(file: string, version: string | null): HarnessError {
  const found =
    version === null ? 'holds no dossier' : `was written as ${JSON.stringify(version.slice(0, 60))}`;
  return new HarnessError({
    code: 'DOSSIER_VERSION',
    message: `${file} ${found}; this version reads ${dossierVersion}.`,
    hint: 'Grade the submission again, or use the version of takehome that wrote the file.',
  });
}

function invalid(file: string, raw: unknown): HarnessError {
  const issues = dossierSchema.safeParse(raw).error?.issues ?? [];
  const places = issues.slice(0, 5).map(({ path, message }) => `${path.join('.')}: ${message}`);
  return new HarnessError({
    code: 'DOSSIER_INVALID',
    message: `${file} is not a complete dossier: ${places.join('; ')}.`,
    hint: 'Grade the submission again; a dossier is not edited by hand.',
  });
}
