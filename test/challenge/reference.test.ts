import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { checkReference, loadExpected, materialiseReference } from '../../harness/challenge/reference.ts';
import { checks } from '../../harness/checks/index.ts';
import { churnFolder, reference } from '../helpers/reference.ts';
import { challengeWith, scratchFolder } from './folder.ts';

const { config } = await loadChallenge(churnFolder);
const names = config.references.flat();

const git = async (cwd: string, ...args: readonly string[]): Promise<string> =>
  (await execa('git', args, { cwd })).stdout;

describe.each(names)('the reference %s', (name) => {
  test('becomes the same commits twice, with nothing left over', async () => {
    await using first = await reference(name);
    await using second = await reference(name);
    const head = await git(first.path, 'rev-parse', 'HEAD');
    expect(head).toBe(await git(second.path, 'rev-parse', 'HEAD'));
    expect(await git(first.path, 'status', '--porcelain', '--ignored')).toBe('');
  });

  test('says where it must land, by checks that exist', async () => {
    const { band, checks: expected } = await loadExpected(churnFolder, name);
    expect(band[0]).toBeLessThan(band[1]);
    const known = checks.map(({ id }) => id);
    expect(Object.keys(expected).filter((id) => !known.includes(id))).toEqual([]);
  });
});

test('the ladder of the bands goes down', async () => {
  const rungs = await Promise.all(
    config.references.map((rung) => Promise.all(rung.map((name) => loadExpected(churnFolder, name)))),
  );
  const tops = rungs.map((rung) => Math.max(...rung.map(({ band }) => band[1])));
  expect(tops).toEqual(tops.toSorted((a, b) => b - a));
});

test('history is told as it was: dates rise, the first commit holds the data', async () => {
  await using strong = await reference('strong');
  const log = (await git(strong.path, 'log', '--reverse', '--format=%ct %ae %s')).split('\n');
  const times = log.map((line) => Number(line.split(' ')[0]));
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(log.length).toBeGreaterThan(5);
  const first = await git(strong.path, 'rev-list', '--max-parents=0', 'HEAD');
  expect(await git(strong.path, 'ls-tree', '-r', '--name-only', first)).toContain('data/train.csv');
});

test("nobody's own git configuration changes the commits", async () => {
  await using scratch = await scratchFolder();
  await writeFile(
    join(scratch.path, '.gitconfig'),
    '[user]\n\tname = Somebody\n[commit]\n\tgpgsign = true\n',
  );
  const script = `
    import { materialiseReference } from ${JSON.stringify(join(import.meta.dirname, '../../harness/challenge/reference.ts'))};
    await materialiseReference(${JSON.stringify(churnFolder)}, 'empty', ${JSON.stringify(join(scratch.path, 'made'))});`;
  await execa(process.execPath, ['--input-type=module', '--eval', script], {
    env: { HOME: scratch.path, GIT_AUTHOR_NAME: 'Somebody', GIT_DIR: '/nowhere' },
  });
  await using plain = await reference('empty');
  const heads = [join(scratch.path, 'made'), plain.path].map((path) => git(path, 'rev-parse', 'HEAD'));
  expect(new Set(await Promise.all(heads)).size).toBe(1);
});

describe('a reference that is not whole', () => {
  const history = (add: string): string =>
    `author: { name: A, email: a@example.com }\ncommits: [{ message: m, date: "2025-01-01T00:00:00Z", add: [${add}] }]\n`;

  test('names the files that no commit adds', async () => {
    await using made = await challengeWith({ 'reference/empty/history.yaml': history('a.py') });
    await mkdir(join(made.path, 'reference', 'empty', 'repo'));
    await writeFile(join(made.path, 'reference', 'empty', 'repo', 'b.py'), '');
    await expect(checkReference(made.path, 'empty')).rejects.toEqual(
      expect.objectContaining({ code: 'REFERENCE_INVALID', message: expect.stringContaining('b.py') }),
    );
  });

  test('is told by place when its expectation is wrong', async () => {
    await using made = await challengeWith({ 'reference/empty/expected.yaml': 'why: x\nband: [0, 101]\n' });
    await expect(loadExpected(made.path, 'empty')).rejects.toEqual(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: expect.stringMatching(/expected\.yaml:2/) }),
    );
  });

  test('is not written over somebody’s files', async () => {
    await using scratch = await scratchFolder();
    await writeFile(join(scratch.path, 'mine.txt'), 'mine');
    await expect(materialiseReference(churnFolder, 'empty', scratch.path)).rejects.toEqual(
      expect.objectContaining({ code: 'OUTPUT_NOT_EMPTY' }),
    );
    expect(await readdir(scratch.path)).toEqual(['mine.txt']);
  });
});

test('the notebook was run: its outputs are stored and state its accuracy', async () => {
  await using notebook = await reference('notebook');
  const { cells } = JSON.parse(await readFile(join(notebook.path, 'churn.ipynb'), 'utf8'));
  const code = cells.filter((cell: { cell_type: string }) => cell.cell_type === 'code');
  const counts = code.map((cell: { execution_count: number }) => cell.execution_count);
  expect(counts).toEqual(counts.map((_: number, index: number) => index + 1));
  expect(JSON.stringify(cells)).toMatch(/boosting, slow\s+accuracy 0\.9\d\d/);
});
