import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

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

const belongingTo = async (gitFolder: string): Promise<readonly number[]> => {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ours = await Promise.all(pids.map((pid) => belongsTo(pid, gitFolder)));
  return pids.filter((_, index) => ours[index]).map(Number);
};

const rounds = { most: 100, everyMs: 10 } as const;

/**
 * Ends the transport helpers that git leaves behind when it is stopped in mid-transfer, and waits until they are gone.
 * simple-git gives neither process ids nor groups, but each process of a fetch carries our folder, unique to it, in its
 * environment. Where there is no /proc, the helper ends by itself at the low-speed limit.
 */
export const killLeftovers = async (gitFolder: string): Promise<void> => {
  for (let round = 0; round < rounds.most; round += 1) {
    const left = await belongingTo(gitFolder);
    if (left.length === 0) return;
    left.forEach(kill);
    await setTimeout(rounds.everyMs);
  }
};
