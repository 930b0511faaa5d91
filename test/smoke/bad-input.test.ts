import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takehome } from '../helpers/cli.ts';

let folder = '';
let out = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-input-'));
  out = join(folder, 'out');
  await mkdir(join(folder, 'nothing'));
  await mkdir(join(folder, 'plain'));
  await writeFile(join(folder, 'plain', 'README.md'), '# hello\n');
  await writeFile(
    join(folder, 'typo.yaml'),
    'id: mine\nversion: 1.0.0\ntitel: Mine\ncriteria:\n  - id: serving\n    title: Serving\n    weight: heavy\n    checks:\n      - { id: serving-startz }\n',
  );
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const cases: readonly (readonly [string, () => readonly string[], string, RegExp])[] = [
  [
    'an unknown challenge',
    () => [join(folder, 'plain'), '--challenge', 'chrn'],
    'UNKNOWN_CHALLENGE',
    /Did you mean "churn"/,
  ],
  [
    'an unknown rubric',
    () => [join(folder, 'plain'), '--rubric', 'ml-enginer'],
    'UNKNOWN_RUBRIC',
    /Did you mean "ml-engineer"/,
  ],
  ['a source that is not there', () => [join(folder, 'nowhere')], 'SOURCE_NOT_FOUND', /./],
  ['a folder with nothing in it', () => [join(folder, 'nothing')], 'SOURCE_EMPTY', /./],
  [
    'a ref in a folder that is not a repository',
    () => [join(folder, 'plain'), '--ref', 'main'],
    'REF_NOT_FOUND',
    /./,
  ],
  ['a dead URL', () => ['https://127.0.0.1:9/someone/work.git'], 'URL_NOT_ALLOWED', /./],
  ['a host that does not exist', () => ['https://git.invalid/someone/work.git'], 'CLONE_NETWORK', /./],
  ['an address that git would run', () => ['ext::sh -c touch% /tmp/owned'], 'URL_NOT_ALLOWED', /./],
];

describe('bad input is told in one sentence with a hint, and leaves nothing behind', () => {
  it.each(cases)('%s', async (_, args, code, hint) => {
    const { code: exit, stdout, stderr } = await takehome(['grade', ...args(), '--out', out]);
    expect(exit).toBe(2);
    expect(stdout).toBe('');
    const lines = stderr.trim().split('\n');
    expect(lines.at(-2)).toMatch(new RegExp(`^${code}: .+\\.$`));
    expect(lines.at(-1)).toMatch(/^ {2}\S.+/);
    expect(stderr).toMatch(hint);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    await expect(readdir(out)).rejects.toThrow();
  });

  it('every mistake in a rubric at once, with its place', async () => {
    const { code, stderr } = await takehome([
      'grade',
      join(folder, 'plain'),
      '--rubric',
      join(folder, 'typo.yaml'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/typo\.yaml:3:\d+ .*titel.*did you mean "title"/);
    expect(stderr).toMatch(/typo\.yaml:7:\d+/);
    expect(stderr).toMatch(/typo\.yaml:9:\d+ .*did you mean "serving-starts"/);
  });

  it('as one JSON document with --json', async () => {
    const { code, stdout } = await takehome(['grade', join(folder, 'nowhere'), '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'SOURCE_NOT_FOUND' } });
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['grad']],
    ['an unknown option', ['grade', '.', '--fail-udner', '3']],
    ['a score that is none', ['grade', '.', '--fail-under', 'high']],
  ])('usage: %s', async (_, args) => {
    const { code, stderr } = await takehome(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/takehome/);
  });

  it('no engine, and none that could be had', async () => {
    const { code, stderr } = await takehome(['grade', join(folder, 'plain'), '--out', out], {
      env: { DOCKER_HOST: `unix://${join(folder, 'no.sock')}` },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/ENGINE_[A-Z]+: .+\n {2}\S/);
    await expect(readdir(out)).rejects.toThrow();
  });
});
