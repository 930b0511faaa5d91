import { createHash } from 'node:crypto';
import { HarnessError } from '../errors.ts';
import type { IndexClient } from './index-client.ts';
import { unzipOne } from './unzip.ts';

/** Machine architectures as the engine names them. */
export type Architecture = 'x86_64' | 'aarch64';

type Wheel = { readonly file: string; readonly sha256: string };
type UvRelease = {
  readonly version: string;
  readonly wheels: Readonly<Record<Architecture, Wheel>>;
};

/** Digests as published at https://pypi.org/simple/uv/: whatever index serves the file, it is this file. */
export const uvRelease: UvRelease = {
  version: '0.13.8',
  wheels: {
    x86_64: {
      file: 'uv-0.13.8-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
      sha256: 'e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984',
    },
    aarch64: {
      file: 'uv-0.13.8-py3-none-manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64.whl',
      sha256: '0b3e8b1a4f5e405e31e2ff33de8af4744831e9f7338539671efbd8c3c94e791d',
    },
  },
};

const unavailable = (message: string, cause?: unknown): HarnessError =>
  new HarnessError({
    code: 'INDEX_UNREACHABLE',
    message,
    hint: 'Point PIP_INDEX_URL at an index that serves uv, and PIP_CERT at its certificate authority.',
    cause,
  });

/** The `uv` executable for a Linux machine, from the operator's package index. Rejects with INDEX_UNREACHABLE. */
export const fetchUv = async (
  index: IndexClient,
  { architecture, signal }: { readonly architecture: Architecture; readonly signal: AbortSignal },
): Promise<Buffer> => {
  const wheel = uvRelease.wheels[architecture];
  const archive = await index.file({ project: 'uv', file: wheel.file, signal }).catch((cause: unknown) => {
    throw unavailable(`The package index ${index.name} did not give ${wheel.file}.`, cause);
  });
  const digest = createHash('sha256').update(archive).digest('hex');
  if (digest !== wheel.sha256) {
    throw unavailable(`The package index ${index.name} serves another file under the name ${wheel.file}.`);
  }
  return unzipOne(archive, `uv-${uvRelease.version}.data/scripts/uv`);
};
