import { describe, expect, test } from 'vitest';
import { behaviourOf, pairAnchorOf } from '../../../reports/view/behaviour.ts';
import {
  behaviour,
  behaviourNotAsked,
  behaviourProbe,
  behaviourStatistic,
  memoryStatistic,
  pair,
} from '../../helpers/evidence/behaviour.ts';
import { faultedDossier, strongDossier } from '../../helpers/evidence.ts';

const viewOf = (over: Parameters<typeof behaviour>[0]) =>
  behaviourOf(strongDossier({ behaviour: behaviour(over) }));
const rowsOf = (over: Parameters<typeof behaviour>[0]) => viewOf(over).groups.flatMap(({ rows }) => rows);

const probe = (title: string, over: Parameters<typeof behaviourProbe>[0] = {}) =>
  behaviourProbe({ id: title, defect: title, title, ...over });
const about = (title: string) => probe(title, { family: 'integrity', defect: null });

describe('the matrix', () => {
  test('declared defects come first, then integrity; in each, what did not hold', () => {
    const { groups } = viewOf({
      probes: [about('again'), probe('whole'), probe('half', { held: 10 }), probe('none', { held: 0 })],
      statistics: [behaviourStatistic({ title: 'rate' })],
    });
    expect(groups.map(({ title, rows }) => [title, rows.map((row) => row.title)])).toEqual([
      ['Declared defects', ['none', 'half', 'whole', 'rate']],
      ['Integrity', ['again']],
    ]);
  });

  test.each([
    [{ kind: 'same', tolerance: 0.01 }, 'Same answer', 'Expected: the same answer, within 0.01.'],
    [{ kind: 'same', tolerance: 0 }, 'Same answer', 'Expected: the same answer.'],
    [{ kind: 'bounded', most: 0.1 }, 'Close answer', 'Expected: answers no further apart than 0.1.'],
    [{ kind: 'answered' }, 'Any answer', 'Expected: a usable answer.'],
    [
      { kind: 'answered', orRefused: true },
      'Any answer',
      'Expected: an answer, or a refusal that names the column.',
    ],
  ] as const)('%j stands under "%s"', (relation, column, expected) => {
    const [row] = rowsOf({ probes: [probe('one', { relation })], statistics: [] });
    expect(row?.cells.filter(({ status }) => status !== null).map((cell) => cell.column)).toEqual([column]);
    expect(row?.asked[0]?.expected).toBe(expected);
  });

  test.each([
    [20, 'held', '20 of 20'],
    [7, 'part', '7 of 20'],
    [0, 'not', '0 of 20'],
  ])('%i pairs that held read %s', (held, id, word) => {
    const [row] = rowsOf({ probes: [probe('one', { held })], statistics: [] });
    expect(row?.cells[0]?.status).toEqual({ id, word });
  });

  test('a statistic of a probe’s rows stands in its row; one that anything would hold to is left out', () => {
    const training = memoryStatistic('x', {
      title: 'ROC AUC: again',
      accepts: { low: 0.9, high: 1 },
      held: false,
    });
    const rows = rowsOf({ probes: [about('again')], statistics: [training, memoryStatistic('y')] });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.cells.map(({ status }) => status?.word ?? null)).toEqual([
      '20 of 20',
      null,
      null,
      'did not hold',
    ]);
    expect(rows[0]?.statistics[0]?.expected).toBe('Expected: at least 0.90, over 100 rows.');
  });

  test('a defect that is asked about in several ways is one row', () => {
    const drift = { id: 'drift', defect: 'drift', title: 'Prices change' };
    const rows = rowsOf({
      probes: [
        behaviourProbe({ ...drift, relation: { kind: 'bounded', most: 0.1 } }),
        behaviourProbe({ ...drift, relation: { kind: 'answered' }, held: 5 }),
      ],
      statistics: [behaviourStatistic({ ...drift, kind: 'periods' })],
    });
    expect(rows.map(({ cells }) => cells.map(({ status }) => status?.word ?? null))).toEqual([
      [null, '20 of 20', '5 of 20', 'held'],
    ]);
    expect(rows[0]?.asked).toHaveLength(2);
    expect(rows[0]?.statistics).toHaveLength(1);
  });

  test('pairs that did not hold are shown, at most three, else one that did', () => {
    const lost = pair({ held: false, after: 0.9 });
    const rows = rowsOf({
      probes: [
        probe('lost', { held: 1, examples: [pair(), lost, lost, lost, lost] }),
        probe('whole', { examples: [pair(), pair()] }),
      ],
      statistics: [],
    });
    expect(rows.map(({ asked }) => asked[0]?.pairs.map(({ status }) => status.id))).toEqual([
      ['not', 'not', 'not'],
      ['held'],
    ]);
  });

  test('the same error page is shown once a row', () => {
    const reply = { status: 500, headers: {}, body: 'ValueError', truncated: false };
    const lost = pair({ held: false, after: null, other: { ...pair().other, reply } });
    const [row] = rowsOf({ probes: [probe('one', { held: 0, examples: [lost, lost] })], statistics: [] });
    expect(row?.asked[0]?.pairs.map(({ instead }) => instead)).toEqual(['ValueError', null]);
  });

  test('more rows than anybody reads are counted', () => {
    const many = Array.from({ length: 75 }, (_, index) => probe(`p${index}`));
    expect(viewOf({ probes: many, statistics: [] }).more).toBe('and 15 more rows, in dossier.json');
  });
});

test('one sentence says how many held, and where all did', () => {
  expect(viewOf({ probes: [probe('a'), probe('b', { held: 3 }), about('c')], statistics: [] }).sentence).toBe(
    '43 of 60 pairs held, in 108 requests. All held in 1 of 2 declared defects and 1 of 1 integrity probe.',
  );
});

test('without pairs, the page says why', () => {
  const emptyOf = (dossier: Parameters<typeof behaviourOf>[0]) => behaviourOf(dossier).empty;
  expect(emptyOf(strongDossier({ behaviour: behaviourNotAsked('train') }))).toBe(
    'No pair was asked: the run stopped at train.',
  );
  expect(emptyOf(faultedDossier(['behaviour']))).toMatch(/fault of ours: The container engine went away/);
  expect(viewOf({ probes: [], statistics: [] }).empty).toBe(
    'The challenge declares nothing to ask in pairs.',
  );
});

test('a pair that is drawn here can be pointed at, another cannot', () => {
  const other = { ...pair().other, durationMs: 99 };
  const drawn = pair({ held: false });
  const anchorOf = pairAnchorOf(
    strongDossier({
      behaviour: behaviour({
        probes: [
          probe('whole', { examples: [pair({ other })] }),
          probe('lost', { held: 0, examples: [drawn] }),
        ],
        statistics: [],
      }),
    }),
  );
  expect(anchorOf(drawn)).toBe('behaviour-1');
  expect(anchorOf(pair({ other }))).toBe('behaviour-2');
  expect(anchorOf(pair({ base: other }))).toBeNull();
});
