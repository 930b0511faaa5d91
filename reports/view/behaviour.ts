import type { Dossier, Evidence } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import type { Status } from './finding.ts';
import { whyMissing } from './missing.ts';
import { pairOf } from './pair.ts';
import { type Statistic, statisticOf, tells } from './statistic.ts';
import { metric } from './units.ts';
import { grouped, joined, plural } from './words.ts';

type BehaviourEvidence = Evidence['behaviour'];
type Probe = BehaviourEvidence['probes'][number];
type Example = Probe['examples'][number];
/** One row: a declared defect or an integrity probe, asked in pairs, told from many answers, or both. */
type Row = {
  readonly title: string;
  readonly declared: boolean;
  readonly probes: readonly Probe[];
  readonly statistics: readonly Statistic[];
};

/** Kinds of probe, by what the second answer has to do with the first. */
const columns = [
  { id: 'same', title: 'Same answer' },
  { id: 'bounded', title: 'Close answer' },
  { id: 'answered', title: 'Any answer' },
  { id: 'many', title: 'Over many rows' },
] as const;

const mostRows = 60;
const mostPairs = 3;

const sum = (probes: readonly Probe[], key: 'held' | 'pairs'): number =>
  probes.reduce((total, probe) => total + probe[key], 0);

const pairsStatus = (probes: readonly Probe[]): Status => {
  const [held, pairs] = [sum(probes, 'held'), sum(probes, 'pairs')];
  const word = `${held} of ${pairs}`;
  if (held === pairs) return { id: 'held', word };
  return { id: held === 0 ? 'not' : 'part', word };
};

const statisticsStatus = (statistics: readonly Statistic[]): Status =>
  statistics.every(({ held }) => held) ? { id: 'held', word: 'held' } : { id: 'not', word: 'did not hold' };

const cellOf = (row: Row, id: (typeof columns)[number]['id']): Status | null => {
  if (id === 'many') return row.statistics.length > 0 ? statisticsStatus(row.statistics) : null;
  const probes = row.probes.filter(({ relation }) => relation.kind === id);
  return probes.length > 0 ? pairsStatus(probes) : null;
};

/** What did not hold comes first. */
const shareHeld = ({ probes, statistics }: Row): number =>
  Math.min(
    1,
    ...probes.map(({ held, pairs }) => held / pairs),
    ...statistics.map(({ held }) => Number(held)),
  );

/** A declared defect is one row, however it is asked about; a statistic of an integrity probe's rows is named after it. */
const rowOf = ({ title, defect }: Probe | Statistic): string => defect ?? title.replace(/^ROC AUC: /, '');

const rowsOf = ({ probes, statistics }: BehaviourEvidence): readonly Row[] => {
  const asked = probes.filter(({ pairs }) => pairs > 0);
  const counted = statistics.filter(tells);
  const keys = [...new Set([...asked, ...counted].map(rowOf))];
  const rows = keys.map((key): Row => {
    const own = asked.filter((probe) => rowOf(probe) === key);
    const numbers = counted.filter((statistic) => rowOf(statistic) === key);
    const first = own[0] ?? numbers[0];
    return {
      title: first?.title ?? key,
      declared: first?.defect !== null,
      probes: own,
      statistics: numbers,
    };
  });
  return rows.toSorted(
    (one, other) => Number(other.declared) - Number(one.declared) || shareHeld(one) - shareHeld(other),
  );
};

const anchorOf = (index: number): string => `behaviour-${index + 1}`;

const exampleKey = ({ base, other }: Pick<Example, 'base' | 'other'>): string =>
  JSON.stringify([base, other]);

const shownExamples = ({ examples }: Probe): readonly Example[] => {
  const lost = examples.filter(({ held }) => !held);
  return lost.length > 0 ? lost.slice(0, mostPairs) : examples.slice(0, 1);
};

/** Where a pair of exchanges is drawn, so that evidence elsewhere can point there; null where it is not. */
export type PairAnchor = (pair: Pick<Example, 'base' | 'other'>) => string | null;

