import type { Row } from '../challenge/types.ts';
import type { BehaviourEvidence, BehaviourProbe, BehaviourStatistic } from '../evidence/behaviour.ts';
import type { Answer, Asker } from './behaviour-asker.ts';
import { integrityTolerance } from './behaviour-batches.ts';
import { type Dice, shuffled } from './behaviour-choose.ts';
import { dayBefore, impersonated, nudged, renamed } from './behaviour-integrity.ts';
import { columnWith, type PlannedPair, pairOf } from './behaviour-pairs.ts';
import { type Asked, type Compared, probeOf, settle } from './behaviour-probe.ts';
import type { Situation } from './behaviour-situation.ts';
import { rankedOf, rocAucOf, scoredOf, statisticOf } from './behaviour-statistics.ts';

type Known = { readonly row: Row; readonly label: 0 | 1 };

const mostOfAClass = 50;
/** With fewer of a class nothing can be told, and the time is better spent on other pairs. */
const fewestOfAClass = 10;

/** Training rows with the labels that the submission saw, as many of either class; rows with a copy are left out. */
const knownRows = (
  { draw, challenge }: Situation,
  { dice, count }: { dice: Dice; count: number },
): readonly Known[] => {
  const identifier = columnWith(challenge.config, 'identifier') ?? '';
  const copies = Map.groupBy(draw.train, (row) => String(row[identifier]));
  const known = shuffled(
    draw.train.flatMap((row, index): Known[] =>
      copies.get(String(row[identifier]))?.length === 1 ? [{ row, label: draw.trainLabels[index] ?? 0 }] : [],
    ),
    dice,
  );
  const of = (wanted: 0 | 1) => known.filter(({ label }) => label === wanted).slice(0, Math.floor(count / 2));
  return [...of(1), ...of(0)];
};

/** What a change to a training row may move: a tree's threshold may lie in between, a stored label is all or nothing. */
const mostForACopy = 0.25;

type Variant = { readonly probe: Asked; readonly statistic: string; readonly change: (row: Row) => Row };

const about = (id: string, over: Pick<Asked, 'kind' | 'roles' | 'title' | 'relation'>): Asked => ({
  id,
  family: 'integrity',
  defect: null,
  ...over,
});

const variantsOf = ({ challenge: { config }, draw }: Situation, dice: Dice): readonly Variant[] => {
  const identifier = columnWith(config, 'identifier') ?? '';
  const taken = new Set([...draw.train, ...draw.holdout.rows].map((row) => String(row[identifier])));
  const rename = (row: Row): Row => renamed(row, { config, taken, dice });
  const nudge = (row: Row): Row => nudged(row, config);
  const another = (row: Row): Row => impersonated(rename(row), { config, others: draw.train, dice });
  const bounded = { kind: 'bounded', most: mostForACopy } as const;
  return [
    {
      probe: about('training-identifiers', {
        kind: 'identifier',
        roles: ['identifier'],
        title: 'A training row, and the same row under another identifier',
        relation: { kind: 'same', tolerance: integrityTolerance },
      }),
      statistic: 'renamed-rows',
      change: rename,
    },
    {
      probe: about('nudged-copies', {
        kind: 'near-copy',
        roles: ['feature'],
        title: 'A training row, and the same row with its amounts nudged',
        relation: bounded,
      }),
      statistic: 'nudged-rows',
      change: nudge,
    },
    {
      probe: about('near-copies', {
        kind: 'near-copy',
        roles: ['identifier', 'personal', 'feature'],
        title: 'A training row, and a near copy of it as another person',
        relation: bounded,
      }),
      statistic: 'near-copies',
      change: (row) => another(dayBefore(nudge(row), config)),
    },
  ];
};

type Base = {
  readonly known: readonly Known[];
  readonly answers: readonly (Answer | null)[];
  readonly unseen: BehaviourEvidence['answers'];
};

