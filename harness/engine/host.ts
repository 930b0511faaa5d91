import { homedir } from 'node:os';
import type { Env, Host } from './types.ts';

/** This machine and user, with the environment that the command was given. */
export const thisHost = (env: Env): Host => ({
  platform: process.platform,
  uid: process.getuid?.() ?? null,
  home: env.HOME ?? homedir(),
  env,
});
