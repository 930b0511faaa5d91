import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from './decode.ts';
import { originOf } from './paths.ts';
import type { Question } from './protocol.ts';
import { loadRules } from './rules.ts';
import { isAskedOf, rulesOf } from './rules-file.ts';
import { say } from './say.ts';
import { type FindTokens, loadTokenRules } from './secret-rules.ts';
import { isLookedInto, secretsIn } from './secrets.ts';
import type { SecretFact } from './types.ts';

type Target = Question['files'][number];

const run = async (): Promise<void> => {
  const ask = await loadRules();
  const { root, files, limits } = JSON.parse(readFileSync(0, 'utf8')) as Question;
  // Loaded where a text may hold the token of a known service, which few do.
  let tokenRules: Promise<FindTokens> | null = null;
  const tokens = (): Promise<FindTokens> => {
    tokenRules ??= loadTokenRules();
    return tokenRules;
  };
  const secretsOf = async (file: Target, bytes: () => Buffer): Promise<readonly SecretFact[]> => {
    const text = isLookedInto({ ...file, origin: originOf(file) }) ? decode(bytes()) : null;
    return text === null ? [] : secretsIn({ path: file.path, text }, tokens);
  };
  for (const [index, file] of files.entries()) {
    say({ kind: 'start', index });
    const { path } = file;
    let content: Buffer | null = null;
    const bytes = (): Buffer => {
      content ??= readFileSync(join(root, path));
      return content;
    };
    // Said before Ruff is asked, which may not survive the file.
    say({ kind: 'read', index, reading: { path, rules: null, secrets: await secretsOf(file, bytes) } });
    if (!isAskedOf(file, originOf(file))) continue;
    const rules = rulesOf({ ask, bytes, limits }, file);
    say({ kind: 'read', index, reading: { path, rules, secrets: [] } });
  }
  say({ kind: 'end' });
};

void run();
