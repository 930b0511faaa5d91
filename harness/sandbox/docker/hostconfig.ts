import type { SandboxLimits } from '../types.ts';
import type { ContainerSpec, HostConfig } from './client.ts';

/** Where every sandbox has its root, in the keeper and in each stage. */
export const root = '/work';
/** Where a layer is seen: the path it was built at, because a Python environment holds absolute paths. */
export const layersRoot = '/env';
/** Where a workshop finds the files given to it: in memory, because an index's credentials may be among them. */
export const workshopFiles = '/given';
const workVolumeInodes = 100_000;

export const candidateUser = { uid: 10_001, gid: 10_001 } as const;
const keeperUser = '10002:10002';
const candidate = `${candidateUser.uid}:${candidateUser.gid}`;

const mebibyte = 1024 * 1024;
const tmpBytes = 256 * mebibyte;
const shmBytes = 256 * mebibyte;
const keeperMemoryBytes = 256 * mebibyte;
const largestFileBytes = 1024 * mebibyte;
/** How long after our own deadline a container ends by itself, should the harness be gone or stuck. */
const deadManGraceSeconds = 10;
const killAfterSeconds = 5;

export type Mount = { readonly volume: string; readonly path: string; readonly readOnly: boolean };

/** The driver keeps at most 4 MiB of what a container prints; the engine's default keeps all of it. */
const boundedLog = { Type: 'local', Config: { 'max-size': '2m', 'max-file': '2', compress: 'false' } };

const tmpfs = (size: number) => ({
  '/tmp': `rw,nosuid,nodev,exec,size=${size},nr_inodes=20000,mode=1777`,
});

/** No image volume may shadow a mount, and nothing of the image is copied into it. */
const mountsOf = (mounts: readonly Mount[]): NonNullable<HostConfig['Mounts']> =>
  mounts.map(({ volume, path, readOnly }) => ({
    Type: 'volume',
    Source: volume,
    Target: path,
    ReadOnly: readOnly,
    VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } },
  }));

/** An unnamed volume in memory, removed with its container. Unlike a `Tmpfs`, files can be uploaded into it. */
const inMemory = ({ path, bytes }: { path: string; bytes: number }) => ({
  Type: 'volume' as const,
  Source: '',
  Target: path,
  VolumeOptions: {
    NoCopy: true,
    Labels: {},
    DriverConfig: {
      Name: 'local',
      Options: { type: 'tmpfs', device: 'tmpfs', o: `size=${bytes},mode=0755` },
    },
  },
});

/**
 * What every container gets, ours included. Reasons and measurements: all capabilities are dropped and none regained;
 * swap equals memory, else twice the memory could be had; no `nproc` ulimit, because the kernel counts it per user over
 * all containers.
 */
const locked = ({ memoryBytes, cpus, pids }: Omit<SandboxLimits, 'diskBytes'>): HostConfig => ({
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges'],
  ReadonlyRootfs: true,
  Privileged: false,
  PublishAllPorts: false,
  AutoRemove: false,
  RestartPolicy: { Name: 'no' },
  IpcMode: 'private',
  Init: true,
  Memory: memoryBytes,
  MemorySwap: memoryBytes,
  NanoCpus: Math.round(cpus * 1e9),
  PidsLimit: pids,
  OomScoreAdj: 500,
  LogConfig: boundedLog,
});

const quiet = {
  Entrypoint: [] as string[],
  StopSignal: 'SIGKILL',
  Healthcheck: { Test: ['NONE'] },
};

const envList = (env: Readonly<Record<string, string>>): string[] =>
  Object.entries(env).map(([name, value]) => `${name}=${value}`);

