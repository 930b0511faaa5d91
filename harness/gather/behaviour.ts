import type { DefectProbe } from '../config/challenge.ts';
import type { BehaviourEvidence, BehaviourProbe, BehaviourStatistic } from '../evidence/behaviour.ts';
import type { StageName } from '../evidence/common.ts';
import type { HoldoutEvidence } from '../evidence/holdout.ts';
import { type Askers, askersOf } from './behaviour-asker.ts';
import { batchProbes, integrityTolerance } from './behaviour-batches.ts';
import { diceOf, shuffled } from './behaviour-choose.ts';
import { askDefect, askProbe, measureDefect, type Unseen } from './behaviour-defects.ts';
import { outOfRangePairs, renamed, unseenPairs } from './behaviour-integrity.ts';
import { memoryOf } from './behaviour-memory.ts';
import { columnWith, type Defect, inAskingOrder, pairOf } from './behaviour-pairs.ts';
import type { Situation, Spoken } from './behaviour-situation.ts';
import { answersOf } from './behaviour-statistics.ts';
import { concealedChange } from './concealed.ts';

/** What was known of the holdout's answers when the pairs were asked: probability by holdout row. */
export type Answered = { readonly evidence: HoldoutEvidence; readonly values: ReadonlyMap<number, number> };

export const behaviourNotAsked = (stage: StageName): BehaviourEvidence => ({
  notAsked: stage,
  answers: null,
  probes: [],
  statistics: [],
  requests: 0,
  durationMs: 0,
});

type Found = {
  readonly probes: readonly (BehaviourProbe | null)[];
  readonly statistics: readonly (BehaviourStatistic | null)[];
};

type Asking = { readonly running: Situation; readonly askers: Askers; readonly unseen: Unseen };

const unseenOf = ({ draw }: Situation, { values }: Pick<Answered, 'values'>): Unseen => {
  const places = [...values.keys()].sort((one, other) => one - other);
  const probabilities = places.map((place) => values.get(place) ?? 0);
  return {
    places,
    scored: { probabilities, labels: places.map((place) => draw.holdout.labels[place] ?? 0) },
  };
};

/** What depends on nothing but the row, asked with rows as they were drawn: hidden ones, which are asked as the holdout is. */
const askIntegrity = async ({ running, askers, unseen }: Asking): Promise<Found> => {
  const { challenge, draw, workspace } = running;
  const { config } = challenge;
  const rows = shuffled(draw.holdout.rows, diceOf(workspace.digest, 'batches'));
  const batches = await batchProbes(askers.discreet, rows);
  const dice = diceOf(workspace.digest, 'training-rows');
  const memory = await memoryOf(running, { asker: askers.open, dice, unseen: answersOf(unseen.scored) });
  const identifier = columnWith(config, 'identifier') ?? '';
  const taken = new Set([...draw.train, ...draw.holdout.rows].map((row) => String(row[identifier])));
  const identifiers = await askProbe(askers.discreet, {
    asked: {
      id: 'identifiers',
      family: 'integrity',
      kind: 'identifier',
      roles: ['identifier'],
      defect: null,
      title: 'An unseen row, and the same row under another identifier',
      relation: { kind: 'same', tolerance: integrityTolerance },
    },
    pairs: rows
      .map((row) => pairOf(row, renamed(row, { config, taken, dice })))
      .filter(({ changed }) => changed.length > 0)
      .map((pair) => ({ ...pair, changed: concealedChange(pair.changed) })),
    probesLeft: config.defects.length + 3,
  });
  return { probes: [...batches, identifiers, ...memory.probes], statistics: memory.statistics };
};

type Declared = { readonly defect: Defect; readonly probe: DefectProbe };

const declaredBy = ({ challenge }: Situation): readonly Declared[] =>
  challenge.config.defects.flatMap((defect) => defect.probes.map((probe) => ({ defect, probe })));

const askDefects = async ({ running, askers: { open: asker }, unseen }: Asking): Promise<Found> => {
  const probes: (BehaviourProbe | null)[] = [];
  const statistics: (BehaviourStatistic | null)[] = [];
  const declared = declaredBy(running);
  for (const [index, { defect, probe }] of declared.entries()) {
    running.waitingFor(`pairs of requests, ${index} of ${declared.length} defects`);
    const probing = { running, asker, probesLeft: declared.length - index + 2 };
    if ('expect' in probe) probes.push(await askDefect({ defect, probe }, probing));
    else statistics.push(await measureDefect({ defect, probe }, { ...probing, unseen }));
  }
  return { probes, statistics };
};

/** Values beyond what training data hold come last: a service that they bring down has been asked everything else. */
const askBeyond = async ({ running, askers: { open: asker } }: Asking): Promise<Found> => {
  running.waitingFor('pairs of requests with values that training data never hold');
  const { challenge, draw, workspace } = running;
  const given = { config: challenge.config, draw };
  const about = { family: 'integrity', roles: ['feature'], defect: null } as const;
  const inOrder = (id: string, pairs: Parameters<typeof inAskingOrder>[0]) =>
    inAskingOrder(pairs, { given, dice: diceOf(workspace.digest, id) });
  const unseen = await askProbe(asker, {
    asked: {
      ...about,
      id: 'unseen-values',
      kind: 'unseen-value',
      title: 'A category that training data never hold',
      relation: { kind: 'answered' },
    },
    pairs: inOrder('unseen-values', unseenPairs(draw.train, challenge.config)),
    probesLeft: 2,
  });
  const outOfRange = await askProbe(asker, {
    asked: {
      ...about,
      id: 'out-of-range',
      kind: 'out-of-range',
      title: 'A number ten times the largest in training data',
      relation: { kind: 'answered', orRefused: true },
    },
    pairs: inOrder('out-of-range', outOfRangePairs(draw.train, challenge.config)),
    probesLeft: 1,
  });
  return { probes: [unseen, outOfRange], statistics: [] };
};

/**
 * Paired requests, made from the challenge's declaration and its ledger, and what many answers show together. Cleanest rows
 * come first. What a slow service leaves no time for is not there.
 */
export const gatherBehaviour = async (
  running: Situation,
  { predicting, answered }: { readonly predicting: Spoken; readonly answered: Pick<Answered, 'values'> },
): Promise<BehaviourEvidence> => {
  running.waitingFor('pairs of requests');
  const askers = askersOf(running, predicting);
  const asking = { running, askers, unseen: unseenOf(running, answered) };
  const integrity = await askIntegrity(asking);
  const defects = await askDefects(asking);
  const beyond = await askBeyond(asking);
  const found = [defects, integrity, beyond];
  return {
    notAsked: null,
    answers: answersOf(asking.unseen.scored),
    probes: found.flatMap(({ probes }) => probes).filter((probe) => probe !== null),
    statistics: found.flatMap(({ statistics }) => statistics).filter((statistic) => statistic !== null),
    ...askers.open.counted(),
  };
};
