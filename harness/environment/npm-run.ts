import { FaultError } from '../errors.ts';
import type { Execution } from '../evidence/common.ts';
import type { Workshop } from '../sandbox/types.ts';
import type { IndexConfig } from './types.ts';

/** What npm said where it did not end well. */
export type NpmStop = {
  /** `ETARGET`, `ERESOLVE`, `EUSAGE`; empty where it gave none. */
  readonly code: string;
  readonly because: string;
  readonly line: string;
};

/** npm in a workshop, told about the operator's registry and nothing else. */
export type Npm = {
  /** Null when it ended well. Rejects with `FaultError` when the registry cannot be reached, it is too slow, or the disk is full. */
  run(args: readonly string[]): Promise<NpmStop | null>;
};

/** No script of a package runs, and nothing but registries is asked: not by a package of a registry either. */
const fixedEnv: Readonly<Record<string, string>> = {
  npm_config_ignore_scripts: 'true',
  npm_config_allow_git: 'none',
  npm_config_allow_remote: 'none',
  npm_config_allow_file: 'none',
  npm_config_allow_directory: 'none',
  npm_config_omit_lockfile_registry_resolved: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_progress: 'false',
  npm_config_update_notifier: 'false',
  npm_config_logs_max: '0',
  NO_COLOR: '1',
  HOME: '/tmp',
};

/** Codes of npm and Node for a registry that did not come through, or refuses the operator. */
const unreachable =
  /^(?:ENOTFOUND|ECONN\w+|E?TIMEDOUT|EAI_AGAIN|ERR_SOCKET\w*|EIDLETIMEOUT|E401|E403|E407|E429|E5\d\d|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|CERT_\w+)$/;

const fault = (message: string): FaultError =>
  new FaultError({ code: 'INDEX_UNREACHABLE', blame: 'environment', message });

const stopOf = (said: string): NpmStop => {
  const lines = said
    .split('\n')
    .flatMap((line) => /^npm (?:error|ERR!) ?(.*)$/.exec(line)?.[1]?.trim() ?? [])
    .filter((line) => line !== '' && !/complete log of this run|^\S*_logs\//.test(line));
  const code = lines.flatMap((line) => /^code (\S+)$/.exec(line)?.[1] ?? [])[0] ?? '';
  const words = lines
    .filter((line) => !/^(?:code|errno|syscall) /.test(line))
    .map((line) => line.replace(/^[a-z]*target /, ''));
  const line = words[0] ?? said.trim().split('\n').at(-1) ?? '';
  return { code, because: words.slice(0, 3).join(' ').slice(0, 300), line: line.slice(0, 300) };
};

const judged = ({ ending, exitCode, stderr }: Execution): NpmStop | null => {
  if (ending === 'timed-out') throw fault('The npm registry was too slow to install in time.');
  if (exitCode === 0) return null;
  const stop = stopOf(stderr);
  if (stop.code === 'ENOSPC')
    throw new FaultError({
      code: 'HOST_DISK_LOW',
      blame: 'environment',
      message: 'The disk is full: dependencies could not be written.',
    });
  if (unreachable.test(stop.code)) throw fault(`The npm registry did not answer: ${stop.because}`);
  return stop;
};

const proxies = ({ env }: IndexConfig): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /_PROXY$/i.test(name)));

/** Authorities of the package index count as well: one company has one. */
const authoritiesOf = ({ npm, files }: IndexConfig): string =>
  [npm.authorities, files.find(({ variable }) => variable === 'SSL_CERT_FILE')?.text ?? null]
    .filter((text) => text !== null)
    .join('\n');

/** Secrets of the registry are taken out of everything that comes back. */
export const openNpm = async (
  workshop: Workshop,
  { index, timeoutMs }: { readonly index: IndexConfig; readonly timeoutMs: number },
): Promise<Npm> => {
  const folder = await workshop.put([
    { path: 'npm/npmrc', text: index.npm.npmrc },
    { path: 'npm/globalrc', text: '' },
    { path: 'npm/authorities.pem', text: authoritiesOf(index) },
  ]);
  const env = {
    ...proxies(index),
    ...fixedEnv,
    npm_config_cache: `${workshop.cache}/npm`,
    npm_config_userconfig: `${folder}/npm/npmrc`,
    npm_config_globalconfig: `${folder}/npm/globalrc`,
    NODE_EXTRA_CA_CERTS: `${folder}/npm/authorities.pem`,
  };
  const secrets = [...index.secrets, ...index.npm.secrets];
  const redact = (text: string): string =>
    secrets.reduce((safe, secret) => safe.replaceAll(secret, '****'), text);
  return {
    async run(args) {
      const command = ['npm', '--prefix', workshop.path, ...args];
      const execution = await workshop.run({ command, env, timeoutMs });
      return judged({ ...execution, stderr: redact(execution.stderr) });
    },
  };
};
