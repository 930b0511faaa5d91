import type { Grade, GradedCriterion, GradedFinding } from '../../harness/types.ts';
import { samples } from './samples.ts';

/** A finding that held, worth four points. */
export const finding = (over: Partial<GradedFinding> = {}): GradedFinding => ({
  check: 'serving-starts',
  criterion: 'serving',
  asks: 'Does it start?',
  why: 'Because.',
  remedy: 'Start it.',
  followUp: { question: 'Why?', goodAnswer: 'Knows why.' },
  verdict: { kind: 'scored', score: 1 },
  summary: 'It started.',
  details: [],
  points: { possible: 4, low: 4, high: 4 },
  override: null,
  ...over,
});

export const scored = (score: number, over: Partial<GradedFinding> = {}): GradedFinding =>
  finding({
    verdict: { kind: 'scored', score },
    points: { possible: 4, low: 4 * score, high: 4 * score },
    ...over,
  });

const open = { possible: 4, low: 0, high: 4 };

export const forAPerson = (over: Partial<GradedFinding> = {}): GradedFinding =>
  finding({ verdict: { kind: 'needs-human', question: 'Is it good?' }, points: open, ...over });

export const faulted = (over: Partial<GradedFinding> = {}): GradedFinding =>
  finding({
    verdict: { kind: 'faulted', fault: { code: 'SANDBOX_LOST', blame: 'environment', message: 'Gone' } },
    points: open,
    ...over,
  });

export const skipped = (over: Partial<GradedFinding> = {}): GradedFinding =>
  finding({
    verdict: { kind: 'not-applicable', because: 'no such column' },
    points: { possible: 0, low: 0, high: 0 },
    ...over,
  });

export const criterion = (title: string, score: GradedCriterion['score'], weight = 10): GradedCriterion => ({
  id: title.toLowerCase(),
  title,
  weight,
  score,
  voidedBy: null,
});

/** A grade of these parts; the rest is a sample's. */
export const gradeWith = (over: Partial<Grade>): Grade => ({ ...samples.strong().grade, ...over });
