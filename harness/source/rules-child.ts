import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Question } from './protocol.ts';
import { loadRules } from './rules.ts';
import { rulesOf } from './rules-file.ts';
import { say } from './say.ts';

const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
const ask = await loadRules();
question.files.forEach((file, index) => {
  say({ kind: 'start', index });
  const bytes = (): Buffer => readFileSync(join(question.root, file.path));
  say({ kind: 'read', index, reading: rulesOf({ ask, bytes, limits: question.limits }, file) });
});
say({ kind: 'end' });
