import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './types.ts';

const maxBytes = 1024 * 1024;

/** Text of a file of the workspace, decoded with replacement; null when it is not there or larger than 1 MiB. */
export const textReader =
  ({ root, files }: Pick<Workspace, 'root' | 'files'>) =>
  (path: string): string | null => {
    if (!files.some((file) => file.path === path && file.bytes <= maxBytes)) return null;
    const descriptor = openSync(
      join(root, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const { size } = fstatSync(descriptor);
      const buffer = Buffer.alloc(Math.min(size, maxBytes));
      const read = readSync(descriptor, buffer, 0, buffer.length, 0);
      return buffer
        .subarray(0, read)
        .toString('utf8')
        .replace(/^\uFEFF/, '');
    } finally {
      closeSync(descriptor);
    }
  };
