import type Docker from 'dockerode';

type Labels = Readonly<Record<string, string>>;

export type State = {
  readonly labels: Labels;
  readonly status: 'created' | 'running' | 'ended';
  readonly exitCode: number;
  readonly oomKilled: boolean;
  readonly error: string;
};
export type ImageFacts = {
  readonly id: string;
  readonly tags: readonly string[];
  readonly labels: Labels;
  readonly env: readonly string[];
  readonly volumes: readonly string[];
  readonly architecture: string;
  readonly workdir: string;
  /** ENTRYPOINT and CMD, as the engine would run them. */
  readonly launch: readonly string[];
  /** TCP ports of EXPOSE. */
  readonly ports: readonly number[];
  readonly bytes: number;
};

const portOf = (exposed: string): number => Number(/^(\d+)(?:\/tcp)?$/.exec(exposed)?.[1] ?? 0);

const wordsOf = (value: string | string[] | undefined | null): readonly string[] =>
  typeof value === 'string' ? [value] : (value ?? []);

export const imageFacts = ({
  Id,
  RepoTags,
  Config,
  Architecture,
  Size,
}: Docker.ImageInspectInfo): ImageFacts => ({
  id: Id,
  tags: RepoTags ?? [],
  labels: Config.Labels ?? {},
  env: Config.Env ?? [],
  volumes: Object.keys(Config.Volumes ?? {}),
  architecture: Architecture,
  workdir: Config.WorkingDir || '/',
  launch: [...wordsOf(Config.Entrypoint), ...wordsOf(Config.Cmd)],
  ports: Object.keys(Config.ExposedPorts ?? {})
    .map(portOf)
    .filter((port) => port > 0 && port < 65_536)
    .toSorted((one, other) => one - other),
  bytes: Size,
});

export type ListedImage = { readonly id: string; readonly parent: string; readonly labels: Labels };

/** Of a container in a list that was asked for with sizes: a key that the types leave out. */
export const sizeOf = (listed: Docker.ContainerInfo): number =>
  'SizeRootFs' in listed && typeof listed.SizeRootFs === 'number' ? listed.SizeRootFs : 0;
export type VolumeFacts = {
  readonly name: string;
  readonly labels: Labels;
  readonly mountpoint: string;
};
export type VolumeSpec = Pick<VolumeFacts, 'name' | 'labels'> & {
  readonly options: Readonly<Record<string, string>>;
};
export type Listed = { readonly id: string; readonly labels: Labels };
