import { describe, expect, test } from 'vitest';
import type { Detail } from '../../../harness/types.ts';
import { behaviourOf } from '../../../reports/view/behaviour.ts';
import { type Context, evidenceOf } from '../../../reports/view/evidence.ts';
import { exchangeAnchorOf } from '../../../reports/view/exchanges.ts';
import { placeAnchorOf } from '../../../reports/view/places.ts';
import { viewOf } from '../../../reports/view.ts';
import { pair } from '../../helpers/evidence/behaviour.ts';
import { holdout } from '../../helpers/evidence/holdout.ts';
import { exchange } from '../../helpers/evidence/serving.ts';
import { header, strongDossier } from '../../helpers/evidence.ts';
import { samples } from '../samples.ts';

const context = (over: Partial<Context> = {}): Context => ({
  submission: header.submission,
  exchanges: () => null,
  pairs: () => null,
  places: () => null,
  anchor: 'check-2',
  ...over,
});

const asked = (title: string, held: boolean): Detail => ({
  kind: 'exchange',
  title,
  expected: 'a refusal',
  held,
  exchange: exchange(held ? 422 : 500, title),
});

describe('nothing is drawn twice', () => {
  test('exchanges that a section draws are pointed at; those as expected in one line', () => {
    const details = [asked('a', true), asked('b', false), asked('c', true)];
    const [differs, rest, ...others] = evidenceOf(details, context({ exchanges: () => 'probe-1' }));
    expect(differs).toMatchObject({ elsewhere: 'probe-1', came: '500 after 9 ms' });
    expect(rest).toMatchObject({
      links: [
        { title: 'a', last: false },
        { title: 'c', last: true },
      ],
    });
    expect(others).toEqual([]);
    expect(evidenceOf(details, context())).toMatchObject(details.map(() => ({ elsewhere: null })));
  });

  test('a pair that the matrix draws keeps its difference and leaves its requests there', () => {
    const detail: Detail = { kind: 'pair', title: 'Money', expected: 'the same answer', ...pair() };
    expect(evidenceOf([detail], context({ pairs: () => 'behaviour-3' }))).toMatchObject([
      { elsewhere: 'behaviour-3', brief: { changed: [{ column: 'monthly_fee' }], instead: null } },
    ]);
  });

  test('lines are drawn at the first check that points at them', () => {
    const detail = { kind: 'place', path: 'README.md', line: 4, endLine: 5, text: 'one\ntwo' } as const;
    const places = placeAnchorOf([
      { anchor: 'check-1', details: [detail] },
      { anchor: 'check-2', details: [detail, { ...detail, line: 9, endLine: 9 }] },
    ]);
    const [first] = evidenceOf([detail], context({ places, anchor: 'check-1' }));
    const [again] = evidenceOf([detail], context({ places }));
    expect(first).toMatchObject({ elsewhere: null, lines: [{ number: 4, text: 'one' }, { number: 5 }] });
    expect(again).toMatchObject({ elsewhere: 'check-1', lines: [] });
    expect(places({ path: 'README.md', line: 9 })).toBe('check-2');
    expect(places({ path: 'README.md', line: 1 })).toBeNull();
  });

  test('malformed requests and unusable answers have their places', () => {
    const odd = exchange(500, 'odd');
    const dossier = strongDossier({
      holdout: holdout({ unusable: [{ exchange: odd, because: 'status 500' }] }),
    });
    const anchorOf = exchangeAnchorOf(dossier);
    expect(anchorOf(odd)).toBe('unusable-1');
    expect(anchorOf(exchange(418, 'never sent'))).toBeNull();
  });
});

test('every pair of a check is in the matrix, in every sample', () => {
  for (const sample of [samples.ordinary(), samples.flagged()]) {
    const { criteria } = viewOf({ ...sample, audience: 'team' });
    const pairs = criteria.flatMap(({ findings }) => findings).flatMap(({ evidence }) => evidence);
    const drawn = behaviourOf(sample.dossier).groups.flatMap(({ rows }) => rows.map(({ anchor }) => anchor));
    for (const one of pairs) if (one.partial === 'evidence-pair') expect(drawn).toContain(one.elsewhere);
  }
});
