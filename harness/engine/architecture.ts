import { HarnessError } from '../errors.ts';
import type { DockerClient } from '../sandbox/docker/client.ts';

/** Machine architectures as the engine names them. */
export type Architecture = 'x86_64' | 'aarch64';

const architectures: Readonly<Record<string, Architecture>> = {
  x86_64: 'x86_64',
  amd64: 'x86_64',
  aarch64: 'aarch64',
  arm64: 'aarch64',
};

/** What the engine's machine is. Rejects with ARCHITECTURE_UNSUPPORTED. */
export const architectureOf = async (client: DockerClient): Promise<Architecture> => {
  const { Architecture: name } = await client.info();
  const known = architectures[String(name)];
  if (known) return known;
  throw new HarnessError({
    code: 'ARCHITECTURE_UNSUPPORTED',
    message: `The engine runs on ${String(name)}, for which uv is not published.`,
    hint: 'Point DOCKER_HOST at an engine on x86_64 or aarch64.',
  });
};
