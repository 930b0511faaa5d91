import type { Images, VersionedImages } from '../environment/types.ts';
import { type Runtime, runtimeNames, runtimes } from '../evidence/environment.ts';
import type { DockerClient } from '../sandbox/docker/client.ts';
import { openNetwork } from './network.ts';
import { buildNode, findNodeImage, nodeMissing, nodeVersions, pythonBeside } from './node.ts';
import { findPythonImage, imageMissing, obtainPython, type PythonSource } from './python-image.ts';
import { debianReleases, registryVersions } from './recipe.ts';
import { chooseRegistry } from './registry.ts';
import type { Host, WaitingFor } from './types.ts';

export type ImagesOptions = {
  readonly client: DockerClient;
  readonly host: Host;
  readonly signal: AbortSignal;
  /** First part of the names that the engine keeps the images under: `<prefix>/python:3.13`. */
  readonly prefix?: string;
  /** Folder for what is needed while an image is made. */
  readonly temporary?: string;
};

const ours = 'takehome';

const repositoryOf = (runtime: Runtime, { prefix = ours }: Pick<ImagesOptions, 'prefix'>): string =>
  `${prefix}/${runtime}`;

export type ImageName = { readonly runtime: Runtime; readonly version: string };

/** In words: `Python 3.13`. */
export const imageTitle = ({ runtime, version }: ImageName): string => `${runtimeNames[runtime]} ${version}`;

export const offeredBy = (images: Images): readonly ImageName[] =>
  runtimes.flatMap((runtime) => images[runtime].offered.map((version) => ({ runtime, version })));

/** The id of an image where one was made by the recipe of today, else null. Asks the engine and no one else. */
export const findImage = (
  { runtime, version }: ImageName,
  { client, ...options }: Pick<ImagesOptions, 'client' | 'prefix'>,
): Promise<string | null> => {
  const repository = repositoryOf(runtime, options);
  switch (runtime) {
    case 'python':
      return findPythonImage(version, { client, repository });
    case 'node':
      return findNodeImage(`${repository}:${version}`, client);
  }
};

/** One of each version at a time: whoever asks meanwhile waits for the same. */
const oneAtATime = (obtain: VersionedImages['ensure']): VersionedImages['ensure'] => {
  const underWay = new Map<string, Promise<string>>();
  return (version, waitingFor) => {
    const promise =
      underWay.get(version) ?? obtain(version, waitingFor).finally(() => underWay.delete(version));
    underWay.set(version, promise);
    return promise;
  };
};

const openPython = (options: ImagesOptions): VersionedImages => {
  const registry = chooseRegistry(options.host.env);
  const source: PythonSource = { ...options, registry, repository: repositoryOf('python', options) };
  const offered = registry.chosenByOperator ? registryVersions : [...debianReleases.keys()];
  const ensure = oneAtATime((python, waitingFor) => obtainPython({ python, waitingFor }, source));
  return {
    offered,
    async ensure(python, waitingFor) {
      if (!offered.includes(python)) throw imageMissing(python, [`only ${offered.join(', ')} are offered`]);
      return ensure(python, waitingFor);
    },
  };
};

const openNode = (options: ImagesOptions, python: VersionedImages): VersionedImages => {
  const { client, host, signal } = options;
  const obtain = async (version: string, waitingFor: WaitingFor): Promise<string> => {
    const tag = `${repositoryOf('node', options)}:${version}`;
    const found = await findNodeImage(tag, client);
    if (found !== null) return found;
    const base = await python.ensure(pythonBeside, waitingFor);
    const { index } = openNetwork(host);
    return buildNode({ client, index, base, tag, signal, waitingFor });
  };
  const ensure = oneAtATime(obtain);
  return {
    offered: nodeVersions,
    async ensure(version, waitingFor) {
      if (!nodeVersions.includes(version))
        throw nodeMissing(version, `only ${nodeVersions.join(', ')} is offered`);
      return ensure(version, waitingFor);
    },
  };
};

/**
 * Base images. Python: one a minor version, pulled where a registry answers, else built from Debian packages; versions that
 * only a registry has are offered when the operator named one. Node: put upon our own image with Python. Each is made when it
 * is first asked for, once for each recipe.
 */
export const openImages = (options: ImagesOptions): Images => {
  const python = openPython(options);
  return { python, node: openNode(options, python) };
};
