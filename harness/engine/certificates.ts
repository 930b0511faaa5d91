import { certificateVariables } from '../environment/index-settings.ts';
import type { Env } from './types.ts';

const gitVariables = ['GIT_SSL_CAINFO', ...certificateVariables, 'NODE_EXTRA_CA_CERTS'];

/** The file that holds the operator's certificate authorities, for git: by its own variable, else by one that others read. */
export const certificateFile = (env: Env): string | null =>
  gitVariables.map((name) => env[name]).find((value) => value !== undefined && value !== '') ?? null;
