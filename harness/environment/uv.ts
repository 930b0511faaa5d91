import { FaultError } from '../errors.ts';
import type { Execution } from '../evidence/common.ts';
import type { Workshop } from '../sandbox/types.ts';
import { retried } from './retry.ts';
import type { IndexConfig } from './types.ts';
import { indexFile } from './uv-toml.ts';

/** uv in a workshop, told about the operator's index and nothing else. */
export type Uv = {
  /** Rejects with `FaultError` when the index cannot be reached or the disk is full; any other end is a value. */
  run(args: readonly string[]): Promise<Execution>;
};

export type UvOptions = {
  readonly workshop: Workshop;
  readonly index: IndexConfig;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

const fixedEnv: Readonly<Record<string, string>> = {
  UV_PYTHON_DOWNLOADS: 'never',
  UV_NO_PROGRESS: '1',
  UV_HTTP_RETRIES: '1',
  UV_LINK_MODE: 'hardlink',
  NO_COLOR: '1',
  HOME: '/tmp',
};

export const redactor =
  ({ secrets }: IndexConfig) =>
  (text: string): string =>
    secrets.reduce((safe, secret) => safe.replaceAll(secret, '****'), text);

/** Words of uv for a request that did not come through. */
const unreachable =
  /failed to (?:fetch|download|extract)|error sending request|dns error|tls handshake|invalid peer certificate|connection (?:reset|refused|closed)|connect(?:ion)? (?:error|timed out)|operation timed out|request failed after|status (?:server|client) error/i;

/** An index that refuses us looks to the resolver like one without the package; only the hint tells. */
const refused = /lack of valid authentication credentials|returned a [45]\d\d /;

const isFault = ({ ending, exitCode, stderr }: Execution): boolean => {
  if (ending !== 'exited' || exitCode === 0) return false;
  return /No solution found|requirements are unsatisfiable/.test(stderr)
    ? refused.test(stderr)
    : unreachable.test(stderr);
};

const lastLines = (text: string): string =>
  text.trim().split('\n').slice(-4).join(' ').replaceAll(/\s+/g, ' ').slice(-300);

const fault = ({ stderr }: Execution): FaultError =>
  new FaultError({
    code: 'INDEX_UNREACHABLE',
    blame: 'environment',
    message: `The package index did not answer: ${lastLines(stderr)}`,
  });

const checkDisk = ({ stderr }: Execution): void => {
  if (!/No space left on device|os error 28/.test(stderr)) return;
  throw new FaultError({
    code: 'HOST_DISK_LOW',
    blame: 'environment',
    message: 'The disk is full: dependencies could not be written.',
  });
};

/** Files of the operator's configuration, and the variables that name them. */
const indexEnv = async (
  workshop: Workshop,
  config: IndexConfig,
): Promise<Readonly<Record<string, string>>> => {
  const { text, env } = indexFile(config.env);
  const files = [...config.files, { path: 'uv.toml', text, variable: 'UV_CONFIG_FILE' }];
  const folder = await workshop.put(files.map((file) => ({ path: `index/${file.path}`, text: file.text })));
  const variables = files.map(({ path, variable }) => [variable, `${folder}/index/${path}`]);
  return { ...env, ...Object.fromEntries(variables) };
};

/** Secrets of the index are taken out of everything that comes back. */
export const openUv = async ({ workshop, index, timeoutMs, signal }: UvOptions): Promise<Uv> => {
  const redact = redactor(index);
  const env = { ...(await indexEnv(workshop, index)), ...fixedEnv, UV_CACHE_DIR: workshop.cache };
  const once = async (args: readonly string[]): Promise<Execution> => {
    signal.throwIfAborted();
    const execution = await workshop.run({ command: ['uv', ...args], env, timeoutMs });
    checkDisk(execution);
    return { ...execution, stdout: redact(execution.stdout), stderr: redact(execution.stderr) };
  };
  return {
    async run(args) {
      const execution = await retried(() => once(args), { isFault, signal });
      if (isFault(execution)) throw fault(execution);
      return execution;
    },
  };
};
