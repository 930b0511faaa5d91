import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import { placed } from './method-values.ts';

type Lists = Pick<
  MethodEvidence,
  'learnt' | 'heldOut' | 'answers' | 'time' | 'splits' | 'evaluations' | 'fits' | 'examples' | 'offered'
>;
type Kind = keyof Lists;

/** What was found so far, each by the places that it rests on, so that a function followed twice is told once. */
export type Findings = { readonly [K in Kind]: Map<string, Lists[K][number]> };

const most = 60;
const mostMinor = 30;

export const noFindings = (): Findings => ({
  learnt: new Map(),
  heldOut: new Map(),
  answers: new Map(),
  time: new Map(),
  splits: new Map(),
  evaluations: new Map(),
  fits: new Map(),
  examples: new Map(),
  offered: new Map(),
});

export const keyOf = (...places: readonly Excerpt[]): string => places.map(placed).join(' ');

/** What weighs little, by `isMinor`, leaves room for what decides. What is told more of by another call, by `isBetter`, is told by that. */
export const note = <T>(
  found: Map<string, T>,
  {
    key,
    value,
    isMinor = () => false,
    isBetter = () => false,
  }: {
    readonly key: string;
    readonly value: T;
    readonly isMinor?: (value: T) => boolean;
    readonly isBetter?: (value: T, known: T) => boolean;
  },
): void => {
  const known = found.get(key);
  if (known !== undefined) {
    if (isBetter(value, known)) found.set(key, value);
    return;
  }
  if (found.size >= most) return;
  if (isMinor(value) && [...found.values()].filter(isMinor).length >= mostMinor) return;
  found.set(key, value);
};

export const listsOf = (findings: Findings): Lists => ({
  learnt: [...findings.learnt.values()],
  heldOut: [...findings.heldOut.values()],
  answers: [...findings.answers.values()],
  time: [...findings.time.values()],
  splits: [...findings.splits.values()],
  evaluations: [...findings.evaluations.values()],
  fits: [...findings.fits.values()],
  examples: [...findings.examples.values()],
  offered: [...findings.offered.values()],
});
