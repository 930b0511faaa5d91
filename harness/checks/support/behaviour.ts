import type {
  BehaviourEvidence,
  BehaviourProbe,
  BehaviourStatistic,
  Relation,
} from '../../evidence/behaviour.ts';
import type { Detail, Finding } from '../../types.ts';
import { notApplicable, scored } from './check.ts';
import { measured } from './details.ts';
import { notAsked } from './stages.ts';
import { count, decimal, outOf } from './words.ts';

// Two rows may get answers this close from a model that tells them apart, but not all rows: it is no more than `same` allows.
const leastSpread = 0.01;
// More exchanges show nothing that the first six do not.
const enough = 6;

type Asked = {
  readonly behaviour: BehaviourEvidence;
  /** What was looked for, should it not have been asked: `answers to rows with gaps`. */
  readonly what: string;
};

/** Why there is nothing to judge: nothing was asked, or one answer for everybody holds any relation. Null to go on. */
export function nothingTold({ behaviour, what }: Asked): Finding | null {
  if (behaviour.notAsked) return notAsked(behaviour.notAsked, what);
  const { answers } = behaviour;
  if (!answers || answers.highest - answers.lowest > leastSpread) return null;
  const range = `from ${answers.lowest.toFixed(3)} to ${answers.highest.toFixed(3)}`;
  const against = [
    { label: 'lowest answer', value: answers.lowest },
    { label: 'highest answer', value: answers.highest },
  ];
  return scored({
    score: 0,
    summary: `One answer for everybody changes with nothing: ${count(answers.rows, 'row')} got ${range}.`,
    details: [{ kind: 'number', label: 'distinct answers', value: answers.distinct, unit: '', against }],
  });
}

type Question = Asked & {
  readonly about: (probe: BehaviourProbe) => boolean;
  /** Ends a sentence that begins with `4 of 5 pairs of requests`. */
  readonly sentence: string;
};

/** The share of pairs that held, every probe counting the same. */
export function judgePairs({ about, sentence, ...asked }: Question): Finding {
  const untold = nothingTold(asked);
  if (untold) return untold;
  const probes = asked.behaviour.probes.filter(about);
  if (probes.length === 0) return notApplicable('Nothing of this kind could be asked of this service.');
  const score = heldShare(probes);
  return scored({ score, summary: `${heldOf(probes)} ${sentence}.`, details: pairDetails(probes) });
}

/** Mean share of pairs that held, 0..1; `probes` is not empty, and no probe is. */
export function heldShare(probes: readonly BehaviourProbe[]): number {
  return probes.reduce((sum, { held, pairs }) => sum + held / pairs, 0) / probes.length;
}

/** `71 of 72 pairs of requests`. */
export function heldOf(probes: readonly BehaviourProbe[]): string {
  const [held, pairs] = [sumOf(probes, 'held'), sumOf(probes, 'pairs')];
  return `${outOf([held, pairs], 'pair')} of requests`;
}

function sumOf(probes: readonly BehaviourProbe[], key: 'held' | 'pairs'): number {
  return probes.reduce((sum, probe) => sum + probe[key], 0);
}

/** What did not hold first, one probe in turn, and then a table of all probes. */
export function pairDetails(probes: readonly BehaviourProbe[]): readonly Detail[] {
  const pairs = [0, 1, 2].flatMap((place) => probes.flatMap((probe) => pairDetail(probe, place)));
  const lost = pairs.filter(({ held }) => !held);
  return [...(lost.length > 0 ? lost.slice(0, enough) : pairs.slice(0, 1)), tableOf(probes)];
}

function pairDetail(probe: BehaviourProbe, place: number): readonly Extract<Detail, { kind: 'pair' }>[] {
  const pair = probe.examples[place];
  return pair ? [{ kind: 'pair', title: probe.title, expected: expected(probe.relation), ...pair }] : [];
}

function expected(relation: Relation): string {
  switch (relation.kind) {
    case 'same':
      return `the same answer, within ${relation.tolerance}`;
    case 'bounded':
      return `answers no further apart than ${relation.most}`;
    case 'answered':
      return relation.orRefused ? 'an answer, or a refusal that names the field' : 'an answer';
  }
}

function tableOf(probes: readonly BehaviourProbe[]): Detail {
  const rows = probes.map(({ title, relation, pairs, held, largestDifference }) => [
    title,
    expected(relation),
    `${held} of ${pairs}`,
    largestDifference === null ? 'none' : largestDifference.toFixed(3),
  ]);
  return { kind: 'table', columns: ['asked', 'expected', 'held', 'largest difference'], rows };
}

export function statisticOf(
  { statistics }: BehaviourEvidence,
  kind: BehaviourStatistic['kind'],
): BehaviourStatistic | null {
  return statistics.find((statistic) => statistic.kind === kind) ?? null;
}

/** The statistic with what it is compared with. */
export function statisticDetails({ title, value, against, accepts }: BehaviourStatistic): readonly Detail[] {
  const compared = against.map((other) => ({ label: other.label, value: other.value.value }));
  const least = { label: 'at least', value: accepts.low };
  return [measured(title, { estimate: value, against: [...compared, least] })];
}

/** A ranking no better than chance: what it does not know, it cannot lose or learn. */
export function ranksNothing({ answers }: BehaviourEvidence): Finding | null {
  const rocAuc = answers?.rocAuc ?? null;
  if (rocAuc === null || rocAuc.low > 0.5) return null;
  return scored({
    score: 0,
    summary: `Unseen rows are ranked no better than by chance: ROC AUC ${decimal(rocAuc.value)}, chance 0.50.`,
    details: [
      measured('ROC AUC on unseen rows', { estimate: rocAuc, against: [{ label: 'chance', value: 0.5 }] }),
    ],
  });
}
