import { cp, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repositoryRoot } from './helpers/cli.ts';

const node = (...args: readonly string[]) => execa(process.execPath, args, { cwd: repositoryRoot });
const launcher = 'harness/launch.cjs';
const plain = 'challenges/churn/reference/plain';

describe('the bundle', () => {
  let folder = '';
  beforeAll(async () => {
    await mkdir(join(repositoryRoot, '.cache'), { recursive: true });
    folder = await mkdtemp(join(repositoryRoot, '.cache', 'bundle-'));
    await node('harness/build.ts', join(folder, 'dist'));
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const bundle = () => [launcher, join(folder, 'dist', 'cli.cjs')];

  test('gathers what the sources gather, under the same identity', async () => {
    const written = async (program: readonly string[], out: string) => {
      await node(...program, 'inspect', plain, '--challenge', 'churn', '--out', join(folder, out));
      const { header, ...evidence } = JSON.parse(await readFile(join(folder, out, 'dossier.json'), 'utf8'));
      return { evidence, harness: header.harness, challenge: header.challenge };
    };
    const bundled = await written(bundle(), 'bundled');
    expect(bundled).toEqual(await written(['harness/cli.ts'], 'sources'));
    expect(JSON.stringify(bundled.evidence)).toContain('"python"');
  });

  test('writes the report that the sources write', async () => {
    const written = async (program: readonly string[], out: string) => {
      await node(...program, 'regrade', join(folder, 'bundled'), '--out', join(folder, out));
      const [run = ''] = await readdir(join(folder, out));
      return readFile(join(folder, out, run, 'report.html'), 'utf8');
    };
    const bundled = await written(bundle(), 'bundled-again');
    expect(bundled).toBe(await written(['harness/cli.ts'], 'sources-again'));
    expect(bundled).toMatch(/<\/html>\s*$/);
  });

  test('has `using` written out, which the oldest Node does not know', async () => {
    const files = (await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.cjs'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, 'dist', name), 'utf8')));
    expect(texts.join('\n')).toContain('asyncDispose');
    expect(texts.join('\n')).not.toMatch(/^\s*(await )?using \w+ =/m);
  });

  test('is read as Latin-1, whatever its sources hold', async () => {
    const files = (await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.cjs'));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, 'dist', name), 'utf8')));
    expect(/[\u0080-\uffff]/.test(texts.join(''))).toBe(false);
    expect(texts.join('')).toContain('\\u2026');
  });

  test('says last of all what it was made from', async () => {
    const made = JSON.parse(await readFile(join(folder, 'dist', 'sources.json'), 'utf8'));
    expect(made).toEqual(
      expect.arrayContaining(['harness/checks/index.ts', 'harness/launch.cjs', 'reports/templates.ts']),
    );
  });

  test.each(['cli', 'child', 'rules-child'])('has the functions of %s compiled', async (name) => {
    const compiled = await readFile(join(folder, 'dist', `${name}.cjs.${name}.compiled`));
    expect(compiled.length).toBeGreaterThan(1_000);
  });
});

describe('launch.cjs', () => {
  let folder = '';
  const source = (word: string) => `const say = () => process.stdout.write('${word}');\nsay();\n`;
  const program = () => join(folder, 'child.cjs');
  const run = async (...args: readonly string[]) => (await node(...args, program())).stdout;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'takehome-launch-'));
    await writeFile(program(), source('one'));
    await run(launcher, '--keep');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('runs what was compiled, which V8 tells from its source by the length of that alone', async () => {
    await writeFile(program(), source('two'));
    expect(await run(launcher)).toBe('one');
    expect(await run('--max-old-space-size=300', '--permission', '--allow-fs-read=*', launcher)).toBe('one');
  });

  test.each([
    ['another source', (compiled: Buffer) => compiled, 'three'],
    ['half of it', (compiled: Buffer) => compiled.subarray(0, compiled.length / 2), 'two'],
    ['nothing', () => Buffer.alloc(0), 'two'],
    ['something else', () => Buffer.from('no code of V8, '.repeat(100)), 'two'],
  ])('compiles anew where what was compiled is of %s', async (_, spoil, word) => {
    const path = `${program()}.child.compiled`;
    const compiled = await readFile(path);
    await writeFile(program(), source(word));
    await writeFile(path, spoil(compiled));
    expect(await run(launcher)).toBe(word);
    await writeFile(path, compiled);
  });

  test('leaves nothing behind unless it is asked to', async () => {
    await rm(`${program()}.child.compiled`);
    expect(await run(launcher)).not.toBe('');
    expect(await readdir(folder)).toEqual(['child.cjs']);
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
    await cp(join(repositoryRoot, launcher), at(launcher));
    for (const name of ['takehome.js', 'launch.cjs']) await utimes(at('harness', name), 60, 60);
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

  const sources = ['harness/cli.ts', 'harness/checks/one.ts', 'reports/render.ts'];

  test('runs the sources where nothing was bundled, or not to its end', async () => {
    expect(await run()).toBe('sources');
    await file('dist/cli.cjs', "process.stdout.write('bundle');", 1);
    expect(await run()).toBe('sources');
  });

  test('runs the bundle that is as new as every source', async () => {
    await file('dist/sources.json', JSON.stringify(sources), 1);
    expect(await run()).toBe('bundle');
  });

  test.each(['harness/checks/one.ts', 'reports/render.ts'])(
    'runs the sources again once %s changed, or is gone',
    async (changed) => {
      await file(changed, '', 2);
      expect(await run()).toBe('sources');
      await rm(at(changed));
      expect(await run()).toBe('sources');
      await file(changed, '', 1);
      expect(await run()).toBe('bundle');
    },
  );
});
