import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { HarnessError } from './errors.ts';

export type TextFile = { readonly name: string; readonly text: string };

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What the operator can do about a folder that cannot be written to; any other error as it is. */
const explained = (error: unknown, folder: string): unknown => {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return diskFull(folder, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return new HarnessError({
        code: 'OUTPUT_NOT_WRITABLE',
        message: `The folder ${folder} cannot be written to.`,
        hint: 'Name another folder with --out, or change who may write there.',
        cause: error,
      });
    default:
      return error;
  }
};

const diskFull = (folder: string, cause?: unknown): HarnessError =>
  new HarnessError({
    code: 'DISK_FULL',
    message: `There is no room left to write to ${folder}.`,
    hint: 'Free some space, or name a folder on another disk with --out.',
    cause,
  });

const needed = 8 * 1024 * 1024;

const nearestExisting = async (folder: string): Promise<string> => {
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  return there || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
};

/**
 * Refuses a folder that could not take the documents of a run, before minutes are spent on making them. Throws HarnessError
 * DISK_FULL or OUTPUT_NOT_WRITABLE.
 */
export const refuseUnwritable = async (folder: string): Promise<void> => {
  const existing = await nearestExisting(resolve(folder));
  try {
    await access(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explained(error, folder);
  }
  const { bavail, bsize } = await statfs(existing);
  if (bavail * bsize < needed) throw diskFull(folder);
};

const writeAndSync = async (path: string, text: string): Promise<void> => {
  await using file = await open(path, 'wx');
  await file.writeFile(text);
  await file.sync();
};

/**
 * Writes texts into a folder, made where it is missing, so that a reader or a crash sees old files or new ones and nothing
 * between: all are written beside their places first, and only then renamed, in order. Throws HarnessError DISK_FULL or
 * OUTPUT_NOT_WRITABLE, and then nothing is left of the attempt.
 */
export const writeAllAtomically = async (folder: string, files: readonly TextFile[]): Promise<void> => {
  const place = ({ name }: TextFile) => ({
    temporary: join(folder, `.${name}.${randomUUID()}.tmp`),
    final: join(folder, name),
  });
  const placed = files.map((file) => ({ ...place(file), text: file.text }));
  let made: string | undefined;
  try {
    made = await mkdir(folder, { recursive: true });
    for (const { temporary, text } of placed) await writeAndSync(temporary, text);
    for (const { temporary, final } of placed) await rename(temporary, final);
  } catch (error) {
    await Promise.allSettled(placed.map(({ temporary }) => rm(temporary, { force: true })));
    if (made) await rm(made, { recursive: true, force: true });
    throw explained(error, folder);
  }
};

/** One text, as {@link writeAllAtomically}. */
export const writeAtomically = (path: string, text: string): Promise<void> =>
  writeAllAtomically(dirname(path), [{ name: basename(path), text }]);
