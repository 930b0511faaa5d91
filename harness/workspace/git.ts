import { type ExecaError, execa } from 'execa';
import { type SimpleGit, type SimpleGitProgressEvent, simpleGit } from 'simple-git';
import { gitEnvironment } from './git-settings.ts';
import type { IntakeRequest } from './types.ts';

/** Git in a bare repository of ours. Every call has the same fixed environment and configuration. */
export type Git = {
  readonly folder: string;
  /** For commands whose whole output is wanted and small. Rejects with git's own words. */
  readonly porcelain: SimpleGit;
  /** For output that is read as it comes, to its end or as far as wanted. The process is gone when this settles. */
  readonly stream: <T>(
    call: GitCall,
    read: (output: AsyncIterable<Uint8Array>, ask: Ask) => Promise<T>,
  ) => Promise<T>;
};

/** `input` is all that git is given; without it, `read` asks as it goes. */
export type GitCall = { readonly arguments: readonly string[]; readonly input?: string };
export type Ask = (text: string) => void;

export type GitOptions = {
  readonly folder: string;
  readonly request: IntakeRequest;
  readonly signal: AbortSignal;
};

const onProgress =
  (request: IntakeRequest) =>
  ({ stage, progress }: SimpleGitProgressEvent): void =>
    request.progress(`git: ${stage} ${progress} %`);

/** simple-git refuses the variables that harden git unless each switch is opened; only our fixed values pass here. */
const porcelainOf = ({ folder, request, signal }: GitOptions): SimpleGit => {
  const environment = gitEnvironment(folder, request);
  return simpleGit({
    baseDir: folder,
    abort: signal,
    progress: onProgress(request),
    allowEnvironment: Object.keys(environment),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeAskPass: true, allowUnsafeSshCommand: true },
  }).env({ ...environment });
};

const spawned = (options: GitOptions & GitCall, cancelSignal: AbortSignal) =>
  execa('git', [...options.arguments], {
    cwd: options.folder,
    env: { ...gitEnvironment(options.folder, options.request) },
    extendEnv: false,
    ...(options.input === undefined ? {} : { input: options.input }),
    encoding: 'buffer',
    buffer: { stdout: false },
    maxBuffer: 64 * 1024,
    killSignal: 'SIGKILL',
    cancelSignal,
  });

const streamOf =
  (options: GitOptions): Git['stream'] =>
  async (call, read) => {
    const stop = new AbortController();
    const child = spawned({ ...options, ...call }, AbortSignal.any([options.signal, stop.signal]));
    const ended = child.then(
      () => null,
      (error: ExecaError) => error,
    );
    const finish = async (): Promise<ExecaError | null> => {
      if (!child.stdout.readableEnded) {
        stop.abort();
        child.stdout.destroy();
      }
      const failure = await ended;
      return failure?.isCanceled ? null : failure;
    };
    const result = await read(child.stdout, (text) => child.stdin.write(text)).catch(
      async (error: unknown) => {
        // Git's own failure is the better explanation of an answer that was cut short.
        throw (await finish()) ?? error;
      },
    );
    const failure = await finish();
    if (failure !== null) throw failure;
    return result;
  };

export const openGit = (options: GitOptions): Git => ({
  folder: options.folder,
  porcelain: porcelainOf(options),
  stream: streamOf(options),
});

/** The id of the commit that a revision stands for; null when it stands for none, or its object is not there. */
export const commitOf = async ({ porcelain }: Git, revision: string): Promise<string | null> => {
  const said = await porcelain.revparse(['--verify', '--quiet', `${revision}^{commit}`]).catch(() => '');
  return /^[0-9a-f]{40,64}$/.test(said) ? said : null;
};
