import { constants } from 'node:fs';
import {
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { FaultError } from '../../errors.ts';
import { contentOf, putTime, safePath } from '../files.ts';
import { choosePort } from '../port.ts';
import type { OpenOptions, Order, Sandbox, SandboxFile, Server } from '../types.ts';
import { sendLocally, seriesLocally } from './http.ts';
import { listeningPorts } from './ports.ts';
import { launch, type Running } from './process.ts';

export type LocalContext = {
  /** An existing folder of ours, for everything that a sandbox writes. */
  readonly folder: string;
  /** What every command starts with, `PATH` above all. */
  readonly env: Readonly<Record<string, string>>;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

/** Writes files below a folder, dated alike, as the other implementation does. */
export const putLocally = async (folder: string, files: readonly SandboxFile[]): Promise<void> => {
  for (const file of files) {
    const path = join(folder, safePath(file.path));
    await mkdir(dirname(path), { recursive: true });
    if ('link' in file) {
      await symlink(file.link, path);
      continue;
    }
    await writeFile(path, await contentOf(file), { mode: file.executable ? 0o755 : 0o644 });
    await utimes(path, putTime, putTime);
  }
};

const readLocally = async (path: string, maxBytes: number): Promise<Buffer | null> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  );
  if (!file) return null;
  try {
    const facts = await file.stat();
    return facts.isFile() && facts.size <= maxBytes ? await file.readFile() : null;
  } finally {
    await file.close();
  }
};

const listLocally = async (root: string, { folder, max }: { folder: string; max: number }) => {
  const options = { recursive: true, withFileTypes: true } as const;
  const entries = await readdir(join(root, folder), options).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    paths.map(async (path) => {
      const { size, mtimeMs } = await lstat(path);
      return { path: relative(root, path).split(sep).join('/'), bytes: size, modifiedMs: mtimeMs };
    }),
  );
  return found.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, max);
};

const serverOf = (
  running: Running,
  { env, now, close }: { env: Order['env']; now: () => number; close: () => Promise<void> },
): Server => {
  const listening = () => listeningPorts(running.pid);
  const send: Server['send'] = async (request, { port, ...limits }) =>
    sendLocally({ request, port: port ?? choosePort(await listening(), env), ...limits, now });
  return {
    send,
    series: (requests, order) => seriesLocally(requests, { ...order, send, now }),
    load: async () => null,
    listening,
    ended: running.ended,
    log: async () => running.log(),
    printed: async () => running.printed(),
    peakMemoryBytes: async () => null,
    [Symbol.asyncDispose]: close,
  };
};

const lost = (): FaultError =>
  new FaultError({ code: 'SANDBOX_LOST', blame: 'harness', message: 'The sandbox is closed.' });

/** A folder and ordinary processes: nothing is contained, so this is for trusted code only. */
export const openLocalSandbox = async (context: LocalContext, options: OpenOptions): Promise<Sandbox> => {
  const { folder, now } = context;
  const root = await realpath(await mkdtemp(join(folder, 'sandbox-')));
  const live = new Set<Running>();
  let closed = false;
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });

  const envOf = (order: Order) => ({
    HOME: home,
    LANG: 'C.UTF-8',
    ...context.env,
    ...options.env,
    ...order.env,
  });
  const start = (order: Order): Running => {
    if (closed) throw lost();
    const { shell, workdir, timeoutMs } = order;
    const command = ['sh', '-c', 'cd -- "$0" && exec sh -c "$1"', workdir, shell] as const;
    const running = launch({
      command: [...command],
      shown: ['sh', '-c', shell],
      cwd: root,
      env: envOf(order),
      timeoutMs,
      now,
    });
    live.add(running);
    return running;
  };
  const close = async (running: Running): Promise<void> => {
    running.kill();
    await running.ended;
    live.delete(running);
  };

  return {
    root,
    put: async (files) => putLocally(root, files),
    exec: async (order) => {
      const running = start(order);
      return running.ended.finally(() => live.delete(running));
    },
    serve: async (order) => {
      const running = start(order);
      return serverOf(running, { env: envOf(order), now, close: () => close(running) });
    },
    read: async (path, maxBytes) => readLocally(join(root, safePath(path)), maxBytes),
    files: async (below, max) => listLocally(root, { folder: below === '.' ? '' : safePath(below), max }),
    [Symbol.asyncDispose]: async () => {
      closed = true;
      await Promise.all([...live].map(close));
      await rm(root, { recursive: true, force: true });
    },
  };
};
