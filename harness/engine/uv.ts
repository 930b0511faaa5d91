import type { IndexClient } from './index-client.ts';
import { unzipOne } from './unzip.ts';
import { fetchWheel, type WheelOrder, type WheelRelease } from './wheel.ts';

/** Digests as published at https://pypi.org/simple/uv/. */
export const uvRelease: WheelRelease = {
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

/** The `uv` executable for a Linux machine, from the operator's package index. Rejects with INDEX_UNREACHABLE. */
export const fetchUv = async (
  index: IndexClient,
  order: Pick<WheelOrder, 'architecture' | 'signal'>,
): Promise<Buffer> => {
  const wheel = await fetchWheel(index, { project: 'uv', release: uvRelease, ...order });
  return unzipOne(wheel, `uv-${uvRelease.version}.data/scripts/uv`);
};
