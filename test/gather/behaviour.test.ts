import { describe, expect, it } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Row } from '../../harness/challenge/types.ts';
import { memoryOf } from '../../harness/checks/support/memory.ts';
import type { BehaviourEvidence } from '../../harness/evidence/behaviour.ts';
import { gatherBehaviour } from '../../harness/gather/behaviour.ts';
import type { Situation } from '../../harness/gather/behaviour-situation.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { type Answering, serverOf } from '../helpers/answering.ts';
import { churnFolder } from '../helpers/reference.ts';

const challenge = await loadChallenge(churnFolder);
const { config } = challenge;
const draw = challenge.generate({ version: config.version, candidate: 'test' });
const limits = limitsOf(challenge);

const situation: Situation = {
  challenge,
  draw,
  workspace: { digest: 'c0ffee'.repeat(10) },
  signal: new AbortController().signal,
  now: () => 0,
  waitingFor: () => {},
};

const answerTo = (row: Row, answering: Answering): number => {
  try {
    return answering([row])[0] ?? 0;
  } catch {
    return 0;
  }
};

const ask = (answering: Answering): Promise<BehaviourEvidence> => {
  const values = new Map(draw.holdout.rows.map((row, place) => [place, answerTo(row, answering)]));
  const predicting = { server: serverOf(answering), limits, shape: contractShape(config) };
  return gatherBehaviour(situation, { predicting, answered: { values } });
};

const number = (row: Row, column: string): number => (typeof row[column] === 'number' ? row[column] : 0);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
/** Ranks by columns that hardly any defect strikes, near the share of those who leave. */
const honest = (row: Row): number =>
  sigmoid(0.9 * number(row, 'payment_failures_90d') - 0.4 * number(row, 'sessions_30d') + 0.2);
const each =
  (one: (row: Row) => number): Answering =>
  (rows) =>
    rows.map(one);
/** The honest answer, moved by something that should not matter. */
const moved = (by: (row: Row) => number): Answering =>
  each((row) => Math.min(1, honest(row) * 0.8 + 0.2 * by(row)));
const hashed = (text: string): number => {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1009;
  return hash / 1009;
};
const text = (row: Row, column: string): string => String(row[column] ?? '');

/** Ids of what did not hold, duplicates left out. */
const lost = ({ probes, statistics }: BehaviourEvidence): readonly string[] => [
  ...new Set([
    ...probes.filter(({ held, pairs }) => held < pairs).map(({ id }) => id),
    ...statistics.filter(({ held }) => !held).map(({ id }) => id),
  ]),
];

const labelOf = new Map(draw.train.map((row, place) => [text(row, 'customer_id'), draw.trainLabels[place]]));
const keyOf = ({ customer_id: _, ...row }: Row): string => JSON.stringify(Object.values(row));
const table = new Map(draw.train.map((row) => [keyOf(row), labelOf.get(text(row, 'customer_id'))]));
const stored = (label: 0 | 1 | undefined, row: Row): number =>
  label === undefined ? honest(row) : 0.02 + 0.96 * label;

