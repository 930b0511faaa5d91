import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { DockerClient } from '../sandbox/docker/client.ts';
import { architectureOf } from './architecture.ts';
import { buildFromDebian, canBuildFromDebian } from './debian.ts';
import { deriveFromRegistry, imageSettings } from './derive.ts';
import { openNetwork } from './network.ts';
import { debianReleases, recipeDigest, recipeLabel } from './recipe.ts';
import { isReachable, type Registry } from './registry.ts';
import type { BuildOrder, Host, WaitingFor } from './types.ts';
import { fetchUv } from './uv.ts';
import type { Web } from './web.ts';

/** Where images with Python are kept and what they are made with. */
export type PythonSource = {
  readonly client: DockerClient;
  readonly host: Host;
  readonly signal: AbortSignal;
  readonly registry: Registry;
  /** Name that the engine keeps the images under, one tag a version. */
  readonly repository: string;
  /** Folder for what is needed while an image is made. */
  readonly temporary?: string;
};

type Means = PythonSource & { readonly web: Web };
type Ask = { readonly python: string; readonly waitingFor: WaitingFor };

/** A way to make an image. Resolves with null when it was made, else with why it was not. */
type Route = (order: BuildOrder, means: Means) => Promise<string | null>;

/** Without its full stop: it becomes part of a sentence. */
const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');

const fromRegistry: Route = async (order, { client, registry, web, signal }) => {
  if (!(await isReachable(registry, web, signal))) return `${registry.name} does not answer`;
  return deriveFromRegistry(order, { client, registry }).then(() => null, messageOf);
};

const importDebian = async (order: BuildOrder, { client, temporary = tmpdir() }: Means): Promise<void> => {
  const scratch = await mkdtemp(join(temporary, 'takehome-image-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(scratch, { recursive: true, force: true }));
  // By way of a file: the engine takes a stream that broke off for a whole image.
  const tar = await buildFromDebian(order, scratch);
  await client.importImage(createReadStream(tar), {
    ref: order.tag,
    changes: imageSettings(order.python),
  });
};

const fromDebian: Route = async (order, means) => {
  if (!debianReleases.has(order.python)) return 'no Debian release carries that version';
  if (!(await canBuildFromDebian(means.host))) return 'mmdebstrap is not installed here';
  return importDebian(order, means).then(() => null, messageOf);
};

const routes: readonly Route[] = [fromRegistry, fromDebian];

export const imageMissing = (python: string, reasons: readonly string[]): HarnessError =>
  new HarnessError({
    code: 'IMAGE_MISSING',
    message: `No image with Python ${python} can be had: ${reasons.join('; ')}.`,
    hint: 'Set TAKEHOME_REGISTRY to a registry that holds python:<version>-slim, or run as root on Debian or Ubuntu, where the image is built from packages.',
  });

/** The id of a version's image where one was made by the recipe of today, else null. Asks the engine and no one else. */
export const findPythonImage = async (
  python: string,
  { client, repository }: Pick<PythonSource, 'client' | 'repository'>,
): Promise<string | null> => {
  const found = await client.inspectImage(`${repository}:${python}`);
  return found?.labels[recipeLabel] === recipeDigest(python) ? found.id : null;
};

const make = async ({ python, waitingFor }: Ask, source: PythonSource): Promise<string> => {
  const { client, host, signal, repository } = source;
  const architecture = await architectureOf(client);
  const { web, index } = openNetwork(host);
  waitingFor(`uv from ${index.name}`);
  const uv = await fetchUv(index, { architecture, signal });
  const tag = `${repository}:${python}`;
  const order: BuildOrder = { python, tag, architecture, uv, host, signal, waitingFor };
  const reasons: string[] = [];
  for (const route of routes) {
    const reason = await route(order, { ...source, web });
    signal.throwIfAborted();
    const made = reason === null ? await findPythonImage(python, source) : null;
    if (made !== null) return made;
    reasons.push(reason ?? 'the engine did not keep what was built');
  }
  throw imageMissing(python, reasons);
};

/** Id of the image with a Python minor version: found, else pulled where a registry answers, else built from Debian packages. */
export const obtainPython = async (ask: Ask, source: PythonSource): Promise<string> =>
  (await findPythonImage(ask.python, source)) ?? (await make(ask, source));
