import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Reader, readOne } from './file.ts';
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

const parse = await loadPython();
const question = JSON.parse(readFileSync(0, 'utf8')) as Question;
const reader: Reader = {
  question,
  parse,
  bytes: (path) => readFileSync(join(question.root, path)),
};
question.files.forEach((file, index) => {
  say({ kind: 'start', index });
  say({ kind: 'read', index, reading: readOne(reader, file) });
});
say({ kind: 'end' });