/** Nothing in here names us. `os.cpu_count()` shows the host's cores, so thread pools are told their share. */
const neutralEnv = (cpus: number): Readonly<Record<string, string>> => {
  const threads = String(Math.max(1, Math.ceil(cpus)));
  return {
    HOME: '/tmp',
    LANG: 'C.UTF-8',
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    NUMEXPR_NUM_THREADS: threads,
    LOKY_MAX_CPU_COUNT: threads,
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
};

export type StageSpec = {
  readonly image: string;
  readonly keeper: string;
  readonly mounts: readonly Mount[];
  readonly limits: SandboxLimits;
  readonly env: Readonly<Record<string, string>>;
  readonly shell: string;
  readonly workdir: string;
  readonly timeoutMs: number;
  readonly labels: Readonly<Record<string, string>>;
};

/** The folder is entered by the shell, as the candidate's user: the engine would create it, as root, where it is missing. */
const commandOf = ({ shell, workdir, timeoutMs }: StageSpec): string[] => [
  'timeout',
  '-k',
  String(killAfterSeconds),
  String(Math.ceil(timeoutMs / 1000) + deadManGraceSeconds),
  'sh',
  '-c',
  'cd -- "$0" && exec sh -c "$1"',
  workdir,
  shell,
];

/** One command of the candidate's, in the keeper's network namespace and with its `/work`. */
export const stageSpec = (spec: StageSpec): ContainerSpec => ({
  ...quiet,
  Image: spec.image,
  User: candidate,
  Cmd: commandOf(spec),
  WorkingDir: root,
  Env: envList({ ...neutralEnv(spec.limits.cpus), ...spec.env }),
  Labels: { ...spec.labels },
  HostConfig: {
    ...locked(spec.limits),
    NetworkMode: `container:${spec.keeper}`,
    Mounts: mountsOf(spec.mounts),
    Tmpfs: tmpfs(tmpBytes),
    ShmSize: shmBytes,
    Ulimits: [
      { Name: 'nofile', Soft: 1024, Hard: 2048 },
      { Name: 'core', Soft: 0, Hard: 0 },
      { Name: 'fsize', ...both(Math.min(spec.limits.diskBytes, largestFileBytes)) },
    ],
  },
});

const both = (value: number) => ({ Soft: value, Hard: value });

export type KeeperSpec = {
  readonly image: string;
  readonly prober: string;
  readonly mounts: readonly Mount[];
  readonly labels: Readonly<Record<string, string>>;
};

/** Ours: holds `/work` and the network namespace (loopback only), and ends when its standard input does. */
export const keeperSpec = ({ image, prober, mounts, labels }: KeeperSpec): ContainerSpec => ({
  ...quiet,
  Image: image,
  User: keeperUser,
  Hostname: 'work',
  Cmd: ['python3', '-I', '-c', prober],
  WorkingDir: '/',
  Env: envList({ HOME: '/tmp', LANG: 'C.UTF-8' }),
  Labels: { ...labels },
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
  HostConfig: {
    ...locked({ memoryBytes: keeperMemoryBytes, cpus: 1, pids: 64 }),
    NetworkMode: 'none',
    ExtraHosts: ['work:127.0.0.1'],
    Dns: ['127.0.0.1'],
    Mounts: mountsOf(mounts),
    Tmpfs: tmpfs(16 * mebibyte),
    LogConfig: { Type: 'none', Config: {} },
  },
});

export type WorkshopSpec = {
  readonly image: string;
  readonly name: string;
  readonly cacheVolume: string;
  readonly labels: Readonly<Record<string, string>>;
};

/**
 * Ours: runs our own commands only, with a network. Root inside, because the cache belongs to no one user; hard links to
 * files of its own need no capability. Ends by itself after the dead-man's time.
 */
export const workshopSpec = ({ image, name, cacheVolume, labels }: WorkshopSpec): ContainerSpec => ({
  ...quiet,
  name,
  Image: image,
  User: '0:0',
  Cmd: ['sleep', String(workshopSeconds)],
  WorkingDir: '/',
  Env: envList({ HOME: '/tmp', LANG: 'C.UTF-8' }),
  Labels: { ...labels },
  HostConfig: {
    ...locked({ memoryBytes: 2048 * mebibyte, cpus: 2, pids: 512 }),
    NetworkMode: 'bridge',
    Mounts: [
      ...mountsOf([{ volume: cacheVolume, path: layersRoot, readOnly: false }]),
      inMemory({ path: workshopFiles, bytes: 64 * mebibyte }),
    ],
    Tmpfs: tmpfs(1024 * mebibyte),
  },
});

const workshopSeconds = 3600;

/** Options of the `local` volume driver for a sandbox's root: memory, sized, and gone when no container holds it. */
export const workVolumeOptions = ({ diskBytes }: SandboxLimits): Readonly<Record<string, string>> => ({
  type: 'tmpfs',
  device: 'tmpfs',
  o: [
    `size=${diskBytes}`,
    `nr_inodes=${workVolumeInodes}`,
    `uid=${candidateUser.uid}`,
    `gid=${candidateUser.gid}`,
    'mode=0755',
    'nosuid',
    'nodev',
  ].join(','),
});
