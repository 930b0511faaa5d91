import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../../harness/commands/kept-dossier.ts';
import { connect } from '../../harness/sandbox/docker/client.ts';
import type { Dossier } from '../../harness/types.ts';
import { gradeFrom, takehome } from '../helpers/cli.ts';
import { engineOrSkip, testImage } from '../helpers/docker.ts';
import { openBench } from '../helpers/grading.ts';
import { predictingProgram } from '../helpers/service.ts';

const files: Readonly<Record<string, string>> = {
  'README.md': '# Churn\n',
  'train.py': 'open("/srv/app/model.txt", "w").write(str(len(open("data/train.csv").readlines())))\n',
  'serve.py': `assert int(open("/srv/app/model.txt").read()) > 1000\n${predictingProgram('pass')}`,
  Dockerfile: [
    `FROM ${testImage}`,
    'WORKDIR /srv/app',
    'COPY . .',
    'RUN python3 train.py',
    'ENV PORT=8765',
    'EXPOSE 8765',
    'CMD ["python3", "serve.py"]',
    '',
  ].join('\n'),
};

describe.skipIf(await engineOrSkip())('--build-dockerfile', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let source = '';

  beforeAll(async () => {
    bench = await openBench();
    source = join(bench.folder, 'source');
    await mkdir(source);
    for (const [path, text] of Object.entries(files)) await writeFile(join(source, path), text);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it('trains, serves and measures in the image that was built, says so, and leaves none', async () => {
    const client = connect({ host: process.env.DOCKER_HOST ?? null });
    const ours = (await client.inspectImage(testImage))?.id;
    const out = join(bench.folder, 'built');
    const result = await takehome(['grade', source, '--out', out, '--json', '--build-dockerfile']);
    expect(gradeFrom(result).faults).toEqual([]);
    const dossier: Dossier = JSON.parse(await readFile(join(out, 'dossier.json'), 'utf8'));
    const { header } = dossier;
    expect(dossier.environment).toMatchObject({ value: { built: { dockerfile: 'Dockerfile' } } });
    expect(dossier.serving).toMatchObject({
      value: { port: 8765, predict: { outcome: 'ok' }, attempts: [{ command: { source: 'dockerfile' } }] },
    });
    expect(dossier.service).toMatchObject({ state: 'gathered' });
    expect(dossier.shuffled).toMatchObject({ value: { outcome: 'measured' } });
    const { sandbox: ran } = header;
    if (!ran) throw new Error('it ran in a sandbox');
    expect(ran.image).not.toBe(ours);
    expect(await client.inspectImage(ran.image)).toBeNull();
    const { dockerfile: _, ...sandbox } = ran;
    expect(keyOf({ ...header, sandbox }).sandbox).not.toBe(keyOf(header).sandbox);
    const report = await readFile(join(out, 'report.html'), 'utf8');
    expect(report).toMatch(/Dockerfile was built.*with a network on/);
    expect(report).toContain('--build-dockerfile');
  }, 300_000);

  it('is refused where no engine could do it', async () => {
    const { code, stderr } = await takehome(['grade', source, '--sandbox', 'local', '--build-dockerfile']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/BUILD_NEEDS_ENGINE: .+\n {2}\S/)]);
  });
});
