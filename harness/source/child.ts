import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from './decode.ts';
import { type Reader, readOne } from './file.ts';
import { kindOf } from './paths.ts';
import type { FileFact, Question } from './protocol.ts';
import { say } from './say.ts';
import { type FindTokens, loadTokenRules } from './secret-rules.ts';
import { isLookedInto, secretsIn } from './secrets.ts';
import { loadPython } from './tree.ts';
import type { SecretFact } from './types.ts';

const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
const isScript = (path: string): boolean => ['typescript', 'javascript'].includes(kindOf(path));
// A compiler is a lot to load: only where there is something to read with it.
const scripts = question.files.some(({ path }) => isScript(path)) ? await import('./script.ts') : null;
const parse = await loadPython();
/** Two readers look at a file, one after the other. */
let latest: { readonly path: string; readonly bytes: Buffer } | null = null;
const bytesOf = (path: string): Buffer => {
  if (latest?.path !== path) latest = { path, bytes: readFileSync(join(question.root, path)) };
  return latest.bytes;
};
const reader: Reader = {
  question,
  parse,
  script: scripts?.readScript ?? null,
  bytes: bytesOf,
};
// Loaded where a text may hold the token of a known service, which few do.
let rules: Promise<FindTokens> | null = null;
const tokens = (): Promise<FindTokens> => {
  rules ??= loadTokenRules();
  return rules;
};
const secretsOf = async (file: FileFact): Promise<readonly SecretFact[]> => {
  const text = isLookedInto(file) ? decode(bytesOf(file.path)) : null;
  return text === null ? [] : secretsIn({ path: file.path, text }, tokens);
};
for (const [index, target] of question.files.entries()) {
  say({ kind: 'start', index });
  const reading = readOne(reader, target);
  say({ kind: 'read', index, reading: { ...reading, secrets: await secretsOf(reading.file) } });
}
say({ kind: 'end' });