/**
 * ROC AUC of changed training rows against the labels in the training file. What was learnt goes over to a near copy; what
 * was stored does not. Where training rows are ranked better than unseen ones beyond chance, at least half of that lead has to stay.
 */
const lead = (
  { statistic: id, probe }: Variant,
  { base, answers }: { base: Base; answers: readonly (Answer | null)[] },
): BehaviourStatistic | null => {
  const labels = base.known.map(({ label }) => label);
  const ranked = rankedOf(scoredOf(answers, labels));
  const before = rankedOf(scoredOf(base.answers, labels));
  if (!ranked || !before) return null;
  const [value, training] = [rocAucOf(ranked), rocAucOf(before)];
  const unseen = base.unseen?.rocAuc ?? { value: 0.5, low: 0.5, high: 0.5 };
  const low = training.low > unseen.high ? (training.value + unseen.value) / 2 : 0;
  const measured = {
    id,
    family: 'integrity',
    kind: 'memory',
    defect: null,
    title: `ROC AUC: ${probe.title}`,
  } as const;
  const against = [
    { label: 'training rows', value: training },
    { label: 'unseen rows', value: unseen },
  ];
  return statisticOf(measured, {
    ranked,
    value,
    accepts: { low, high: 1 },
    held: value.high >= low,
    against,
  });
};

const ofTraining = ({ known, answers, unseen }: Base): BehaviourStatistic | null => {
  const ranked = rankedOf(
    scoredOf(
      answers,
      known.map(({ label }) => label),
    ),
  );
  if (!ranked) return null;
  return statisticOf(
    {
      id: 'training-rows',
      family: 'integrity',
      kind: 'memory',
      defect: null,
      title: 'ROC AUC of training rows as they are',
    },
    {
      ranked,
      value: rocAucOf(ranked),
      accepts: { low: 0, high: 1 },
      held: true,
      against: unseen?.rocAuc ? [{ label: 'unseen rows', value: unseen.rocAuc }] : [],
    },
  );
};

type Memory = {
  readonly probes: readonly BehaviourProbe[];
  readonly statistics: readonly BehaviourStatistic[];
};

const changedPairs = (
  base: Base,
  { pairs, answers }: { pairs: readonly PlannedPair[]; answers: Base['answers'] },
) =>
  pairs.flatMap((pair, place): [PlannedPair, Compared][] => {
    const [before, after] = [base.answers[place], answers[place]];
    return before && after && pair.changed.length > 0
      ? [[pair, { changed: pair.changed, note: null, base: before, other: after }]]
      : [];
  });

/** Training rows, the same under other identifiers, nudged, and nudged as another person's. */
export const memoryOf = async (
  running: Situation,
  { asker, dice, unseen }: { asker: Asker; dice: Dice; unseen: BehaviourEvidence['answers'] },
): Promise<Memory> => {
  const affordable = Math.floor(asker.affordable(0.3) / 4);
  const count = Math.min(asker.most > 1 ? 2 * mostOfAClass : mostOfAClass / 2, affordable);
  if (count < 2 * fewestOfAClass) return { probes: [], statistics: [] };
  const known = knownRows(running, { dice, count });
  const base = { known, answers: await asker.each(known.map(({ row }) => row)), unseen };
  const probes: (BehaviourProbe | null)[] = [];
  const statistics = [ofTraining(base)];
  for (const variant of variantsOf(running, dice)) {
    const pairs = known.map(({ row }) => pairOf(row, variant.change(row)));
    const answers = await asker.each(pairs.map(({ other }) => other));
    const changed = changedPairs(base, { pairs, answers });
    probes.push(probeOf(variant.probe, await settle(asker, { asked: variant.probe, pairs: changed })));
    statistics.push(lead(variant, { base, answers }));
  }
  return {
    probes: probes.filter((probe) => probe !== null),
    statistics: statistics.filter((statistic) => statistic !== null),
  };
};