describe('pairs of requests', () => {
  it('all hold for a service that answers by the row, whatever stands around what it reads', async () => {
    const evidence = await ask(each(honest));
    expect(lost(evidence)).toEqual([]);
    expect(evidence.notAsked).toBeNull();
    expect(memoryOf(evidence)).toBe('none');
    const asked = new Set([...evidence.probes, ...evidence.statistics].map(({ defect }) => defect));
    expect(config.defects.map(({ id }) => id).filter((id) => !asked.has(id))).toEqual([]);
  });

  it.each<[what: string, answering: Answering, broken: readonly string[]]>([
    ['reads a date as its text', moved((row) => hashed(text(row, 'signup_date'))), ['mixed-date-formats']],
    ['reads money as its text', moved((row) => hashed(text(row, 'monthly_fee'))), ['money-notation']],
    ['reads a category as its text', moved((row) => hashed(text(row, 'plan'))), ['spelling-variants']],
    ['uses the leaking column', moved((row) => number(row, 'exit_survey_score') / 10), ['leaking-column']],
    ['uses a name', moved((row) => hashed(text(row, 'full_name'))), ['personal-data']],
    [
      'trusts seconds for minutes',
      moved((row) => Math.min(1, number(row, 'minutes_watched_30d') / 3000)),
      ['unit-outliers'],
    ],
    ['has a cliff in the amount', moved((row) => (number(row, 'monthly_fee') % 0.5) * 2), ['drift']],
    [
      'fails on a gap',
      each((row) => {
        if (row.satisfaction_score === null) throw new Error('NaN');
        return honest(row);
      }),
      ['missing-not-at-random'],
    ],
    [
      'fails on an unknown plan',
      each((row) => {
        if (text(row, 'plan') === 'unheard of') throw new Error('plan');
        return honest(row);
      }),
      ['unseen-values'],
    ],
    ['doubts everybody', each((row) => 0.5 + honest(row) / 2), ['class-imbalance']],
    [
      'ranks later rows by nothing',
      each((row) => (text(row, 'snapshot_date') > '2025-02-01' ? hashed(text(row, 'email')) : honest(row))),
      ['drift'],
    ],
    ['answers by the identifier', moved((row) => hashed(text(row, 'customer_id'))), ['identifiers']],
    [
      'answers by the place in the batch',
      (rows) => rows.map((row, at) => honest(row) / (1 + at)),
      ['order', 'duplicate-customers'],
    ],
    [
      'answers by the company of a row',
      (rows) => {
        const mean = rows.map(honest).reduce((sum, value) => sum + value, 0) / rows.length;
        return rows.map((row) => (honest(row) + mean) / 2);
      },
      ['companions'],
    ],
    [
      'answers large batches otherwise',
      (rows) => (rows.length >= 50 ? rows.map(honest) : rows.map((row) => honest(row) / 3)),
      ['batch-of-100', 'batch-of-150'],
    ],
  ])('do not hold where it %s', async (_, answering, broken) => {
    expect(lost(await ask(answering))).toEqual(expect.arrayContaining([...broken]));
  });

  it('differ from moment to moment where the service draws its answers', async () => {
    let turn = 0;
    const drawn = each((row) => {
      turn += 1;
      return honest(row) * (0.5 + (turn % 7) / 14);
    });
    const evidence = await ask(drawn);
    expect(lost(evidence)).toContain('repeated');
  });

  it('show one pair that can be repeated with one row, and what changed in it', async () => {
    const { probes } = await ask(moved((row) => hashed(text(row, 'monthly_fee'))));
    const [example] = probes.find(({ id }) => id === 'money-notation')?.examples ?? [];
    expect(example?.held).toBe(false);
    expect(example?.changed.map(({ column }) => column)).toEqual(['monthly_fee']);
    const [base, other] = [example?.base, example?.other].map(
      (exchange) => JSON.parse(exchange?.request.body ?? '').instances,
    );
    expect(base).toHaveLength(1);
    expect({ ...base[0], monthly_fee: null }).toEqual({ ...other[0], monthly_fee: null });
  });

  it('are the same at each grading of the same files', async () => {
    expect(await ask(each(honest))).toEqual(await ask(each(honest)));
  });

  /** Asks a service on a clock of its own, on which a request takes `requestMs` and each of its rows `rowMs`. */
  const timed = async ({ requestMs, rowMs }: { requestMs: number; rowMs: number }) => {
    let now = 0;
    const server = serverOf(each(honest));
    const send: typeof server.send = async (request, order) => {
      const durationMs = requestMs + rowMs * JSON.parse(request.body ?? '').instances.length;
      now += durationMs;
      return { ...(await server.send(request, order)), durationMs };
    };
    const predicting = { server: { ...server, send }, limits, shape: contractShape(config) };
    const values = new Map(draw.holdout.rows.map((row, place) => [place, honest(row)]));
    const evidence = await gatherBehaviour(
      { ...situation, now: () => now },
      { predicting, answered: { values } },
    );
    return { now, probes: evidence.probes.map(({ id, pairs }) => [id, pairs]), evidence };
  };

  it('are as many on a crowded machine as on a quiet one', async () => {
    const [quiet, crowded] = [
      await timed({ requestMs: 5, rowMs: 1 }),
      await timed({ requestMs: 200, rowMs: 15 }),
    ];
    expect(crowded.now).toBeGreaterThan(45_000);
    expect(crowded.probes).toEqual(quiet.probes);
  });

  it('are few for a slow service, and end when the time for them is over', async () => {
    const { now, probes } = await timed({ requestMs: 0, rowMs: 600 });
    expect(now).toBeLessThan(60_000);
    expect(probes.length).toBeGreaterThan(9);
    expect(probes.every(([, pairs]) => Number(pairs) <= 8)).toBe(true);
  });
});

describe('what answers to training rows hang on', () => {
  it.each<[what: string, answering: Answering, memory: ReturnType<typeof memoryOf>]>([
    ['a model', each(honest), 'none'],
    ['a table of whole rows', each((row) => stored(table.get(keyOf(row)), row)), 'row'],
    [
      'a table by identifier',
      each((row) => stored(labelOf.get(text(row, 'customer_id')), row)),
      'identifier',
    ],
  ])('%s', async (_, answering, memory) => {
    expect(memoryOf(await ask(answering))).toBe(memory);
  });

  it('a table by e-mail address, which no identifier gives away', async () => {
    const byMail = new Map(draw.train.map((row, place) => [text(row, 'email'), draw.trainLabels[place]]));
    const evidence = await ask(each((row) => stored(byMail.get(text(row, 'email')), row)));
    expect(memoryOf(evidence)).toBe('identifier');
  });

  it('a few amounts alone, in any notation', async () => {
    const fee = (row: Row): string =>
      text(row, 'monthly_fee')
        .replaceAll(/[^\d,.]/g, '')
        .replace(',', '.');
    const key = (row: Row): string =>
      [fee(row), row.minutes_watched_30d, row.sessions_30d, row.tenure_months].join();
    const known = new Map(draw.train.map((row, place) => [key(row), draw.trainLabels[place]]));
    expect(memoryOf(await ask(each((row) => stored(known.get(key(row)), row))))).toBe('row');
  });
});
