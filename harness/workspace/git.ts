import { type ExecaError, execa } from 'execa';
import { type outputHandler, type SimpleGit, type SimpleGitProgressEvent, simpleGit } from 'simple-git';
import { refuse } from './errors.ts';
import { shown, withoutCredentials } from './escape.ts';
import { gitEnvironment } from './git-settings.ts';
import type { Guard } from './guard.ts';
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
type GitCall = { readonly arguments: readonly string[]; readonly input?: string };
export type Ask = (text: string) => void;

export type GitOptions = {
  readonly folder: string;
  readonly request: IntakeRequest;
  readonly guard: Guard;
};

const wordsLimit = 16 * 1024 * 1024;

/** simple-git keeps all that git says until it ends, and a server can make git say things for ever. */
const listenTo =
  ({ guard, request }: GitOptions): outputHandler =>
  (_command, stdout, stderr) => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes > wordsLimit) guard.stop(endlessTalk(request.source));
    };
    stdout.on('data', count);
    stderr.on('data', count);
  };

const endlessTalk = (source: string) =>
  refuse('CLONE_FAILED', {
    message: `git has more to say about ${shown(withoutCredentials(source))} than is listened to.`,
    hint: 'The server floods whoever clones from it: ask the candidate about it.',
  });

const onProgress =
  (request: IntakeRequest) =>
  ({ stage, progress }: SimpleGitProgressEvent): void =>
    request.progress(`git: ${stage} ${progress} %`);

/** simple-git refuses the variables that harden git unless each switch is opened; only our fixed values pass here. */
const porcelainOf = (options: GitOptions): SimpleGit => {
  const { folder, request, guard } = options;
  const environment = gitEnvironment(folder, request);
  return simpleGit({
    baseDir: folder,
    abort: guard.signal,
    progress: onProgress(request),
    allowEnvironment: Object.keys(environment),
    unsafe: { allowUnsafeConfigPaths: true, allowUnsafeAskPass: true, allowUnsafeSshCommand: true },
  })
    .env({ ...environment })
    .outputHandler(listenTo(options));
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
    const child = spawned({ ...options, ...call }, AbortSignal.any([options.guard.signal, stop.signal]));
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
