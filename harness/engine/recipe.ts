import { createHash } from 'node:crypto';
import { uvRelease } from './uv.ts';

/** Debian releases by the Python minor version that they carry, newest first. */
export const debianReleases: ReadonlyMap<string, string> = new Map([
  ['3.13', 'trixie'],
  ['3.11', 'bookworm'],
  ['3.9', 'bullseye'],
]);

/** Minor versions published as `python:<minor>-slim` that uv still supports, newest first. */
export const registryVersions: readonly string[] = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9'];

/** What real submissions miss in a minimal image, whatever Python it carries; and wrk, the load generator, for ourselves. */
const commonPackages: readonly string[] = [
  'ca-certificates',
  'git',
  'libgomp1',
  'make',
  'netcat-openbsd',
  'tzdata',
  'wrk',
];

/** Debian splits venv off, and distutils until it left the standard library with 3.12. */
export const debianPackages = (python: string): readonly string[] => {
  const own =
    python === '3.13' ? ['python3', 'python3-venv'] : ['python3', 'python3-venv', 'python3-distutils'];
  return [...commonPackages, ...own];
};

/**
 * Paths that dpkg leaves out. Perl's library is needed by git's mail and interactive scripts alone; what dpkg and
 * debconf need is in perl-base, which stays.
 */
export const leftOutPaths: readonly string[] = [
  '/usr/share/doc/*',
  '/usr/share/info/*',
  '/usr/share/locale/*',
  '/usr/share/man/*',
  '/usr/share/perl/*',
  '/usr/lib/*-linux-gnu/perl/*',
  '/usr/lib/git-core/git-daemon',
  '/usr/lib/git-core/git-http-backend',
  '/usr/lib/git-core/git-http-push',
  '/usr/lib/git-core/git-imap-send',
];

/** Users of the image: 10001 runs submissions, 10002 what talks to them. A user without an entry breaks getpass. */
const users = ['app:x:10001:10001::/tmp:/bin/sh', 'aux:x:10002:10002::/tmp:/bin/sh'];
const groups = ['app:x:10001:', 'aux:x:10002:'];

/** Fails where the Python is another than the image's tag says. */
export const pythonCheck = (python: string): string =>
  `python3 -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "${python}")'`;

/** Run once as root inside the image being made, by either route. */
export const finishScript = (python: string): string => `set -eu
${pythonCheck(python)}
printf '%s\\n' ${users.map((line) => `'${line}'`).join(' ')} >> /etc/passwd
printf '%s\\n' ${groups.map((line) => `'${line}'`).join(' ')} >> /etc/group
chmod 0755 /usr/local/bin/uv
command -v python > /dev/null || ln -s python3 /usr/bin/python
rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/*
`;

export const imageEnv: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
};

/** Packages for an image that came from a registry: nothing is asked of the network where it has them all. */
export const installScript = `set -eu
dpkg-query -W ${commonPackages.join(' ')} > /dev/null 2>&1 && exit 0
apt-get -q update
DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends ${commonPackages.join(' ')}
`;

export const recipeLabel = 'takehome.recipe';

/** SHA-256 of everything that decides what an image holds: kept as its label, so only a changed recipe rebuilds. */
export const recipeDigest = (python: string): string => {
  const recipe = {
    python,
    release: debianReleases.get(python) ?? null,
    packages: debianPackages(python),
    leftOutPaths,
    installScript,
    finishScript: finishScript(python),
    imageEnv,
    uv: uvRelease,
  };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
};
