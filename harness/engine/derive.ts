import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import type { DockerClient } from '../sandbox/docker/client.ts';
import { finishScript, imageEnv, installScript, pythonCheck, recipeDigest, recipeLabel } from './recipe.ts';
import type { Registry } from './registry.ts';
import type { BuildOrder, Env } from './types.ts';

/** `ENV` and `LABEL` as the engine takes them, in a Dockerfile and beside an import alike. */
export const imageSettings = (python: string): readonly string[] => [
  ...Object.entries(imageEnv).map(([name, value]) => `ENV ${name}=${value}`),
  `LABEL ${recipeLabel}=${recipeDigest(python)}`,
];

const dockerfile = (python: string, base: string): string =>
  [
    `FROM ${base}`,
    'USER 0:0',
    // Before anything is added: what a build leaves that stops here has no size.
    `RUN ${pythonCheck(python)}`,
    'COPY uv /usr/local/bin/uv',
    'COPY install.sh finish.sh /root/',
    'RUN sh /root/install.sh && sh /root/finish.sh && rm /root/install.sh /root/finish.sh',
    ...imageSettings(python),
    '',
  ].join('\n');

const context = ({ python, uv }: BuildOrder, base: string): Readable => {
  const tar = pack();
  tar.entry({ name: 'Dockerfile' }, dockerfile(python, base));
  tar.entry({ name: 'install.sh' }, installScript);
  tar.entry({ name: 'finish.sh' }, finishScript(python));
  tar.entry({ name: 'uv', mode: 0o755 }, uv);
  tar.finalize();
  return Readable.from(tar);
};

/** Build arguments that an engine knows without being told, and keeps out of the image's history. */
const proxyArguments = (env: Env): Record<string, string> => {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
};

/** Pulls `python:<minor>-slim` and makes the same image from it as Debian's packages give. */
export const deriveFromRegistry = async (
  order: BuildOrder,
  { client, registry }: { readonly client: DockerClient; readonly registry: Registry },
): Promise<void> => {
  const base = registry.reference(order.python);
  order.waitingFor(`${base} from ${registry.name}`);
  await client.pullImage(base, () => {});
  order.waitingFor(`the image for Python ${order.python}`);
  await client.buildImage(context(order, base), {
    t: order.tag,
    buildargs: proxyArguments(order.host.env),
    forcerm: true,
    onProgress: () => {},
  });
};
