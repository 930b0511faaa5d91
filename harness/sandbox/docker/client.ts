import { Duplex, type Readable } from 'node:stream';
import Docker from 'dockerode';
import { addressOf, type Connection, defaultSocket } from './address.ts';
import { type Listed, type State, sizeOf, type VolumeFacts, type VolumeSpec } from './facts.ts';
import { insist, unless, within } from './failure.ts';
import { imageCalls } from './image-calls.ts';
import { collect, type Printed, storedOutput } from './output.ts';
import { asReadable } from './tar.ts';

export type { Connection } from './address.ts';
export type { State } from './facts.ts';
export type { Printed } from './output.ts';

export type ContainerSpec = Docker.ContainerCreateOptions;
export type HostConfig = Docker.HostConfig;
export type EngineVersion = Docker.DockerVersion;
/** The engine's `/info`: keys as the Engine API names them. */
export type EngineInfo = Readonly<Record<string, unknown>>;
/** One call, one reply. A build or a pull may take longer: it says so by progress. */
const replyMs = 30_000;
const startMs = 60_000;
const transferMs = 120_000;
/** Bounds what an engine with another log driver could send; two files of the `local` driver hold fewer. */
const maxLogLines = 300_000;

type Stop = { readonly abortSignal: AbortSignal };
/** Calls that take a signal although their types do not say so; a request left open would keep the process alive. */
type Stoppable = {
  version(stop: Stop): Promise<EngineVersion>;
  info(stop: Stop): Promise<EngineInfo>;
};

/**
 * A Docker-compatible engine: the one file that knows dockerode. Every call has a deadline and fails with `EngineError`
 * (a `FaultError`): ENGINE_UNAVAILABLE without a reply, SANDBOX_LOST with one that should not have been.
 */
