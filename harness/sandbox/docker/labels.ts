import { z } from 'zod';
import type { SessionOwner } from './owner.ts';

const ownerLabel = 'takehome.owner';
const sessionLabel = 'takehome.session';
const layerLabel = 'takehome.layer';
const buildLabel = 'takehome.build';

export const owned = ownerLabel;
export const layerRecord = layerLabel;
export const ofSession = (owner: SessionOwner): string => `${sessionLabel}=${owner.session}`;

const ownerSchema = z.object({
  session: z.string(),
  host: z.string(),
  boot: z.string(),
  pid: z.int(),
  started: z.string(),
});

export type Purpose = { readonly label: string; readonly purpose: string };

/** On every container and volume that ends with its session. */
export const labelsOf = (
  owner: SessionOwner,
  { label, purpose }: Purpose,
): Readonly<Record<string, string>> => ({
  [ownerLabel]: JSON.stringify(owner),
  [sessionLabel]: owner.session,
  'takehome.label': label,
  'takehome.purpose': purpose,
});

export const ofBuild = (build: string): string => `${buildLabel}=${build}`;

/** On what a build leaves between its steps, and on the containers of its steps. */
export const buildLabelsOf = (owner: SessionOwner, build: string): Readonly<Record<string, string>> => ({
  [ownerLabel]: JSON.stringify(owner),
  [sessionLabel]: owner.session,
  [buildLabel]: build,
});

/** The build that a message of the engine's is about; null where it is about none. */
export const buildIn = (message: string): string | null =>
  /"takehome\.build":"([0-9a-f-]{36})"/.exec(message)?.[1] ?? null;

/** Null where the label is missing or not ours. */
export const ownerOf = (labels: Readonly<Record<string, string>>): SessionOwner | null => {
  try {
    return ownerSchema.parse(JSON.parse(labels[ownerLabel] ?? ''));
  } catch {
    return null;
  }
};
