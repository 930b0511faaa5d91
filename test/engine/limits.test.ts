import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { limitDiagnoses } from '../../harness/engine/diagnose-limits.ts';
import { connectTo } from '../../harness/engine/ensure.ts';
import { findEngine } from '../../harness/engine/find.ts';
import { thisHost } from '../../harness/engine/host.ts';
import { openImages } from '../../harness/engine/images.ts';
import { lacks } from '../helpers/needs.ts';

const script = new URL('../../harness/engine/limits-probe.py', import.meta.url);

describe.skipIf(await lacks('engine'))('the probe of the doctor', () => {
  it('sees no limit hold in a container that has none', async () => {
    const host = thisHost(process.env);
    const { address } = await findEngine(host);
    const client = await connectTo(address ?? '', host);
    const images = openImages({ client, host, signal: AbortSignal.timeout(240_000) });
    const image = await images.python.ensure('3.13', () => {});
    const probe = await readFile(script, 'utf8');
    const container = await client.createContainer({
      Image: image,
      Cmd: ['sh', '-c', 'mkdir /work && exec python3 -I -c "$0" 16 4 16', probe],
      HostConfig: { SecurityOpt: ['seccomp=unconfined'], Ulimits: [{ Name: 'fsize', Soft: -1, Hard: -1 }] },
    });
    try {
      await client.startContainer(container);
      expect(await client.waitContainer(container, { ms: 100_000 })).toBe(0);
      const { stdout } = await client.logs(container);
      const [uv, ...limits] = limitDiagnoses(JSON.parse(stdout));
      expect(uv?.status).toBe('ok');
      expect(limits.filter(({ status }) => status !== 'fail')).toEqual([]);
    } finally {
      await client.removeContainer(container);
    }
  });
});
