import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { HarnessError } from '../errors.ts';
import { aptInstall, canInstall, findProgram, lastLine } from './apt.ts';
import { debianPackages, debianReleases, finishScript, leftOutPaths } from './recipe.ts';
import type { Host, WaitingFor } from './types.ts';
import type { Architecture } from './uv.ts';

export type BuildOrder = {
  readonly python: string;
  readonly architecture: Architecture;
  /** The `uv` executable. */
  readonly uv: Buffer;
  /** An empty folder that is removed afterwards. */
  readonly scratch: string;
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly waitingFor: WaitingFor;
};

const debianNames: Readonly<Record<Architecture, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** Whether base images can be made from Debian packages here: mmdebstrap is there, or can be installed. */
export const canBuildFromDebian = async (host: Host): Promise<boolean> =>
  (await findProgram('mmdebstrap')) !== null || canInstall(host);

const ensureTools = async ({ host, signal, waitingFor }: BuildOrder): Promise<void> => {
  if ((await findProgram('mmdebstrap')) !== null) return;
  await aptInstall({ packages: ['mmdebstrap', 'debian-archive-keyring'], host, signal, waitingFor });
};

const writeInputs = async ({ scratch, uv }: BuildOrder) => {
  const files = { uv: join(scratch, 'uv'), finish: join(scratch, 'finish.sh'), tar: join(scratch, 'root.tar') };
  await writeFile(files.uv, uv, { mode: 0o755 });
  await writeFile(files.finish, finishScript);
  return files;
};

/** mmdebstrap hands a hook the new root as its first argument, and runs it in a shell of the host. */
const hooks = (files: { readonly uv: string; readonly finish: string }): readonly string[] => [
  `--customize-hook=upload "${files.uv}" /usr/local/bin/uv`,
  `--customize-hook=chroot "$1" sh -s < "${files.finish}"`,
];

const argumentsFor = (order: BuildOrder, files: Awaited<ReturnType<typeof writeInputs>>): readonly string[] => [
  '--variant=minbase',
  `--architectures=${debianNames[order.architecture]}`,
  `--include=${debianPackages(order.python).join(',')}`,
  ...leftOutPaths.map((path) => `--dpkgopt=path-exclude=${path}`),
  ...hooks(files),
  debianReleases.get(order.python) ?? '',
  files.tar,
  ...[order.host.env.TAKEHOME_DEBIAN_MIRROR ?? []].flat(),
];

/**
 * A root file system with the Python of a Debian release, as a tar file in the scratch folder. Rejects with
 * IMAGE_MISSING when mmdebstrap fails; the system's own mirrors, or TAKEHOME_DEBIAN_MIRROR, are asked.
 */
export const buildFromDebian = async (order: BuildOrder): Promise<string> => {
  await ensureTools(order);
  const files = await writeInputs(order);
  order.waitingFor(`Debian packages for Python ${order.python}`);
  const run = await execa('mmdebstrap', argumentsFor(order, files), {
    env: { ...order.host.env, TMPDIR: order.scratch },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: 900_000,
    cancelSignal: order.signal,
  });
  if (!run.failed) return files.tar;
  throw new HarnessError({
    code: 'IMAGE_MISSING',
    message: `mmdebstrap could not build the image for Python ${order.python}: ${lastLine(run.all)}`,
    hint: 'Check that the Debian mirror answers (TAKEHOME_DEBIAN_MIRROR names another), or set TAKEHOME_REGISTRY.',
    cause: run,
  });
};
