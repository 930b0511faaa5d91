import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Reader, readOne } from './file.ts';
import { kindOf } from './paths.ts';
import type { Frame, Question } from './protocol.ts';
import { loadPython } from './tree.ts';

/** Written in full before going on, so that a crash cannot swallow the name of the file that caused it. */
const say = (frame: Frame): void => {
  const bytes = Buffer.from(`${JSON.stringify(frame)}\n`);
  let sent = 0;
  while (sent < bytes.length) {
    try {
      sent += writeSync(1, bytes, sent);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
};

const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
const isScript = (path: string): boolean => ['typescript', 'javascript'].includes(kindOf(path));
// A compiler is a lot to load: only where there is something to read with it.
const scripts = question.files.some(({ path }) => isScript(path)) ? await import('./script.ts') : null;
const parse = await loadPython();
const reader: Reader = {
  question,
  parse,
  script: scripts?.readScript ?? null,
  bytes: (path) => readFileSync(join(question.root, path)),
};
question.files.forEach((file, index) => {
  say({ kind: 'start', index });
  say({ kind: 'read', index, reading: readOne(reader, file) });
});
say({ kind: 'end' });
