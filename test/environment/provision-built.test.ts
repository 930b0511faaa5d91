import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { thisProcess } from '../../harness/engine/host.ts';
import { buildLabelsOf } from '../../harness/sandbox/docker/labels.ts';
import { reapLeftovers } from '../../harness/sandbox/docker/reap.ts';
import { packFiles } from '../../harness/sandbox/docker/tar.ts';
import {
  engineOrSkip,
  openEngine,
  order,
  smallLimits,
  type TestEngine,
  testImage,
} from '../helpers/docker.ts';
import { base, building, requestOf } from './building.ts';
import { startIndex, wheel } from './package-index.ts';

describe.skipIf(await engineOrSkip())("a submission's own Dockerfile", () => {
  let engine: TestEngine;
  let build: ReturnType<typeof building>;
  beforeAll(async () => {
    engine = await openEngine();
    build = building(engine);
  });
  afterAll(() => engine[Symbol.asyncDispose]());

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
