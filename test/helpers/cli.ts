import { join } from 'node:path';
import { execa, type ResultPromise } from 'execa';
import type { Grade } from '../../harness/types.ts';

export const repositoryRoot = join(import.meta.dirname, '..', '..');

export type CliResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const settings = (env: Readonly<Record<string, string>>, cwd: string) =>
  ({
    cwd,
    env: { ...env, NO_COLOR: '1' },
    reject: false,
    stdin: 'ignore',
    maxBuffer: 64 * 1024 * 1024,
  }) as const;

/** The command line as a user starts it: a process of its own, bundled where `npm ci` has just done so. */
export const startTakehome = (
  args: readonly string[],
  {
    env = {},
    cwd = repositoryRoot,
  }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): ResultPromise<ReturnType<typeof settings>> =>
  execa(process.execPath, [join(repositoryRoot, 'harness', 'takehome.js'), ...args], settings(env, cwd));

export const takehome = async (...call: Parameters<typeof startTakehome>): Promise<CliResult> => {
  const { exitCode, stdout, stderr } = await startTakehome(...call);
  return { code: exitCode ?? null, stdout, stderr };
};

export const gradeFrom = ({ stdout, stderr }: CliResult): Grade => {
  try {
    const grade: Grade = JSON.parse(stdout);
    return grade;
  } catch {
    throw new Error(`no grade was printed:\n${stdout}\n${stderr}`);
  }
};
