import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisProcess } from '../../harness/engine/host.ts';
import type { Provisioned } from '../../harness/environment/provision.ts';
import type { BuildRequest } from '../../harness/environment/provision-built.ts';
import { buildLabelsOf } from '../../harness/sandbox/docker/labels.ts';
import { reapLeftovers } from '../../harness/sandbox/docker/reap.ts';
import { packFiles } from '../../harness/sandbox/docker/tar.ts';
import {
  engineOrSkip,
  leftovers,
  mebibyte,
  openEngine,
  order,
  smallLimits,
  type TestEngine,
  testImage,
} from '../helpers/docker.ts';
import { lacks } from '../helpers/needs.ts';
import { startRegistry } from '../helpers/registry.ts';
import { submission } from '../start/submission.ts';
import { startIndex, wheel } from './package-index.ts';
import { provisioning } from './provisioning.ts';

const base = `FROM ${testImage}`;
const noRegistryHere = await lacks('registry');
const bounds = { imageBytes: 500 * mebibyte, outputBytes: mebibyte, timeoutMs: 60_000 };

/** Nothing is asked for that is not here: this port has no registry. */
const noRegistry = 'localhost:1/';

type Files = Readonly<Record<string, string>>;

const requestOf = (files: Files, over: Partial<BuildRequest>): BuildRequest => ({
  label: 'test',
  files: Object.entries(files).map(([path, text]) => ({ path, text })),
  registry: noRegistry,
  limits: smallLimits,
  bounds,
  ...over,
});