export const connect = (connection: Connection) => {
  const docker = new Docker(addressOf(connection));
  const asking: Stoppable = docker;
  const container = (id: string) => docker.getContainer(id);
  const ask = <T>(doing: string, call: (abortSignal: AbortSignal) => Promise<T>, ms = replyMs) =>
    within({ doing, ms }, call);
  return {
    host: connection.host ?? defaultSocket(),

    version: (): Promise<EngineVersion> => ask('version', (abortSignal) => asking.version({ abortSignal })),
    info: (): Promise<EngineInfo> => ask('info', (abortSignal) => asking.info({ abortSignal })),

    ...imageCalls(docker),

    createContainer: async (spec: ContainerSpec): Promise<string> =>
      (await ask('create', (abortSignal) => docker.createContainer({ ...spec, abortSignal }), startMs)).id,
    startContainer: async (id: string): Promise<void> => {
      await ask('start', (abortSignal) => container(id).start({ abortSignal }), startMs);
    },
    /** Resolves with the exit code when the container is not running. */
    waitContainer: async (
      id: string,
      { ms, signal }: { ms: number; signal?: AbortSignal },
    ): Promise<number> => {
      const deadline = { doing: 'wait', ms, ...(signal && { signal }) };
      return (await within(deadline, (abortSignal) => container(id).wait({ abortSignal }))).StatusCode;
    },
    inspectContainer: async (id: string): Promise<State> => {
      const { State, Config } = await ask('inspect', (abortSignal) => container(id).inspect({ abortSignal }));
      return {
        labels: Config.Labels ?? {},
        status: State.Running ? 'running' : State.Status === 'created' ? 'created' : 'ended',
        exitCode: State.ExitCode,
        oomKilled: State.OOMKilled,
        error: State.Error,
      };
    },
    /** SIGKILL; nothing to do where it has ended or is gone. */
    killContainer: async (id: string): Promise<void> => {
      const kill = (abortSignal: AbortSignal) => container(id).kill({ signal: 'SIGKILL', abortSignal });
      await unless([404, 409], ask('kill', kill));
    },
    removeContainer: async (id: string): Promise<void> => {
      const remove = (abortSignal: AbortSignal) =>
        container(id).remove({ force: true, v: true, abortSignal });
      await insist(() => ask('remove', remove, startMs));
    },
    /** What it printed so far, the last 256 KiB of each stream. */
    logs: (id: string): Promise<Printed> =>
      ask('logs', async (abortSignal) => {
        const options = {
          stdout: true,
          stderr: true,
          tail: maxLogLines,
          follow: false,
          abortSignal,
        } as const;
        return storedOutput(await container(id).logs(options));
      }),
    /** Statistics, one JSON document a line and a second, until the container ends. */
    stats: (id: string, signal: AbortSignal): Promise<NodeJS.ReadableStream> =>
      within({ doing: 'stats', ms: replyMs, signal }, (abortSignal) => {
        const options = { stream: true as const, abortSignal };
        return container(id).stats(options);
      }),
    /** Standard input and both outputs of a container with `OpenStdin`. */
    attach: (id: string): Promise<Duplex> =>
      ask('attach', async (abortSignal) => {
        const streams = { stream: true, stdin: true, stdout: true, stderr: true, hijack: true } as const;
        const attached = await container(id).attach({ ...streams, abortSignal });
        if (attached instanceof Duplex) return attached;
        throw new TypeError('the stream cannot be closed');
      }),
    exec: (id: string, { ms, ...options }: Docker.ExecCreateOptions & { readonly ms: number }) =>
      ask(
        'exec',
        async (abortSignal) => {
          const exec = await container(id).exec({
            AttachStdout: true,
            AttachStderr: true,
            ...options,
            abortSignal,
          });
          const output = await collect(await exec.start({ abortSignal }));
          const { ExitCode } = await exec.inspect({ abortSignal });
          return { ...output, exitCode: ExitCode ?? null };
        },
        ms,
      ),
    putArchive: async (
      id: string,
      { tar, path }: { tar: Readable | Buffer; path: string },
    ): Promise<void> => {
      await ask('upload', (abortSignal) => container(id).putArchive(tar, { path, abortSignal }), transferMs);
    },

    /** What lies at a path, as a tar stream; null where nothing does. `consume` shares the call's deadline. */
    readArchive: async <T>(
      id: string,
      { path, consume }: { path: string; consume: (archive: Readable) => Promise<T> },
    ): Promise<T | null> => {
      const read = async (abortSignal: AbortSignal) =>
        consume(asReadable(await container(id).getArchive({ path, abortSignal })));
      return (await unless([404], ask('download', read, transferMs))) ?? null;
    },

    createVolume: async ({ name, labels, options }: VolumeSpec): Promise<void> => {
      const spec = { Name: name, Driver: 'local', DriverOpts: { ...options }, Labels: { ...labels } };
      await ask('volume create', (abortSignal) => docker.createVolume({ ...spec, abortSignal }));
    },
    inspectVolume: async (name: string): Promise<VolumeFacts | null> => {
      const volume = docker.getVolume(name);
      const found = await unless(
        [404],
        ask('volume inspect', (abortSignal) => volume.inspect({ abortSignal })),
      );
      return found ? { name, labels: found.Labels ?? {}, mountpoint: found.Mountpoint } : null;
    },
    removeVolume: async (name: string): Promise<void> => {
      const volume = docker.getVolume(name);
      await unless(
        [404],
        ask('volume remove', (abortSignal) => volume.remove({ abortSignal })),
      );
    },
    listContainers: async (label: string): Promise<readonly Listed[]> => {
      const options = { all: true, filters: { label: [label] } };
      const found = await ask('list', (abortSignal) => docker.listContainers({ ...options, abortSignal }));
      return found.map(({ Id, Labels }) => ({ id: Id, labels: Labels }));
    },
    /** Bytes of everything that a container sees, its image included; the engine counts them anew each time. */
    listSizes: async (label: string): Promise<readonly number[]> => {
      const options = { all: true, size: true, filters: { label: [label] } };
      const found = await ask('size', (abortSignal) => docker.listContainers({ ...options, abortSignal }));
      return found.map(sizeOf);
    },
    listVolumes: async (label: string): Promise<readonly VolumeFacts[]> => {
      const filters = { label: [label] };
      const found = await ask('volume list', (abortSignal) => docker.listVolumes({ filters, abortSignal }));
      return (found.Volumes ?? []).map(({ Name, Labels, Mountpoint }) => ({
        name: Name,
        labels: Labels ?? {},
        mountpoint: Mountpoint,
      }));
    },
    /** The engine's events, one JSON document a line, until the stream breaks or is destroyed. */
    events: (filters: Readonly<Record<string, readonly string[]>>) =>
      ask('events', (abortSignal) => {
        const options = { filters: JSON.stringify(filters), abortSignal };
        return docker.getEvents(options);
      }),
  };
};

export type DockerClient = ReturnType<typeof connect>;
