import type { Provisioned } from '../../harness/environment/provision.ts';
import type { BuildRequest } from '../../harness/environment/provision-built.ts';
import { mebibyte, smallLimits, type TestEngine, testImage } from '../helpers/docker.ts';
import { submission } from '../start/submission.ts';
import type { PackageIndex } from './package-index.ts';
import { provisioning } from './provisioning.ts';

export const base = `FROM ${testImage}`;
export const bounds = { imageBytes: 500 * mebibyte, outputBytes: mebibyte, timeoutMs: 60_000 };

/** Nothing is asked for that is not here: this port has no registry. */
const noRegistry = 'localhost:1/';

type Files = Readonly<Record<string, string>>;

export const requestOf = (files: Files, over: Partial<BuildRequest>): BuildRequest => ({
  label: 'test',
  files: Object.entries(files).map(([path, text]) => ({ path, text })),
  registry: noRegistry,
  limits: smallLimits,
  bounds,
  ...over,
});

type Options = Partial<BuildRequest> & { readonly index?: PackageIndex | null };

/** Builds a submission's own Dockerfile, and removes the layers that were made beside it. */
export const building =
  (engine: TestEngine) =>
  async (files: Files, { index = null, ...over }: Options = {}): Promise<Provisioned> => {
    await using provision = provisioning(engine);
    return await provision(submission(files), { index, build: requestOf(files, over) });
  };
