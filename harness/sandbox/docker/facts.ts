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
};
export type VolumeFacts = {
  readonly name: string;
  readonly labels: Labels;
  readonly mountpoint: string;
};
export type VolumeSpec = Pick<VolumeFacts, 'name' | 'labels'> & {
  readonly options: Readonly<Record<string, string>>;
};
export type Listed = { readonly id: string; readonly labels: Labels };
