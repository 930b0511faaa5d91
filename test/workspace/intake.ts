import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../../harness/errors.ts';
import { intakeLimits } from '../../harness/workspace/limits.ts';
import { openWorkspace } from '../../harness/workspace/open.ts';
import type { IntakeLimits, IntakeRequest, Workspace } from '../../harness/workspace/types.ts';

export type Order = Partial<Omit<IntakeRequest, 'limits'>> & {
  readonly source: string;
  readonly limits?: Partial<IntakeLimits>;
};

/** Opens a source in a new folder, with everything else as it is by default. */
export const open = async (order: Order): Promise<Workspace> => {
  const parent = await mkdtemp(join(tmpdir(), 'takehome-into-'));
  const workspace = await openWorkspace({
    ref: null,
    into: join(parent, 'into'),
    sshKey: null,
    certificateFile: null,
    signal: new AbortController().signal,
    progress: () => {},
    ...order,
    limits: { ...intakeLimits, ...order.limits },
  }).catch(async (error: unknown) => {
    const left = await readdir(parent);
    await rm(parent, { recursive: true });
    if (left.length > 0) throw new Error(`left behind: ${left.join(', ')}`, { cause: error });
    throw error;
  });
  const dispose = async () => {
    await workspace[Symbol.asyncDispose]();
    await rm(parent, { recursive: true });
  };
  return { ...workspace, [Symbol.asyncDispose]: dispose };
};

/** The error that a source is refused with; fails where it is taken in. */
export const refusal = async (order: Order): Promise<HarnessError> => {
  try {
    await using workspace = await open(order);
    throw new Error(`taken in: ${workspace.files.map(({ path }) => path).join(', ')}`);
  } catch (error) {
    if (error instanceof HarnessError) return error;
    throw error;
  }
};

export const pathsOf = ({ files }: Workspace): readonly string[] => files.map(({ path }) => path);

export const textOf = ({ root }: Workspace, path: string): Promise<string> =>
  readFile(join(root, path), 'utf8');
