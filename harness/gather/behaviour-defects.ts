import { baselineProbabilities } from '../challenge/baseline.ts';
import type { DefectProbe } from '../config/challenge.ts';
import type { BehaviourProbe, BehaviourStatistic, Relation } from '../evidence/behaviour.ts';
import type { Scored } from '../metrics/ranked.ts';
import type { Answer, Asker } from './behaviour-asker.ts';
import { type Dice, diceOf, shuffled } from './behaviour-choose.ts';
import {
  type Defect,
  inAskingOrder,
  ledgerPairs,
  type PlannedPair,
  rowsById,
  swapPairs,
} from './behaviour-pairs.ts';
import { type Asked, askPairs, type Compared, probeOf, settle } from './behaviour-probe.ts';
import type { Situation } from './behaviour-situation.ts';
import {
  labelNoiseStatistic,
  type Measured,
  periodsStatistic,
  rateStatistic,
  scoredOf,
  timesOf,
} from './behaviour-statistics.ts';

type Paired = Extract<DefectProbe, { readonly expect: unknown }>;

const relationOf = ({ expect }: Paired): Relation => {
  switch (expect.relation) {
    case 'same':
      return { kind: 'same', tolerance: expect.tolerance };
    case 'answered':
      return { kind: 'answered' };
    case 'bounded':
      return { kind: 'bounded', most: expect.most };
  }
};

const mostPairs = 24;
/** Where each row takes a request of its own. */
const mostPairsAlone = 8;
const fewestPairs = 2;

/** As many pairs as the probes that are still to come leave time for. */
export const pairsFor = (asker: Asker, probesLeft: number): number => {
  const most = asker.most > 1 ? mostPairs : mostPairsAlone;
  return Math.max(fewestPairs, Math.min(most, Math.floor(asker.affordable(1 / probesLeft) / 2)));
};

/** Asks pairs in the order given, as many as there is time for. */
export const askProbe = async (
  asker: Asker,
  { asked, pairs, probesLeft }: { asked: Asked; pairs: readonly PlannedPair[]; probesLeft: number },
): Promise<BehaviourProbe | null> => {
  const answered = await askPairs(asker, pairs.slice(0, pairsFor(asker, probesLeft)));
  return probeOf(asked, await settle(asker, { asked, pairs: answered }));
};

/** A row alone, and the same row twice in one request: the answer that lies further off counts. */
const askRepeats = async (
  asker: Asker,
  { asked, rows }: { asked: Asked; rows: readonly PlannedPair['base'][] },
): Promise<BehaviourProbe | null> => {
  const compared: Compared[] = [];
  for (const row of rows) {
    const [base] = await asker.each([row]);
    const sent = await asker.send([row, row]);
    if (!base || !sent) break;
    const values = sent.values ?? [];
    const far = values.toSorted((one, other) => distance(base, other) - distance(base, one));
    const other: Answer = { value: far[0] ?? null, exchange: sent.exchange, alone: false };
    compared.push({ changed: [], note: 'alone, then twice in one request', base, other });
  }
  return probeOf(asked, compared);
};

const distance = ({ value }: Answer, other: number): number => Math.abs((value ?? 0) - other);

const repeatedRows = 4;

export type Probing = {
  readonly running: Situation;
  readonly asker: Asker;
  readonly probesLeft: number;
};

const rolesOf = ({ columns }: Defect, { challenge }: Situation): Asked['roles'] => [
  ...new Set(challenge.config.columns.filter(({ name }) => columns.includes(name)).map(({ role }) => role)),
];

const familyOf = ({ probes }: Defect): Asked['family'] =>
  probes.some(({ kind }) => kind === 'periods') ? 'drift' : 'defect';

