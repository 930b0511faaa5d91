import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { packChallenge, packFiles } from '../../harness/challenge/pack.ts';
import { readRubric } from '../../harness/commands/task.ts';
import { readManifest } from '../../harness/config/read-manifest.ts';
import { churnFolder } from '../helpers/reference.ts';
import { scratchFolder } from './folder.ts';

const challenge = await loadChallenge(churnFolder);
const files = packFiles(challenge, 'ada');
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';

describe('what a candidate receives', () => {
  test('is the brief, the data, the dictionary and takehome.yaml', () => {
    const paths = files.map(({ path }) => path).sort();
    expect(paths).toEqual(['README.md', 'data/dictionary.md', 'data/train.csv', 'takehome.yaml']);
  });

  test('holds no customer of the holdout', () => {
    const { holdout } = challenge.generate({ version: challenge.config.version, candidate: 'ada' });
    const received = files.map(({ text }) => text).join('\n');
    expect(holdout.rows.filter((row) => received.includes(String(row.customer_id)))).toEqual([]);
    expect(received).not.toContain('2025-01-31,');
  });

  test('describes every column and names neither role nor defect', () => {
    const dictionary = textOf('data/dictionary.md');
    for (const { name } of challenge.config.columns) expect(dictionary).toContain(`\`${name}\``);
    expect(dictionary).not.toMatch(/leak|personal|defect|outlier|missing/i);
  });

  test('has a takehome.yaml that is right as it stands', () => {
    expect(readManifest({ file: 'takehome.yaml', text: textOf('takehome.yaml') }).problems).toEqual([]);
  });

  test('shows a takehome.yaml in the brief that is right', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(challenge.brief) ?? [];
    const { manifest, problems } = readManifest({ file: 'brief.md', text: example });
    expect(problems).toEqual([]);
    expect(Object.keys(manifest ?? {})).toEqual(['python', 'requirements', 'train', 'serve', 'test', 'env']);
  });
});

test('the brief states the rubric as it is', async () => {
  const { criteria } = await readRubric(challenge.config.rubric);
  const stated = [...challenge.brief.matchAll(/^\| ([A-Z][^|]*?) +\| (\d+) +\|/gm)].map(
    ([, title, weight]) => [title, Number(weight)],
  );
  expect(stated).toEqual(criteria.map(({ title, weight }) => [title, weight]));
});

describe('writing it', () => {
  test('makes the folder, and leaves nothing beside it', async () => {
    await using scratch = await scratchFolder();
    const out = join(scratch.path, 'new', 'ada');
    await packChallenge(challenge, { candidate: 'ada', out });
    expect(await readFile(join(out, 'data', 'train.csv'), 'utf8')).toBe(textOf('data/train.csv'));
    expect(await readdir(dirname(out))).toEqual(['ada']);
  });

  test('fills a folder that is there and empty', async () => {
    await using scratch = await scratchFolder();
    const out = join(scratch.path, 'ada');
    await mkdir(out);
    await packChallenge(challenge, { candidate: 'ada', out });
    expect(await readdir(out)).toContain('README.md');
  });

  test('overwrites nothing', async () => {
    await using scratch = await scratchFolder();
    await writeFile(join(scratch.path, 'mine.txt'), 'mine');
    const packing = packChallenge(challenge, { candidate: 'ada', out: scratch.path });
    await expect(packing).rejects.toEqual(expect.objectContaining({ code: 'OUTPUT_NOT_EMPTY' }));
    expect(await readdir(scratch.path)).toEqual(['mine.txt']);
  });

  test('refuses a file where a folder belongs', async () => {
    await using scratch = await scratchFolder();
    const out = join(scratch.path, 'file');
    await writeFile(out, 'a file');
    await expect(packChallenge(challenge, { candidate: 'ada', out })).rejects.toEqual(
      expect.objectContaining({ code: 'OUTPUT_UNUSABLE' }),
    );
  });

  test.each(['', '../ada', '.ada', 'a b', 'a'.repeat(65), 'ada\n'])(
    'refuses the candidate %j',
    (candidate) => {
      expect(() => packFiles(challenge, candidate)).toThrow(
        expect.objectContaining({ code: 'INVALID_CANDIDATE' }),
      );
    },
  );
});
