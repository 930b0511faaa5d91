import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Challenge, Draw } from '../../harness/challenge/types.ts';
import { type Validation, validateChallenge } from '../../harness/challenge/validate.ts';
import { churnFolder } from '../helpers/reference.ts';
import { challengeWith } from './folder.ts';

const broken = (validations: readonly Validation[]): readonly string[] =>
  validations.filter(({ problems }) => problems.length > 0).map(({ claim }) => claim);

test('the churn challenge holds', async () => {
  expect(await validateChallenge(await loadChallenge(churnFolder)).then(broken)).toEqual([]);
});

test('a new challenge holds', async () => {
  await using made = await challengeWith();
  expect(await validateChallenge(await loadChallenge(made.path)).then(broken)).toEqual([]);
});

type Case = readonly [claim: string, spoil: (challenge: Challenge) => Partial<Challenge>];

const drawn =
  (change: (draw: Draw) => Partial<Draw>) =>
  ({ generate }: Challenge): Partial<Challenge> => ({
    generate: (seed) => {
      const draw = generate(seed);
      return { ...draw, ...change(draw) };
    },
  });

let calls = 0;

const cases: readonly Case[] = [
  [
    'the generator is deterministic',
    drawn(({ train }) => {
      calls += 1;
      return { train: train.map((row) => ({ ...row, height: calls })) };
    }),
  ],
  ['the training data are as declared', drawn(({ train }) => ({ train: train.slice(1) }))],
  ['every declared defect strikes, and no other', drawn(({ ledger }) => ({ ledger: ledger.slice(0, 5) }))],
  [
    'every declared defect strikes, and no other',
    drawn(({ ledger }) => ({ ledger: ledger.flatMap((entry) => [entry, { ...entry, defect: 'secret' }]) })),
  ],
  [
    'nothing of the holdout reaches a candidate',
    drawn(({ train, holdout }) => ({
      holdout: { ...holdout, rows: [...holdout.rows.slice(1), train[0] ?? {}] },
    })),
  ],
  [
    'the holdout can be judged',
    drawn(({ holdout }) => ({ holdout: { ...holdout, labels: holdout.labels.map(() => 0 as const) } })),
  ],
  ['the holdout can be judged', ({ reference }) => ({ reference: { ...reference, name: 'another' } })],
  ['the brief states the contract', () => ({ brief: 'Build a model.' })],
  [
    'the dictionary gives nothing away',
    ({ config }) => ({
      config: {
        ...config,
        columns: config.columns.map((column) => ({ ...column, meaning: 'missing-at-random' })),
      },
    }),
  ],
  [
    'malformed requests name known fields',
    ({ malformed }) => ({ malformed: malformed.map((exchange) => ({ ...exchange, field: 'hieght' })) }),
  ],
  ['every reference is whole', ({ config }) => ({ config: { ...config, references: [['absent']] } })],
];

describe.each(cases)('it does not hold that %s', (claim, spoil) => {
  test('when that is broken, and nothing else is said', async () => {
    await using made = await challengeWith();
    const challenge = await loadChallenge(made.path);
    expect(await validateChallenge({ ...challenge, ...spoil(challenge) }).then(broken)).toEqual([claim]);
  });
});

test('a generator that asks the clock is found', async () => {
  await using made = await challengeWith();
  const text = await readFile(join(made.path, 'generate.ts'), 'utf8');
  await using clocked = await challengeWith({ 'generate.ts': `${text}export const madeAt = Date.now();\n` });
  const validations = await validateChallenge(await loadChallenge(clocked.path));
  expect(broken(validations)).toEqual(['the generator uses neither clock nor chance']);
});
