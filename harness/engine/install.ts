import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, open, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { HarnessError } from '../errors.ts';
import { aptInstall, canInstall, findProgram, lastLine } from './apt.ts';
import { reach } from './find.ts';
import type { Host, WaitingFor } from './types.ts';

const address = 'unix:///var/run/docker.sock';
const logFile = '/var/log/takehome-dockerd.log';
const pidFile = '/var/run/docker.pid';
const startLimitMs = 60_000;

type Start = { readonly host: Host; readonly signal: AbortSignal; readonly waitingFor: WaitingFor };

const missing = (message: string, hint: string): HarnessError =>
  new HarnessError({ code: 'ENGINE_MISSING', message, hint });

const linuxHint =
  'Install it as root (`sudo apt-get install docker.io && sudo usermod -aG docker $USER`, then log in again), ' +
  'or point DOCKER_HOST at an engine elsewhere.';

const hints: Partial<Record<NodeJS.Platform, string>> = {
  darwin:
    'Install Docker Desktop (https://docs.docker.com/desktop/) or colima (`brew install colima docker && colima start`), start it, and run this again.',
  win32:
    'Install Docker Desktop (https://docs.docker.com/desktop/) with its WSL 2 back end, start it, and run this again.',
};

/** What to tell someone on whose machine no engine answers and none can be installed. */
export const engineMissing = (host: Host, denied: readonly string[]): HarnessError => {
  const chosen = host.env.DOCKER_HOST;
  if (chosen !== undefined && chosen !== '') {
    return missing(
      `No Docker Engine answers at DOCKER_HOST, ${chosen}.`,
      'Start the engine there, or unset DOCKER_HOST to use one on this machine.',
    );
  }
  const [socket] = denied;
  if (socket !== undefined) {
    return missing(
      `A Docker Engine listens at ${socket}, but this user may not talk to it.`,
      'Run `sudo usermod -aG docker $USER`, log in again, and run this again.',
    );
  }
  return missing('No Docker Engine answers on this machine.', hints[host.platform] ?? linuxHint);
};

const runsSystemd = (): Promise<boolean> =>
  access('/run/systemd/system').then(
    () => true,
    () => false,
  );

/** Detached and on a log file of its own, so that it outlives the command that needed it first. */
const spawnDaemon = async (program: string, { host }: Start): Promise<void> => {
  await using log = await open(logFile, 'a');
  const daemon = spawn(program, [`--host=${address}`, `--pidfile=${pidFile}`], {
    env: { ...host.env },
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(daemon, 'spawn');
  daemon.unref();
};

const startDaemon = async (program: string, start: Start): Promise<void> => {
  if (await runsSystemd()) await execa('systemctl', ['start', 'docker'], { reject: false, stdio: 'ignore' });
  else await spawnDaemon(program, start);
};

const waitUntilAnswering = async ({ signal, waitingFor }: Start): Promise<void> => {
  waitingFor('the Docker Engine to answer');
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(startLimitMs)]);
  while ((await reach(address)) !== 'answers') {
    signal.throwIfAborted();
    if (deadline.aborted) throw await notAnswering();
    await sleep(200);
  }
};

const notAnswering = async (): Promise<HarnessError> => {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return missing(
    `The Docker Engine was started and does not answer after ${startLimitMs / 1000} s: ${lastLine(log)}`,
    `Read ${logFile}, or \`journalctl -u docker\`, for what stopped it.`,
  );
};

/**
 * Installs Docker Engine from Debian's packages unless it is there, starts it, and waits until it answers. Resolves with
 * its address; rejects with ENGINE_MISSING where this cannot be done. An engine that already runs is left alone.
 */
export const installEngine = async (start: Start): Promise<string> => {
  const { host } = start;
  const present = await findProgram('dockerd');
  if (host.platform !== 'linux' || host.uid !== 0) throw engineMissing(host, []);
  if (present === null) {
    if (!(await canInstall(host))) throw engineMissing(host, []);
    await aptInstall({ ...start, packages: ['docker.io', 'apparmor', 'ca-certificates'] });
  }
  const program = present ?? (await findProgram('dockerd'));
  if (program === null) throw engineMissing(host, []);
  if ((await reach(address)) !== 'answers') await startDaemon(program, start);
  await waitUntilAnswering(start);
  return address;
};
