import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { degradedBy } from '../sandbox/docker/provider.ts';
import type { Engine } from './ensure.ts';
import { findImage, type ImageName, imageTitle } from './images.ts';
import { nodeVersions } from './node.ts';
import { type Measured, probeSandbox } from './probe.ts';
import { debianReleases } from './recipe.ts';
import type { Host, WaitingFor } from './types.ts';

export type Disk = {
  readonly folder: string;
  readonly freeBytes: number;
  readonly freeInodes: number | null;
};
export type Problem = { readonly message: string; readonly hint: string };
export type Found<T> = { readonly value: T } | { readonly problem: Problem };

/** `problem`: why it could not be made, where that was tried. */
export type ImageFact = {
  /** In words: `Python 3.13`. */
  readonly title: string;
  readonly present: boolean;
  readonly problem: Problem | null;
};

export type EngineFacts = {
  readonly address: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly cgroup: string;
  readonly cgroupDriver: string;
  readonly runtime: string;
  /** Null where the engine does not tell. */
  readonly runc: string | null;
  readonly securityOptions: readonly string[];
  /** What the engine itself says that it does not enforce, a phrase each. */
  readonly degraded: readonly string[];
  /** Null where the engine keeps its files on another machine. */
  readonly disk: Disk | null;
  readonly images: readonly ImageFact[];
  readonly limits: Found<Measured>;
};

/** What the doctor knows of a machine: plain values. */
export type Facts = {
  readonly node: string;
  /** Null where there is no git. */
  readonly git: string | null;
  readonly output: Disk;
  readonly engine: Found<EngineFacts>;
};

export const problemOf = (error: unknown): Problem => ({
  message: error instanceof Error ? error.message : String(error),
  hint:
    error instanceof HarnessError ? error.hint : 'Run this again; if it stays, read the log of the engine.',
});

const infoSchema = z.object({
  CgroupVersion: z.string().default('1'),
  CgroupDriver: z.string().default('unknown'),
  DefaultRuntime: z.string().default('unknown'),
  SecurityOptions: z.array(z.string()).nullish(),
  DockerRootDir: z.string().default(''),
});

/** Free inodes are null on file systems that do not count them. */
const diskAt = async (folder: string): Promise<Disk> => {
  const found = await statfs(folder).catch(() => null);
  if (found === null) return diskAt(dirname(folder));
  const freeInodes = found.files === 0 ? null : found.ffree / found.files;
  return { folder, freeBytes: found.bavail * found.bsize, freeInodes };
};

const isHere = (address: string, { platform }: Host): boolean =>
  platform === 'linux' && !/^(tcp|https?):/.test(address);

const gitVersion = async (env: Host['env']): Promise<string | null> => {
  const run = await execa('git', ['--version'], { reject: false, env, extendEnv: false });
  return /\d+\.\d+\S*/.exec(run.stdout ?? '')?.[0] ?? null;
};

/** Images that can be made on any machine. */
const standing: readonly ImageName[] = [
  ...[...debianReleases.keys()].map((version) => ({ runtime: 'python', version }) as const),
  ...nodeVersions.map((version) => ({ runtime: 'node', version }) as const),
];

const imageFacts = (
  { client }: Engine,
  problems: ReadonlyMap<string, Problem>,
): Promise<EngineFacts['images']> =>
  Promise.all(
    standing.map(async (name) => {
      const title = imageTitle(name);
      const id = await findImage(name, { client });
      return { title, present: id !== null, problem: problems.get(title) ?? null };
    }),
  );

const noImage: Problem = {
  message: 'There is no base image to try the limits in.',
  hint: 'Run `takehome doctor --fix`.',
};

const limitFacts = async (engine: Engine, waitingFor: WaitingFor): Promise<Found<Measured>> => {
  const image = await findImage({ runtime: 'python', version: '3.13' }, engine);
  if (image === null) return { problem: noImage };
  waitingFor('one container in which each limit is tried');
  return probeSandbox(engine, image).then(
    (value) => ({ value }),
    (error: unknown) => ({ problem: problemOf(error) }),
  );
};

type Gather = {
  readonly host: Host;
  readonly waitingFor: WaitingFor;
  /** What went wrong with images that were to be made, by version. */
  readonly imageProblems: ReadonlyMap<string, Problem>;
};

const runcOf = (components: readonly { readonly Name: string; readonly Version: string }[] = []) =>
  components.find(({ Name }) => Name === 'runc')?.Version ?? null;

export const engineFacts = async (engine: Engine, gather: Gather): Promise<EngineFacts> => {
  const { host, waitingFor, imageProblems } = gather;
  const { client } = engine;
  const [version, rawInfo] = await Promise.all([client.version(), client.info()]);
  const info = infoSchema.parse(rawInfo);
  return {
    address: client.host,
    version: version.Version,
    apiVersion: version.ApiVersion,
    cgroup: info.CgroupVersion,
    cgroupDriver: info.CgroupDriver,
    runtime: info.DefaultRuntime,
    runc: runcOf(version.Components),
    securityOptions: info.SecurityOptions ?? [],
    degraded: degradedBy(rawInfo, version.Version),
    disk: isHere(client.host, host) && info.DockerRootDir !== '' ? await diskAt(info.DockerRootDir) : null,
    images: await imageFacts(engine, imageProblems),
    limits: await limitFacts(engine, waitingFor),
  };
};

/** Everything about the machine that does not need an engine, joined with what is known of the engine. */
export const gatherFacts = async (
  engine: Found<EngineFacts>,
  { host, out }: { readonly host: Host; readonly out: string },
): Promise<Facts> => ({
  node: process.versions.node,
  git: await gitVersion(host.env),
  output: await diskAt(resolve(out)),
  engine,
});