/** One declared defect asked in pairs; null where nothing of it can be asked of this service. */
export const askDefect = async (
  { defect, probe }: { defect: Defect; probe: Paired },
  { running, asker, probesLeft }: Probing,
): Promise<BehaviourProbe | null> => {
  const { challenge, draw, workspace } = running;
  const given = { config: challenge.config, draw };
  const dice = diceOf(workspace.digest, defect.id);
  const asked: Asked = {
    id: defect.id,
    family: familyOf(defect),
    kind: probe.kind,
    roles: rolesOf(defect, running),
    defect: defect.id,
    title: defect.title,
    relation: relationOf(probe),
  };
  switch (probe.kind) {
    case 'rewrite':
    case 'swap': {
      const all = probe.kind === 'rewrite' ? ledgerPairs(defect, given) : swapPairs(defect, given);
      const pairs = inAskingOrder(all, { given, dice });
      return askProbe(asker, { asked, pairs, probesLeft });
    }
    case 'repeat': {
      if (asker.most === 1) return null;
      const rows = repeatRows(defect, { running, dice }).slice(0, repeatedRows);
      return askRepeats(asker, { asked, rows });
    }
  }
};

const repeatRows = (defect: Defect, { running, dice }: { running: Situation; dice: Dice }) => {
  const rows = rowsById({ config: running.challenge.config, draw: running.draw });
  const struck = running.draw.ledger.filter((entry) => entry.defect === defect.id);
  return shuffled(struck, dice).flatMap(({ row: id }) => {
    const row = rows.get(id);
    return row ? [row] : [];
  });
};

const measuredOf = ({ id, title }: Defect, kind: Measured['kind']): Measured => ({
  id,
  family: kind === 'periods' ? 'drift' : 'defect',
  kind,
  defect: id,
  title,
});

/** Rows whose label was flipped, with the label as it was before. */
export const flippedRows = (defect: Defect, { config, draw }: Parameters<typeof rowsById>[0]) => {
  const rows = rowsById({ config, draw });
  return draw.ledger.flatMap(({ defect: id, row: of, before }) => {
    const row = rows.get(of);
    return id === defect.id && row && (before === '0' || before === '1')
      ? [{ row, label: before === '1' ? (1 as const) : (0 as const) }]
      : [];
  });
};

const mostFlipped = 240;
const mostFlippedAlone = 40;

const askFlipped = async (
  defect: Defect,
  { running, asker, probesLeft }: Probing,
): Promise<BehaviourStatistic | null> => {
  const given = { config: running.challenge.config, draw: running.draw };
  const most = Math.min(asker.most > 1 ? mostFlipped : mostFlippedAlone, asker.affordable(1 / probesLeft));
  const rows = shuffled(flippedRows(defect, given), diceOf(running.workspace.digest, defect.id)).slice(
    0,
    most,
  );
  const answers = await asker.each(rows.map(({ row }) => row));
  return labelNoiseStatistic(
    measuredOf(defect, 'label-noise'),
    scoredOf(
      answers,
      rows.map(({ label }) => label),
    ),
  );
};

export type Unseen = { readonly scored: Scored; readonly places: readonly number[] };

/** One declared defect told from many answers; null where too few rows were answered. */
export const measureDefect = async (
  { defect, probe }: { defect: Defect; probe: Exclude<DefectProbe, Paired> },
  { unseen, ...probing }: Probing & { readonly unseen: Unseen },
): Promise<BehaviourStatistic | null> => {
  switch (probe.kind) {
    case 'label-noise':
      return askFlipped(defect, probing);
    case 'rate':
      return rateStatistic(measuredOf(defect, probe.kind), { scored: unseen.scored, between: probe.between });
    case 'periods':
      return periodsOf(defect, { running: probing.running, unseen, atLeast: probe.atLeast });
  }
};

const periodsOf = (
  defect: Defect,
  { running: { challenge, draw }, unseen, atLeast }: { running: Situation; unseen: Unseen; atLeast: number },
): BehaviourStatistic | null => {
  const column = challenge.config.holdout.timeColumn;
  if (column === null) return null;
  const baseline = baselineProbabilities(challenge, draw);
  const compared = {
    label: 'baseline',
    scored: {
      labels: unseen.scored.labels,
      probabilities: unseen.places.map((place) => baseline[place] ?? 0),
    },
  };
  const times = timesOf(
    unseen.places.map((place) => draw.holdout.rows[place] ?? {}),
    column,
  );
  return periodsStatistic(measuredOf(defect, 'periods'), { scored: unseen.scored, compared, times, atLeast });
};