describe.skipIf(await engineOrSkip())("a submission's own Dockerfile", () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine[Symbol.asyncDispose]());

  const build = async (
    files: Files,
    {
      index = null,
      ...over
    }: Partial<BuildRequest> & { index?: Awaited<ReturnType<typeof startIndex>> | null } = {},
  ): Promise<Provisioned> => {
    await using provision = provisioning(engine);
    return await provision(submission(files), { index, build: requestOf(files, over) });
  };
  const stopOf = async (dockerfile: string, over: Partial<BuildRequest> = {}) => {
    const { evidence, built, layer } = await build({ Dockerfile: dockerfile }, over);
    expect([built ?? null, layer]).toEqual([null, null]);
    expect(await leftovers(engine)).toEqual([]);
    return [evidence.resolve, evidence.install].find(({ outcome }) => outcome === 'failed');
  };

  test('one on Node is built too, and told as what it is', async () => {
    const { evidence, built } = await build({
      Dockerfile: 'FROM takehome/node:24\nCOPY . .\nEXPOSE 8000\nCMD ["node", "server.js"]\n',
      'package.json': '{"engines": {"node": ">=22"}}',
      'server.js': 'require("http").createServer((_, reply) => reply.end("{}")).listen(8000);',
    });
    expect(evidence).toMatchObject({
      install: { outcome: 'ok' },
      runtime: { name: 'node', asked: '>=22', used: '24' },
    });
    await using ground = built ?? expect.unreachable('nothing was built');
    expect(ground.start).toMatchObject({ ports: [8000] });
  });

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

  test('I11 what an image says of users, volumes, health and labels changes nothing for us', async () => {
    const before = (await engine.client.inspectImage(testImage))?.id;
    const Dockerfile = [
      base,
      `LABEL takehome.owner='{}' takehome.session=other takehome.build=other`,
      'WORKDIR /app',
      'COPY . .',
      'RUN test ! -e /var/run/docker.sock && test ! -e /run/docker.sock',
      'RUN echo made > made.txt && mkdir -p private && echo p > private/p && chmod -R 700 /app',
      'RUN ln -s /usr/lib/python3.13 data && ln -s /app/made.txt link.txt && ln made.txt hard.txt',
      'RUN cp /bin/sh /bin/rootsh && chmod 4755 /bin/rootsh',
      'VOLUME /app /data',
      'STOPSIGNAL SIGUSR1',
      'HEALTHCHECK --interval=1s CMD echo > /app/healthy',
      'ONBUILD RUN false',
      'ENV GREETING="hello there"',
      'EXPOSE 9000/udp 8123',
      'USER root',
      'CMD python3 -m http.server 8123',
    ].join('\n');
    const files = { Dockerfile, 'made.txt': 'committed', 'data/train.csv': 'rows' };
    const request = requestOf(files, {});
    // As it is without the build: the folder of the drawn data is there, and the image has a link in its place.
    const { evidence, image, built } = await build(
      { ...files },
      { files: request.files.filter(({ path }) => path !== 'data/train.csv') },
    );
    expect(evidence).toMatchObject({
      resolve: { outcome: 'ok' },
      install: { outcome: 'ok' },
      runtime: { used: '3.13' },
      built: { dockerfile: 'Dockerfile', bases: [testImage] },
    });
    await using ground = built ?? expect.unreachable('nothing was built');
    expect(ground.start).toMatchObject({ ports: [8123], outside: null });
    expect(image).toBe(before);
    expect((await engine.client.inspectImage(testImage))?.id).toBe(before);
    const folders = new Set(['data']);
    await using box = await engine.provider.open({
      label: 'test',
      image,
      built: { ...ground, folders },
      limits: smallLimits,
      layer: null,
      env: {},
    });
    await box.put(request.files);
    const look =
      'id -u; /bin/rootsh -p -c "id -u"; cat made.txt /app/link.txt private/p; echo; echo "$GREETING"; ls -d data /app/data/train.csv; touch /usr/x; touch /app/new && ls new; sleep 2; ls healthy';
    const { stdout, stderr } = await box.exec(order(look));
    expect(stdout.split('\n')).toEqual([
      '10001',
      '10001',
      'committedcommittedp',
      '',
      'hello there',
      '/app/data/train.csv',
      'data',
      'new',
      '',
    ]);
    expect(stderr).toMatch(/Read-only file system/);
    expect(await engine.client.listVolumes(engine.label)).toHaveLength(1);
  });

  test('training at build time keeps its model, and commands run with what was installed from the index', async () => {
    await using index = await startIndex({ files: [wheel({ name: 'alpha', version: '7.0' })], tls: true });
    const Dockerfile = [
      `${base} AS wheels`,
      'RUN uv pip install --system --break-system-packages --target /packages alpha',
      base,
      'COPY --from=wheels /packages /packages',
      'ENV PYTHONPATH=/packages',
      'WORKDIR /srv/model',
      'COPY data data',
      'RUN wc -l < data/train.csv > model.txt',
      'ENTRYPOINT ["python3", "-c"]',
      'CMD ["import alpha; print(alpha.version, open(\'/srv/model/model.txt\').read())"]',
    ].join('\n');
    const files = { Dockerfile, 'data/train.csv': 'a\nb\nc\n' };
    const { evidence, image, built } = await build(files, { index });
    expect(evidence.install).toMatchObject({ outcome: 'ok', line: null });
    expect(evidence.built?.given).toContain('certificate authorities');
    await using ground = built ?? expect.unreachable('nothing was built');
    await using box = await engine.provider.open({
      label: 'test',
      image,
      built: ground,
      limits: smallLimits,
      layer: null,
      env: {},
    });
    const [program = '', ...args] = ground.start.launch;
    const { stdout } = await box.exec(
      order(
        'exec "$0" "$@"'.replace(
          '"$0" "$@"',
          [program, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' '),
        ),
      ),
    );
    expect(stdout).toBe('7.0 3\n\n');
  });

  test('images go with their session, and those of a dead one with the next', async () => {
    const { session, living } = thisProcess();
    const dead = { ...session, session: crypto.randomUUID(), boot: 'an earlier one' };
    const mark = crypto.randomUUID();
    const labels = { ...buildLabelsOf(dead, mark) };
    const text = `${base}\nRUN true\nLABEL takehome.owner=none\nRUN true\n`;
    const tag = `takehome/built:${mark}`;
    await engine.client.buildImage(packFiles([{ path: 'Dockerfile', text }], { uid: 0, gid: 0 }), {
      t: tag,
      labels,
      onProgress: () => {},
    });
    expect(await engine.client.listImages(`takehome.build=${mark}`)).not.toEqual([]);
    await reapLeftovers(engine.client, { self: session, living });
    expect(await engine.client.inspectImage(tag)).toBeNull();
    expect(await engine.client.listImages(`takehome.build=${mark}`)).toEqual([]);
  });
});
