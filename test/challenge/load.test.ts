import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChallenge, loadChallenge } from '../../harness/challenge/load.ts';
import { churnFolder } from '../helpers/reference.ts';
import { challengeWith } from './folder.ts';

const failure = (code: string, words: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(words) });

describe('loading', () => {
  test('gives the whole challenge', async () => {
    const challenge = await loadChallenge(churnFolder);
    expect(challenge.config.id).toBe('churn');
    expect(challenge.brief).toContain('POST /predict');
    expect(challenge.malformed.length).toBeGreaterThan(13);
    expect(challenge.reference.name).toBe('strong');
    expect(challenge.reference.scores.averagePrecision.low).toBeGreaterThan(0.5);
    expect(challenge.generate({ version: '1.0.0', candidate: 'x' }).holdout.rows).toHaveLength(1_000);
  });

  test('names every file that is missing', async () => {
    await using made = await challengeWith();
    await rm(join(made.path, 'brief.md'));
    await rm(join(made.path, 'standing.json'));
    await expect(loadChallenge(made.path)).rejects.toEqual(
      failure('CHALLENGE_INCOMPLETE', /brief\.md, standing\.json/),
    );
  });

  test('places mistakes in YAML', async () => {
    await using made = await challengeWith({ 'exchanges.yaml': 'malformed:\n  - id: a\n    titel: b\n' });
    await expect(loadChallenge(made.path)).rejects.toEqual(
      failure('CONFIG_INVALID', /exchanges\.yaml:\d+:\d+.*titel/),
    );
  });

  test('refuses a generator without generate', async () => {
    await using made = await challengeWith({ 'generate.ts': 'export const draw = 1;\n' });
    await expect(loadChallenge(made.path)).rejects.toEqual(
      failure('CHALLENGE_INVALID', /no function called generate/),
    );
  });
});

describe('the digest', () => {
  test('stays when a reference changes', async () => {
    await using made = await challengeWith();
    const before = await loadChallenge(made.path);
    await writeFile(join(made.path, 'reference', 'empty', 'notes.txt'), 'more');
    expect((await loadChallenge(made.path)).digest).toBe(before.digest);
  });

  test.each([
    'brief.md',
    'challenge.yaml',
    'exchanges.yaml',
    'standing.json',
    'generate.ts',
    'defects/more.ts',
  ])('changes with %s', async (file) => {
    await using made = await challengeWith();
    const before = await loadChallenge(made.path);
    const target = join(made.path, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, `${await readFile(target, 'utf8').catch(() => '')}\n`);
    expect((await loadChallenge(made.path)).digest).not.toBe(before.digest);
  });
});

describe('finding', () => {
  const shelf = dirname(churnFolder);

  test('answers the folder in the first shelf that has it', async () => {
    expect(await findChallenge('churn', ['/nowhere', shelf])).toBe(churnFolder);
  });

  test.each([
    ['chrun', 'Did you mean "churn"?'],
    ['fraud', 'Known challenges: churn.'],
  ])('suggests for %s', async (id, hint) => {
    await expect(findChallenge(id, [shelf])).rejects.toEqual(
      expect.objectContaining({ code: 'UNKNOWN_CHALLENGE', hint }),
    );
  });

  test.each(['..', 'churn/reference', ''])('takes no path for a name: %j', async (id) => {
    await expect(findChallenge(id, [shelf])).rejects.toEqual(
      expect.objectContaining({ code: 'UNKNOWN_CHALLENGE' }),
    );
  });
});
