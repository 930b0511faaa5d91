import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from './helpers/cli.ts';

const node = (...args: readonly string[]) => execa(process.execPath, args, { cwd: repositoryRoot });
const plain = 'challenges/churn/reference/plain';

describe('the bundle', () => {
  let folder = '';
  beforeAll(async () => {
    await mkdir(join(repositoryRoot, '.cache'), { recursive: true });
    folder = await mkdtemp(join(repositoryRoot, '.cache', 'bundle-'));
    await node('harness/build.ts', join(folder, 'dist'));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('gathers what the sources gather, under the same identity', async () => {
    const written = async (program: string, out: string) => {
      await node(program, 'inspect', plain, '--challenge', 'churn', '--out', join(folder, out));
      const { header, ...evidence } = JSON.parse(await readFile(join(folder, out, 'dossier.json'), 'utf8'));
      return { evidence, harness: header.harness, challenge: header.challenge };
    };
    const bundled = await written(join(folder, 'dist', 'cli.js'), 'bundled');
    expect(bundled).toEqual(await written('harness/cli.ts', 'sources'));
    expect(JSON.stringify(bundled.evidence)).toContain('"python"');
  });

  test('writes the report that the sources write', async () => {
    const written = async (program: string, out: string) => {
      await node(program, 'regrade', join(folder, 'bundled'), '--out', join(folder, out));
      const [run = ''] = await readdir(join(folder, out));
      return readFile(join(folder, out, run, 'report.html'), 'utf8');
    };
    const bundled = await written(join(folder, 'dist', 'cli.js'), 'bundled-again');
    expect(bundled).toBe(await written('harness/cli.ts', 'sources-again'));
    expect(bundled).toMatch(/<\/html>\s*$/);
  });

  test('has `using` written out, which the oldest Node does not know', async () => {
    const files = (await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.js'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, 'dist', name), 'utf8')));
    expect(texts.join('\n')).toContain('asyncDispose');
    expect(texts.join('\n')).not.toMatch(/^\s*(await )?using \w+ =/m);
  });
});

describe('takehome.js', () => {
  let root = '';
  const at = (...parts: readonly string[]) => join(root, ...parts);
  const file = async (path: string, text: string, minute: number) => {
    await writeFile(at(path), text);
    await utimes(at(path), minute * 60, minute * 60);
  };
  const run = async () => (await node(at('harness', 'takehome.js'))).stdout;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'takehome-start-'));
    for (const folder of ['harness/checks', 'reports', 'dist']) await mkdir(at(folder), { recursive: true });
    await file('package.json', '{"type":"module"}', 1);
    await cp(join(repositoryRoot, 'harness', 'takehome.js'), at('harness', 'takehome.js'));
    await utimes(at('harness', 'takehome.js'), 60, 60);
    await file('harness/cli.ts', "process.stdout.write('sources' as string);", 1);
    await file('harness/checks/one.ts', '', 1);
    await file('reports/render.ts', '', 1);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  test('says which Node it needs, to one that is older', async () => {
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.18.0'}})`;
    const result = await execa(process.execPath, ['--import', older, at('harness', 'takehome.js')], {
      reject: false,
    });
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain('needs Node 22.19 or newer, and this is 22.18.0');
  });

  test('runs the sources where nothing was bundled', async () => {
    expect(await run()).toBe('sources');
  });

  test('runs the bundle that is as new as every source', async () => {
    await file('dist/cli.js', "process.stdout.write('bundle');", 1);
    expect(await run()).toBe('bundle');
  });

  test.each(['harness/checks/one.ts', 'reports/render.ts'])(
    'runs the sources again once %s changed',
    async (changed) => {
      await file(changed, '', 2);
      expect(await run()).toBe('sources');
      await file(changed, '', 1);
      expect(await run()).toBe('bundle');
    },
  );
});
