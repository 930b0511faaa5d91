import { readFileSync } from 'node:fs';
import { readIndexConfig } from '../../harness/environment/index-config.ts';
import {
  type Provisioned,
  type ProvisionRequest,
  provisionEnvironment,
} from '../../harness/environment/provision.ts';
import type { Images, IndexConfig, VersionedImages } from '../../harness/environment/types.ts';
import type { Runtime } from '../../harness/evidence/environment.ts';
import type { StartInput } from '../../harness/start/types.ts';
import type { TestEngine } from '../helpers/docker.ts';
import type { PackageIndex } from './package-index.ts';

const pem = '/authority.pem';

type Options = Partial<Pick<ProvisionRequest, 'bounds' | 'signal' | 'build'>> & {
  readonly index: PackageIndex | null;
  readonly images?: Images;
};

/** Images that are there already: what a grading finds on a machine that was used before. */
export const readyImages = ({ client }: TestEngine, python: readonly string[]): Images => {
  const there = (runtime: Runtime, offered: readonly string[]): VersionedImages => ({
    offered,
    async ensure(version) {
      const image = await client.inspectImage(`takehome/${runtime}:${version}`);
      if (!image) throw new Error(`no image with ${runtime} ${version}`);
      return image.id;
    },
  });
  return { python: there('python', python), node: there('node', ['24']) };
};

/** The operator's own settings, as they stand on this machine. */
export const operatorsIndex = (): IndexConfig =>
  readIndexConfig({ env: process.env, home: process.env.HOME ?? '/', readFile: readText });

/** The operator's own settings where there is no index of the test's. */
const indexOf = (index: PackageIndex | null): IndexConfig => {
  if (index === null) return operatorsIndex();
  const env = { PIP_INDEX_URL: index.url, ...(index.authority === null ? {} : { PIP_CERT: pem }) };
  return readIndexConfig({
    env,
    home: '/nowhere',
    readFile: (path) => (path === pem ? index.authority : null),
  });
};

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

export type Provisioning = AsyncDisposable & ((input: StartInput, options: Options) => Promise<Provisioned>);

/** Provisions on a real engine, and removes the layers that it made. */
export const provisioning = (engine: TestEngine): Provisioning => {
  const keys = new Set<string>();
  const provider: ProvisionRequest['provider'] = {
    ...engine.provider,
    buildLayer: (options) => {
      keys.add(options.key);
      return engine.provider.buildLayer(options);
    },
  };
  const provision = (
    input: StartInput,
    { index, images = readyImages(engine, ['3.13']), ...rest }: Options,
  ): Promise<Provisioned> =>
    provisionEnvironment({
      ...input,
      provider,
      images,
      index: indexOf(index),
      signal: AbortSignal.timeout(300_000),
      waitingFor: () => {},
      now: () => performance.now(),
      ...rest,
    });
  return Object.assign(provision, {
    [Symbol.asyncDispose]: async () => {
      for (const key of keys) await engine.client.removeVolume(`takehome-layer-${key}`).catch(() => {});
    },
  });
};
