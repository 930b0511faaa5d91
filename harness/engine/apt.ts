import { access, constants } from 'node:fs/promises';
import { execa } from 'execa';
import { HarnessError } from '../errors.ts';
import type { Host, WaitingFor } from './types.ts';

const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Absolute path of a system program, or null. The sbin folders are searched whatever the operator's PATH says. */
export const findProgram = async (name: string): Promise<string | null> => {
  for (const folder of searched) {
    if (await isExecutable(`${folder}/${name}`)) return `${folder}/${name}`;
  }
  return null;
};

/** Whether packages can be installed here without asking anyone: root on Debian or a relative of it. */
export const canInstall = async (host: Host): Promise<boolean> =>
  host.platform === 'linux' && host.uid === 0 && (await findProgram('apt-get')) !== null;

type Install = {
  readonly packages: readonly string[];
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly waitingFor: WaitingFor;
};

const aptGet = (args: readonly string[], { host, signal }: Install) =>
  execa('apt-get', args, {
    env: { ...host.env, DEBIAN_FRONTEND: 'noninteractive' },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: 600_000,
    cancelSignal: signal,
  });

/** Installs Debian packages. Rejects with PACKAGES_MISSING when apt does. */
export const aptInstall = async (install: Install): Promise<void> => {
  const names = install.packages.join(' ');
  install.waitingFor(`apt-get install ${names}`);
  // A broken third-party source fails the update and must not stop what Debian's own can give.
  await aptGet(['-q', 'update'], install);
  const run = await aptGet(['-qy', 'install', '--no-install-recommends', ...install.packages], install);
  if (run.failed) {
    throw new HarnessError({
      code: 'PACKAGES_MISSING',
      message: `apt-get could not install ${names}: ${lastLine(run.all)}`,
      hint: `Run \`apt-get update && apt-get install ${names}\` by hand and repair what it complains about.`,
      cause: run.shortMessage,
    });
  }
};

/** The line where a tool says why it stopped: the last one marked as an error, else the last one with something on it. */
export const lastLine = (output: string | undefined): string => {
  const lines = (output ?? '').split('\n').map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && line !== 'E: mmdebstrap failed to run');
  const line = said.findLast((text) => /^E: |\berror\b/i.test(text)) ?? said.at(-1) ?? 'it said nothing';
  return line.slice(0, 300);
};