export const pairAnchorOf = ({ behaviour }: Dossier): PairAnchor => {
  const rows = behaviour.state === 'gathered' ? rowsOf(behaviour.value).slice(0, mostRows) : [];
  const anchors = new Map(
    rows.flatMap(({ probes }, index) =>
      probes.flatMap(shownExamples).map((pair) => [exampleKey(pair), anchorOf(index)] as const),
    ),
  );
  return (pair) => anchors.get(exampleKey(pair)) ?? null;
};

const expected = ({ relation }: Probe): string => {
  switch (relation.kind) {
    case 'same':
      return relation.tolerance > 0 ? `the same answer, within ${relation.tolerance}` : 'the same answer';
    case 'answered':
      return relation.orRefused ? 'an answer, or a refusal that names the column' : 'a usable answer';
    case 'bounded':
      return `answers no further apart than ${relation.most}`;
  }
};

const largest = ({ largestDifference, pairs }: Probe): string | null =>
  largestDifference === null
    ? null
    : `Largest difference in ${plural(pairs, 'pair')}: ${metric(largestDifference, 3)}.`;

/** The same error page three times says nothing more. */
const saidOnce = <T extends { readonly instead: string | null }>(pairs: readonly T[]): readonly T[] =>
  pairs.map((pair, place) =>
    pairs.slice(0, place).some(({ instead }) => instead === pair.instead) ? { ...pair, instead: null } : pair,
  );

const askedView = (probe: Probe) => ({
  expected: `Expected: ${expected(probe)}.`,
  largest: largest(probe),
  pairs: saidOnce(shownExamples(probe).map(pairOf)),
});

const rowView = (row: Row, index: number) => ({
  anchor: anchorOf(index),
  title: visible(row.title, caps.name),
  declared: row.declared,
  cells: columns.map(({ id, title }) => ({ column: title, status: cellOf(row, id) })),
  asked: row.probes.map(askedView),
  statistics: row.statistics.map(statisticOf),
});

/** `9 of 12 declared defects`; null without any. */
const throughout = (rows: readonly Row[], noun: string): string | null => {
  const whole = rows.filter((row) => shareHeld(row) === 1).length;
  return rows.length === 0 ? null : `${whole} of ${plural(rows.length, noun)}`;
};

const sentenceOf = ({ probes, requests }: BehaviourEvidence, rows: readonly Row[]): string => {
  const [held, pairs] = [sum(probes, 'held'), sum(probes, 'pairs')];
  const kinds = [
    throughout(
      rows.filter(({ declared }) => declared),
      'declared defect',
    ),
    throughout(
      rows.filter(({ declared }) => !declared),
      'integrity probe',
    ),
  ].filter((part) => part !== null);
  return `${grouped(held)} of ${plural(pairs, 'pair')} held, in ${plural(requests, 'request')}. All held in ${joined(kinds)}.`;
};

const nothing = (empty: string) => ({ empty, sentence: '', columns: [], groups: [], more: null });

/** The matrix of paired probes: a row opens to both requests, both answers, and what these had to do with each other. */
export const behaviourOf = ({ behaviour }: Dossier) => {
  if (behaviour.state !== 'gathered') return nothing(whyMissing(behaviour));
  const { value } = behaviour;
  if (value.notAsked !== null) return nothing(`No pair was asked: the run stopped at ${value.notAsked}.`);
  const all = rowsOf(value);
  if (all.length === 0) return nothing('The challenge declares nothing to ask in pairs.');
  const views = all.slice(0, mostRows).map(rowView);
  const groups = [
    { title: 'Declared defects', rows: views.filter(({ declared }) => declared) },
    { title: 'Integrity', rows: views.filter(({ declared }) => !declared) },
  ];
  return {
    empty: null,
    sentence: sentenceOf(value, all),
    columns: columns.map(({ title }) => title),
    groups: groups.filter(({ rows }) => rows.length > 0),
    more: all.length > mostRows ? `and ${plural(all.length - mostRows, 'more row')}, in dossier.json` : null,
  };
};
