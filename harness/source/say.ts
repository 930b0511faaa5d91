import { writeSync } from 'node:fs';
import type { Frame } from './protocol.ts';

/** Written in full before going on, so that a crash cannot swallow the name of the file that caused it. */
export const say = <Reading>(frame: Frame<Reading>): void => {
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
