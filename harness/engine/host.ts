import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { describeOwner, type Living, type SessionOwner } from '../sandbox/docker/owner.ts';
import type { Env, Host } from './types.ts';

/** This machine and user, with the environment that the command was given. */
export const thisHost = (env: Env): Host => ({
  platform: process.platform,
  uid: process.getuid?.() ?? null,
  home: env.HOME ?? homedir(),
  env,
});

const readProc = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** A process of another user exists too: to signal it is then refused. */
const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Who owns what this process starts, and how to tell whether another owner still lives. */
export const thisProcess = (): { readonly session: SessionOwner; readonly living: Living } => ({
  session: describeOwner({ session: randomUUID(), host: hostname(), pid: process.pid, readProc }),
  living: { exists, readProc },
});
