import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { built } from '../built.ts';
import type { DossierHeader } from '../types.ts';

/** From package.json, which is where a release is made. */
export const harnessVersion = (): string => manifest.version;

/** Folders of the engine that judge and show: they decide what becomes of a dossier, and nothing in it. */
const afterTheBar = ['checks', 'commands', 'schemas'];

const engine = join(import.meta.dirname, '..');

const sources = (): readonly string[] =>
  readdirSync(engine, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|py)$/.test(file) && !afterTheBar.some((folder) => file.startsWith(folder)))
    .sort();

/** What gathers: the version, and SHA-256 over path and text of every source that decides what a dossier holds. */
export const harnessIdentity = (): DossierHeader['harness'] => {
  if (built) return built.harness;
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(`${file}\0${readFileSync(join(engine, file), 'utf8')}\0`);
  return { version: harnessVersion(), digest: hash.digest('hex') };
};
