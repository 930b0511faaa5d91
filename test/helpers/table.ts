import { expect, test } from 'vitest';
import { judge } from '../../harness/judge.ts';
import type { Check, Evidence, EvidenceKind, Verdict } from '../../harness/types.ts';
import { dossierOf } from './evidence.ts';

/** One row of a check's table. `score` is 0..1, or the kind of an open verdict; `says` stands in the summary. */
export type Row = {
  readonly row: string;
  readonly evidence: Evidence;
  readonly score: number | Exclude<Verdict['kind'], 'scored'>;
  readonly says: string;
};

/** Judges each row from outside, as a grading does, and holds every finding to the rules of wording. */
export function tableFor<K extends EvidenceKind>(check: Check<K>, rows: readonly Row[]): void {
  test.each(rows)(`${check.id}: $row`, ({ evidence, score, says }) => {
    const [finding] = judge(dossierOf(evidence), [check]);
    if (!finding) throw new Error('nothing was judged');
    const { verdict, summary } = finding;
    if (typeof score === 'number') {
      expect(verdict.kind).toBe('scored');
      expect(verdict.kind === 'scored' ? verdict.score : null).toBeCloseTo(score, 6);
    } else expect(verdict.kind).toBe(score);
    expect(summary).toContain(says);
    expectFitWords(summary);
  });
}

const unkind = /\b(fail\w*|bad|poor|wrong|terrible|candidate)\b/i;

export function expectFitWords(summary: string): void {
  expect(summary.split(/\s+/).length, summary).toBeLessThanOrEqual(20);
  expect(summary, 'one sentence').toMatch(/^\S.*[.]$/);
  expect(summary).not.toMatch(unkind);
  expect(summary, 'singular and plural agree').not.toMatch(
    /\b1 [a-z ]*(rows|tests|requests|words|commits|steps|files)\b/,
  );
  expect(summary, 'singular and plural agree').not.toMatch(/^No [a-z]+[^s\W]s( [a-z]+)* was\b/);
  expect(summary).not.toMatch(/NaN|undefined|null|Infinity/);
}
