import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisProcess } from '../../harness/engine/host.ts';
import { workshopSpec } from '../../harness/sandbox/docker/hostconfig.ts';
import { labelsOf } from '../../harness/sandbox/docker/labels.ts';
import type { Workshop } from '../../harness/sandbox/types.ts';
import {
  engineOrSkip,
  forgetLayers,
  openEngine,
  order,
  smallBox,
  type TestEngine,
  testImage,
} from '../helpers/docker.ts';

const run = (workshop: Workshop, shell: string) =>
  workshop.run({ command: ['sh', '-c', shell], env: {}, timeoutMs: 20_000 });

describe.skipIf(await engineOrSkip())('a layer', () => {
  let engine: TestEngine;
  const keys: string[] = [];
  const newKey = (): string => {
    const key = `test-${crypto.randomUUID()}`;
    keys.push(key);
    return key;
  };
  const build = (key: string, work: (workshop: Workshop) => Promise<unknown>) =>
    engine.provider.buildLayer({ key, image: testImage, env: { SECRET: 'of the operator' }, build: work });

  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(async () => {
    await forgetLayers(engine, keys);
    await engine?.[Symbol.asyncDispose]();
  });

  test('is read-only for the commands that use it, and holds nothing that the workshop was given', async () => {
    const layer = await build(newKey(), async (workshop) => {
      const given = await workshop.put([{ path: 'netrc', text: 'password' }]);
      const seen = await run(
        workshop,
        `cat ${given}/netrc; echo " $SECRET"; echo fine > ${workshop.path}/file`,
      );
      return seen.stdout;
    });
    expect(layer.record).toBe('password of the operator\n');
    await using box = await engine.provider.open({ ...smallBox, layer });
    const seen = await box.exec(
      order(
        `cat ${layer.path}/file; echo x > ${layer.path}/file; rm -rf ${layer.path}; ls -a ${layer.path} /env; env`,
      ),
    );
    expect(seen.stdout).toMatch(/^fine\n/);
    expect(seen.stdout).not.toMatch(/operator|password|cache/);
    expect(seen.stderr).toContain('Read-only file system');
  });

  test('of a failed build leaves no files', async () => {
    const key = newKey();
    const failing = build(key, async (workshop) => {
      await run(workshop, `mkdir ${workshop.path}/half-built`);
      throw new Error('interrupted');
    });
    await expect(failing).rejects.toThrow('interrupted');
    const other = await build(newKey(), async (workshop) => run(workshop, `ls ${workshop.path}/..`));
    expect(other.record).toMatchObject({ stdout: expect.not.stringContaining(key) });
  });

  test('is built although a builder died while it held the lock', async () => {
    const key = newKey();
    const dead = { ...thisProcess().session, session: 'dead', pid: 2 ** 22 + 1 };
    const labels = labelsOf(dead, { label: key, purpose: 'workshop' });
    const name = `takehome-build-${key}`;
    await engine.client.createContainer(
      workshopSpec({ image: testImage, name, cacheVolume: 'takehome-cache', labels }),
    );
    expect((await build(key, async () => 'built')).record).toBe('built');
  });

  test('may link files from the cache that all layers share', async () => {
    const layer = await build(newKey(), async (workshop) => {
      const file = `${workshop.cache}/test-file`;
      const linked = await run(
        workshop,
        `echo x > ${file}; ln ${file} ${workshop.path}/ && stat -c %h ${file}; rm ${file}`,
      );
      return linked.stdout;
    });
    expect(layer.record).toBe('2\n');
  });

  test('a command of the workshop ends at its time limit', async () => {
    const layer = await build(newKey(), (workshop) =>
      workshop.run({ command: ['sleep', '60'], env: {}, timeoutMs: 1_000 }),
    );
    expect(layer.record).toMatchObject({ ending: 'timed-out', exitCode: null });
  });

  test.each(['', '../x', 'a/b', 'A', '.cache', 'a b'])(
    'has a name that is safe in a path: not %j',
    async (key) => {
      await expect(build(key, async () => null)).rejects.toMatchObject({ code: 'LAYER_KEY_UNSAFE' });
    },
  );
});
