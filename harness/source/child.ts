import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Reader, readOne } from './file.ts';
import { kindOf } from './paths.ts';
import type { Question } from './protocol.ts';
import { say } from './say.ts';
import { loadPython } from './tree.ts';

const run = async (): Promise<void> => {
  const parse = await loadPython();
  const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
  const isScript = (path: string): boolean => ['typescript', 'javascript'].includes(kindOf(path));
  // A compiler is a lot to load: only where there is something to read with it.
  const scripts = question.files.some(({ path }) => isScript(path)) ? await import('./script.ts') : null;
  const reader: Reader = {
    question,
    parse,
    script: scripts?.readScript ?? null,
    bytes: (path) => readFileSync(join(question.root, path)),
  };
  for (const [index, target] of question.files.entries()) {
    say({ kind: 'start', index });
    say({ kind: 'read', index, reading: readOne(reader, target) });
  }
  say({ kind: 'end' });
};

void run();
