import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { HarnessError } from '../errors.ts';
import { aptInstall, canInstall, findProgram, lastLine } from './apt.ts';
import type { Architecture } from './architecture.ts';
import { debianPackages, debianReleases, finishScript, leftOutPaths } from './recipe.ts';
import type { BuildOrder, Host } from './types.ts';

const debianNames: Readonly<Record<Architecture, string>> = { x86_64: 'amd64', aarch64: 'arm64' };

/** Whether base images can be made from Debian packages here: mmdebstrap is there, or can be installed. */
export const canBuildFromDebian = async (host: Host): Promise<boolean> =>
  (await findProgram('mmdebstrap')) !== null || canInstall(host);

const ensureTools = async ({ host, signal, waitingFor }: BuildOrder): Promise<void> => {
  if ((await findProgram('mmdebstrap')) !== null) return;
  await aptInstall({ packages: ['mmdebstrap', 'debian-archive-keyring'], host, signal, waitingFor });
};

type Files = { readonly uv: string; readonly finish: string; readonly tar: string };

const writeInputs = async ({ uv, python }: BuildOrder, scratch: string): Promise<Files> => {
  const files = {
    uv: join(scratch, 'uv'),
    finish: join(scratch, 'finish.sh'),
    tar: join(scratch, 'root.tar'),
  };
  await writeFile(files.uv, uv, { mode: 0o755 });
  await writeFile(files.finish, finishScript(python));
  return files;
};

/** mmdebstrap hands a hook the new root as its first argument, and runs it in a shell of the host. */
const hooks = (files: Files): readonly string[] => [
  `--customize-hook=upload "${files.uv}" /usr/local/bin/uv`,
  `--customize-hook=chroot "$1" sh -s < "${files.finish}"`,
];

const mirror = ({ env }: Host): readonly string[] =>
  env.TAKEHOME_DEBIAN_MIRROR ? [env.TAKEHOME_DEBIAN_MIRROR] : [];

const argumentsFor = (order: BuildOrder, files: Files): readonly string[] => [
  '--variant=minbase',
  // Bookworm would else merge /usr at the end, with a Perl program and Perl's whole library.
  '--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr',
  `--architectures=${debianNames[order.architecture]}`,
  `--include=${debianPackages(order.python).join(',')}`,
  ...leftOutPaths.map((path) => `--dpkgopt=path-exclude=${path}`),
  ...hooks(files),
  debianReleases.get(order.python) ?? '',
  files.tar,
  ...mirror(order.host),
];

/** In namespaces of its own: killed, it takes every process and every mount below the scratch folder with it, at once. */
const contained = [
  'unshare',
  '--mount',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  'mmdebstrap',
] as const;

/**
 * A root file system with the Python of a Debian release, as a tar file in `scratch`, an empty folder. Rejects with
 * IMAGE_MISSING when mmdebstrap fails; the system's own mirrors, or TAKEHOME_DEBIAN_MIRROR, are asked.
 */
export const buildFromDebian = async (order: BuildOrder, scratch: string): Promise<string> => {
  await ensureTools(order);
  const files = await writeInputs(order, scratch);
  order.waitingFor(`Debian packages for Python ${order.python}`);
  const asRoot = order.host.uid === 0;
  const [program, ...wrapped] = asRoot ? contained : (['mmdebstrap'] as const);
  const run = await execa(program, [...wrapped, ...argumentsFor(order, files)], {
    env: { ...order.host.env, TMPDIR: scratch },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    timeout: 900_000,
    killSignal: asRoot ? 'SIGKILL' : 'SIGTERM',
    cancelSignal: order.signal,
  });
  if (!run.failed) return files.tar;
  throw new HarnessError({
    code: 'IMAGE_MISSING',
    message: `mmdebstrap could not build the image for Python ${order.python}: ${lastLine(run.all)}`,
    hint: 'Check that the Debian mirror answers (TAKEHOME_DEBIAN_MIRROR names another), or set TAKEHOME_REGISTRY.',
    cause: run.shortMessage,
  });
};
