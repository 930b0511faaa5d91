import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import { addSiblings, noteColumns } from './method-answers.ts';
import type { Called } from './method-calls.ts';
import { keyOf, note } from './method-findings.ts';
import { type Division, isWhole, type Learnt, type Part } from './method-kinds.ts';
import { isResampler, isSupervised } from './method-known.ts';
import { derived, isData, joined, made, share, type Value } from './method-values.ts';
import { placeOf, someData, type Turn } from './method-world.ts';

const drawnOrChosen = /^(drawing rows again|columns chosen by correlation)$/;

type How = MethodEvidence['splits'][number]['how'];

export const addSplit = ({ run }: Turn, split: MethodEvidence['splits'][number]): void => {
  note(run.world.findings.splits, {
    key: keyOf(split.place) + split.how,
    value: split,
    isBetter: (other, known) => other.followed && !known.followed,
  });
};

export const addLearnt = (
  turn: Turn,
  { learnt, split, within = false }: { learnt: Learnt; split: Excerpt; within?: boolean },
): void => {
  const { what, strength, place, via } = learnt;
  const entry = { what, strength, fit: place, via, split, within };
  note(turn.run.world.findings.learnt, {
    key: keyOf(place, split),
    value: entry,
    isMinor: (other) => other.strength === 'harmless',
  });
};

const addTime = ({ run, at }: Turn, { value, split }: { value: Value; split: Excerpt }): void => {
  const { findings, ordered } = run.world;
  const series = value.series[0] ?? (value.stored ? ordered[0] : undefined);
  if (series)
    note(findings.time, {
      key: keyOf(series.place, split) + at,
      value: { kind: series.kind, series: series.place, split },
    });
};

type Dividing = {
  readonly features: Value;
  readonly target: Value | undefined;
  readonly split: Excerpt;
  /** Whether rows of all times end up on both sides. */
  readonly mixesTimes: boolean;
  /** Rounds of cross-validation, which leave rows that were held out before alone. */
  readonly folds?: boolean;
};

/** Averages by group are harmless until what they average is the target. */
const weighed = (learnt: Learnt, { features, target }: Dividing): Learnt =>
  learnt.column !== null && learnt.column === target?.column && !features.grouped
    ? { ...learnt, strength: 'strong' }
    : learnt;

/** Where neither rows were drawn again nor the target was looked at, what one fold tells of another moves a score little. */
const amongFolds = (learnt: Learnt): Learnt => {
  const { what, column } = learnt;
  const tells = isResampler(what) || isSupervised(what) || column !== null || drawnOrChosen.test(what);
  return learnt.strength === 'strong' && !tells ? { ...learnt, strength: 'slight' } : learnt;
};

/** What stands in one fold has been learnt from another; rows that were held out before know nothing of it. */
const addWithin = (turn: Turn, dividing: Dividing): void => {
  const { features, split } = dividing;
  for (const learnt of features.learnt)
    if (learnt.part?.side === 'training' && share(learnt.rows, features.kin))
      addLearnt(turn, { learnt: amongFolds(weighed(learnt, dividing)), split, within: true });
};

/** What is known of rows at the moment when they are divided. */
export const atDivision = (turn: Turn, dividing: Dividing): void => {
  const { features, target, split, mixesTimes, folds = false } = dividing;
  const within = folds && features.part?.side === 'training';
  if (within && !isWhole(features.part)) addWithin(turn, dividing);
  if (!isWhole(features.part)) return;
  for (const learnt of features.learnt)
    if (isWhole(learnt.part) && share(learnt.rows, features.kin))
      addLearnt(turn, { learnt: weighed(learnt, dividing), split, within });
  addSiblings(turn, { features, target, split });
  if (mixesTimes) addTime(turn, { value: features, split });
};

export const divisionOf = (value: Value, { place, kind }: Pick<Division, 'place' | 'kind'>): Division => ({
  place,
  kind,
  rows: value.rows,
  from: value.taken?.from ?? [],
});

const side = (value: Value, { division, which }: { division: Division; which: Part['side'] }): Value =>
  derived(value, { part: { side: which, division } });

const written = (value: Value | undefined): string | null =>
  value && value.text !== 'None' ? (value.text ?? 'given') : null;

const howOf = ({ keywords }: Called): How => {
  if (keywords.get('shuffle')?.text === 'False') return 'by-position';
  const stratify = keywords.get('stratify');
  return stratify && stratify.text !== 'None' ? 'stratified' : 'random';
};

/** What is divided is data, wherever it comes from. */
export const asRows = ({ run }: Turn, value: Value): Value => {
  if (isData(value)) return value;
  const whole = joined(value.items ?? []);
  return isData(whole) ? whole : someData(run.world);
};

/** `train_test_split` and kin: two sides of each thing given. */
export const divide = (turn: Turn, called: Called): Value => {
  const place = placeOf(turn);
  const given = called.args.map((value) => asRows(turn, value));
  const [features, target] = given;
  const how = howOf(called);
  addSplit(turn, {
    place,
    how,
    seed: written(called.keywords.get('random_state') ?? called.keywords.get('seed')),
    followed: features?.stored === true,
  });
  if (!features) return made({});
  if (target) noteColumns(turn, features);
  atDivision(turn, { features, target, split: place, mixesTimes: how !== 'by-position' });
  // Held-out rows that are divided again stay held out: one part decides, the other is scored.
  const again = features.part?.side === 'held-out';
  const inner = features.part?.side === 'training' && features.part.division.kind !== 'named';
  const whole = divisionOf(features, { place, kind: 'split' });
  const first = { ...whole, inner: again || inner };
  const second = again ? whole : first;
  const items = given.flatMap((data) => {
    const one = side(data, { division: first, which: again ? 'held-out' : 'training' });
    return [one, side(data, { division: second, which: 'held-out' })];
  });
  return made({ items });
};

const foldsOf = (name: string): How =>
  name === 'TimeSeriesSplit' ? 'by-time' : /Group/.test(name) ? 'by-group' : 'cross-validation';

type Folding = {
  readonly features: Value;
  readonly target: Value | undefined;
  readonly name: string;
  readonly keywords: readonly string[];
};

/** Rows given to cross-validation, whoever does it. */
export const foldRows = (turn: Turn, { features, target, name, keywords }: Folding): Division => {
  const place = placeOf(turn);
  const how = foldsOf(name);
  const seed =
    keywords.find((keyword) => keyword.startsWith('random_state='))?.slice('random_state='.length) ?? null;
  addSplit(turn, { place, how, seed, followed: features.stored });
  const shuffles = /Shuffle/.test(name) || keywords.includes('shuffle=True');
  atDivision(turn, { features, target, split: place, mixesTimes: shuffles, folds: true });
  return divisionOf(features, { place, kind: 'folds' });
};

/** `KFold(...).split(X, y)`: positions of both sides. */
export const foldPositions = (turn: Turn, folding: Folding): Value => {
  const division = foldRows(turn, folding);
  const positions = (which: Part['side']): Value =>
    made({
      rows: folding.features.rows,
      kin: folding.features.kin,
      index: true,
      part: { side: which, division },
    });
  return made({ items: [made({ items: [positions('training'), positions('held-out')] })] });
};
