import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BuildRequest } from '../../harness/environment/provision-built.ts';
import { engineOrSkip, leftovers, openEngine, smallLimits, type TestEngine } from '../helpers/docker.ts';
import { lacks } from '../helpers/needs.ts';
import { startRegistry } from '../helpers/registry.ts';
import { base, bounds, building } from './building.ts';

const noRegistryHere = await lacks('registry');

describe.skipIf(await engineOrSkip())("a submission's own Dockerfile", () => {
  let engine: TestEngine;
  let build: ReturnType<typeof building>;
  beforeAll(async () => {
    engine = await openEngine();
    build = building(engine);
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  const stopOf = async (dockerfile: string, over: Partial<BuildRequest> = {}) => {
    const { evidence, built, layer } = await build({ Dockerfile: dockerfile }, over);
    expect([built ?? null, layer]).toEqual([null, null]);
    expect(await leftovers(engine)).toEqual([]);
    return [evidence.resolve, evidence.install].find(({ outcome }) => outcome === 'failed');
  };

  test.each<[string, string, object]>([
    [
      'a step that fails, with its last words',
      'RUN echo "no such wheel" >&2; exit 3',
      { name: 'install', cause: { kind: 'build-step', exitCode: 3 }, line: 'no such wheel' },
    ],
    [
      'a step that wants more memory',
      `RUN python3 -c 'bytearray(10**10); bytearray(10**9)' || python3 -c 'x = [b"x" * 10**6 for _ in range(10**4)]'`,
      { cause: { kind: 'out-of-memory' } },
    ],
    ['a step that prints without end', 'RUN yes', { cause: { kind: 'output-limit' }, line: 'RUN yes' }],
    [
      'a step that writes without end',
      'LABEL takehome.build=other takehome.session=other\nRUN i=0; while dd if=/dev/zero of=/f$i bs=1M count=200; do i=$((i+1)); done; sleep 60',
      { cause: { kind: 'too-big' } },
    ],
    [
      'a mount, which needs BuildKit',
      'RUN --mount=type=bind,source=.,target=/x true',
      { cause: { kind: 'not-buildable', because: expect.stringContaining('BuildKit') } },
    ],
    ['a here-document', 'RUN <<EOF\ntrue\nEOF', { cause: { kind: 'not-buildable' } }],
    [
      'an instruction that is none',
      'RUM true',
      { cause: { kind: 'not-buildable', because: expect.stringContaining('RUM') } },
    ],
    [
      'a file that is not there',
      'COPY nothing /x',
      { cause: { kind: 'not-buildable', because: expect.stringContaining('nothing') } },
    ],
  ])('%s is evidence', async (_, step, expected) => {
    expect(await stopOf(`${base}\n${step}\n`)).toMatchObject(expected);
  });

  test('a step without end stops at its deadline', async () => {
    const stopped = await stopOf(`${base}\nRUN sleep 600\n`, { bounds: { ...bounds, timeoutMs: 5_000 } });
    expect(stopped).toMatchObject({ cause: { kind: 'timed-out', limitMs: 5_000 }, line: 'RUN sleep 600' });
  });

  test.each([
    ['FROM scratch\nCOPY Dockerfile /\nCMD ["/Dockerfile"]\n'],
    [`${base}\nRUN rm -rf /work && touch /work\n`],
  ])('an image in which no command can run is evidence: %j', async (dockerfile) => {
    expect(await stopOf(dockerfile)).toMatchObject({
      cause: { kind: 'not-buildable' },
    });
  });

  test('a working folder larger than the sandbox is evidence', async () => {
    const big = 'WORKDIR /app\nRUN head -c 40000000 /dev/urandom > model.bin';
    expect(await stopOf(`${base}\n${big}\n`)).toMatchObject({
      cause: { kind: 'too-big', limitBytes: smallLimits.diskBytes },
    });
  });

  test('a registry that does not answer is a fault of the environment', async () => {
    await expect(build({ Dockerfile: 'FROM takehome-has-none/such:1\n' })).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      blame: 'environment',
    });
  });

  describe.skipIf(noRegistryHere)('with a registry', () => {
    test.each([
      ['a name that it does not know', 'nobody/nothing:1'],
      ["a registry of the candidate's that leads nowhere", 'localhost:1/nothing:1'],
    ])('%s is evidence', async (_, name) => {
      await using registry = await startRegistry();
      expect(await stopOf(`FROM ${name}\n`, { registry: `${registry.host}/` })).toMatchObject({
        name: 'resolve',
        cause: { kind: 'image-missing', image: name },
      });
    });
  });
});
