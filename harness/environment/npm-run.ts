import { FaultError } from '../errors.ts';
import type { Execution } from '../evidence/common.ts';
import type { Workshop } from '../sandbox/types.ts';
import { retried } from './retry.ts';
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
  /** Null when it ended well, and a stop where the list is at fault. Rejects with `FaultError` for everything else. */
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

/**
 * Codes of npm for a list that cannot be installed, whoever installs it. All others, and none, are the registry's, the network's,
 * the machine's or npm's own: never the candidate's.
 */
const ofTheList =
  /^(?:E404|ETARGET|ENOVERSIONS|ERESOLVE|EUSAGE|EOVERRIDE|EBADENGINE|EBADPLATFORM|EALLOW\w+|EINVALID(?:TAG|PACKAGE)NAME|EUNSUPPORTEDPROTOCOL)$/;
/** A digest is stated by a lock of the candidate's, or else by the registry. */
const ofTheLock = 'EINTEGRITY';

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

type Told = { readonly execution: Execution; readonly stop: NpmStop | null };

const told = (execution: Execution): Told => {
  const { ending, exitCode, stderr } = execution;
  if (ending === 'timed-out') throw fault('The npm registry was too slow to install in time.');
  const stop = ending === 'exited' && exitCode === 0 ? null : stopOf(stderr);
  if (stop?.code === 'ENOSPC')
    throw new FaultError({
      code: 'HOST_DISK_LOW',
      blame: 'environment',
      message: 'The disk is full: dependencies could not be written.',
    });
  return { execution, stop };
};

const unexplained = ({ execution: { ending }, stop }: Told): FaultError => {
  const how = ending === 'exited' ? [stop?.code, stop?.because].filter(Boolean).join(': ') : ending;
  return fault(`Packages could not be had from the npm registry: ${how || 'npm did not say why'}`);
};

const proxies = ({ env }: IndexConfig): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => /_PROXY$/i.test(name)));

/** Authorities of the package index count as well: one company has one. */
const authoritiesOf = ({ npm, files }: IndexConfig): string =>
  [npm.authorities, files.find(({ variable }) => variable === 'SSL_CERT_FILE')?.text ?? null]
    .filter((text) => text !== null)
    .join('\n');

export type NpmOptions = {
  readonly index: IndexConfig;
  readonly timeoutMs: number;
  /** Whether a lock of the candidate's is installed from. */
  readonly locked: boolean;
  readonly signal: AbortSignal;
};

/** Secrets of the registry are taken out of everything that comes back. */
export const openNpm = async (
  workshop: Workshop,
  { index, timeoutMs, locked, signal }: NpmOptions,
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
  const once = async (args: readonly string[]): Promise<Told> => {
    signal.throwIfAborted();
    const command = ['npm', '--prefix', workshop.path, ...args];
    const execution = await workshop.run({ command, env, timeoutMs });
    return told({ ...execution, stderr: redact(execution.stderr) });
  };
  const isFault = ({ execution: { ending }, stop }: Told): boolean =>
    stop !== null &&
    (ending !== 'exited' || !(ofTheList.test(stop.code) || (locked && stop.code === ofTheLock)));
  return {
    async run(args) {
      const last = await retried(() => once(args), { isFault, signal });
      if (isFault(last)) throw unexplained(last);
      return last.stop;
    },
  };
};
