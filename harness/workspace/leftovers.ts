import { readdir, readFile } from 'node:fs/promises';

const belongsTo = async (pid: string, gitFolder: string): Promise<boolean> => {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return environment.split('\0').includes(`GIT_DIR=${gitFolder}`);
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
};

/**
 * Ends the transport helpers that git leaves behind when it is stopped in mid-transfer. simple-git gives neither process
 * ids nor groups, but each process of a fetch carries our folder, unique to it, in its environment. Where there is no
 * /proc, the helper ends by itself at the low-speed limit.
 */
export const killLeftovers = async (gitFolder: string): Promise<void> => {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ours = await Promise.all(
    pids.map(async (pid) => ((await belongsTo(pid, gitFolder)) ? [Number(pid)] : [])),
  );
  ours.flat().forEach(kill);
};
