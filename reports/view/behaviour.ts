import type { Dossier, Evidence } from '../../harness/types.ts';
import { axisOf, lanes } from '../charts/whisker.ts';
import { caps, visible } from '../escape.ts';
import type { Status } from './finding.ts';
import { pairOf } from './pair.ts';
import { interval, metric, quantity } from './units.ts';
import { plural, sentence } from './words.ts';

type BehaviourEvidence = Evidence['behaviour'];
type Probe = BehaviourEvidence['probes'][number];
type Statistic = BehaviourEvidence['statistics'][number];

/** Kinds of probe that ask the same question, in the order of the matrix. */
const columns = [
  { id: 'otherwise', title: 'Written otherwise', kinds: ['rewrite', 'swap'] },
  { id: 'again', title: 'Asked again, in any batch', kinds: ['repeat', 'order', 'companions', 'batch-size'] },
  { id: 'renamed', title: 'Renamed or nudged', kinds: ['identifier', 'near-copy'] },
  { id: 'unseen', title: 'Never seen', kinds: ['unseen-value', 'out-of-range'] },
  { id: 'many', title: 'Over many rows', kinds: [] },
] as const satisfies readonly { id: string; title: string; kinds: readonly Probe['kind'][] }[];

const maxProbes = 60;
const anchorOf = (index: number): string => `behaviour-${index + 1}`;

const statusOf = (held: number, pairs: number): Status => {
  if (pairs === 0) return { id: 'skip', word: 'not asked' };
  if (held === pairs) return { id: 'held', word: `${held} of ${pairs}` };
  return { id: held === 0 ? 'not' : 'part', word: `${held} of ${pairs}` };
};

const expected = ({ relation }: Probe): string => {
  switch (relation.kind) {
    case 'same':
      return relation.tolerance > 0
        ? `the same answer, to within ${relation.tolerance}`
        : 'exactly the same answer';
    case 'answered':
      return relation.orRefused ? 'an answer, or a refusal that names the column' : 'a usable answer';
    case 'bounded':
      return `answers no further apart than ${relation.most}`;
  }
};

type Row = {
  readonly title: string;
  readonly probes: readonly Probe[];
  readonly statistics: readonly Statistic[];
};

/** One row a defect that was asked about, then one an integrity probe. */
const rowsOf = ({ probes, statistics }: BehaviourEvidence): readonly Row[] => {
  const defects = [...new Set([...probes, ...statistics].map(({ defect }) => defect))].filter(
    (defect) => defect !== null,
  );
  const ofDefect = defects.map((defect) => {
    const own = probes.filter((probe) => probe.defect === defect);
    const counted = statistics.filter((statistic) => statistic.defect === defect);
    return { title: (own[0] ?? counted[0])?.title ?? defect, probes: own, statistics: counted };
  });
  const others = probes.filter(({ defect }) => defect === null);
  return [...ofDefect, ...others.map((probe) => ({ title: probe.title, probes: [probe], statistics: [] }))];
};

const cellOf = ({ probes, statistics }: Row, column: (typeof columns)[number]): Status | null => {
  if (column.id === 'many') {
    const held = statistics.filter((statistic) => statistic.held).length;
    return statistics.length === 0
      ? null
      : {
          id: held === statistics.length ? 'held' : 'not',
          word: held === statistics.length ? 'held' : 'did not hold',
        };
  }
  const kinds: readonly string[] = column.kinds;
  const own = probes.filter(({ kind }) => kinds.includes(kind));
  if (own.length === 0) return null;
  const sum = (key: 'held' | 'pairs'): number => own.reduce((total, probe) => total + probe[key], 0);
  return statusOf(sum('held'), sum('pairs'));
};

const probeOf = (probe: Probe, index: number) => {
  const broken = probe.examples.filter(({ held }) => !held);
  const examples = broken.length > 0 ? broken.slice(0, 3) : probe.examples.slice(0, 1);
  return {
    anchor: anchorOf(index),
    title: visible(probe.title, caps.name),
    status: statusOf(probe.held, probe.pairs),
    expected: `Expected: ${expected(probe)}.`,
    largest:
      probe.largestDifference === null ? null : `Largest difference: ${metric(probe.largestDifference, 3)}.`,
    pairs: examples.map(pairOf),
  };
};

/** What any value would hold to is there for the checks: it says nothing by itself. */
const tells = ({ accepts }: Statistic): boolean => accepts.low > 0 || accepts.high < 1;

const statisticOf = ({ title, value, accepts, held, rows }: Statistic) => {
  const dots = [{ ...value, kind: 'submission' as const }];
  const axis = axisOf(
    [...dots, { value: accepts.low, low: accepts.low, high: accepts.high, kind: 'baseline' }],
    false,
  );
  return {
    title: visible(title, caps.name),
    strip: lanes(dots, axis),
    value: quantity(value.value, ''),
    interval: interval(value.low, value.high, ''),
    accepts: `${quantity(accepts.low, '')} to ${quantity(accepts.high, '')}`,
    rows: plural(rows, 'row'),
    status: held ? ({ id: 'held', word: 'held' } as const) : ({ id: 'not', word: 'did not hold' } as const),
  };
};

const sentenceOf = ({ probes, requests }: BehaviourEvidence): string => {
  const pairs = probes.reduce((total, probe) => total + probe.pairs, 0);
  const held = probes.reduce((total, probe) => total + probe.held, 0);
  return `${held.toLocaleString('en')} of ${plural(pairs, 'pair')} held, in ${plural(requests, 'request')}.`;
};

const nothing = (empty: string) => ({
  empty,
  sentence: '',
  columns: [],
  rows: [],
  probes: [],
  statistics: [],
  more: null,
});

/** The matrix of paired probes, and under it the pairs: both requests, both answers, and what they should have had to do with each other. */
export const behaviourOf = ({ behaviour }: Dossier) => {
  if (behaviour.state === 'absent')
    return nothing(`Could not be measured through a fault of ours: ${sentence(behaviour.fault.message)}`);
  const { value } = behaviour;
  if (value.notAsked !== null) return nothing(`No pair was asked: the run stopped at ${value.notAsked}.`);
  if (value.probes.length === 0) return nothing('The challenge declares nothing to ask in pairs.');
  const rows = rowsOf(value);
  const used = columns.filter((column) => rows.some((row) => cellOf(row, column) !== null));
  const shown = value.probes.slice(0, maxProbes);
  return {
    empty: null,
    sentence: sentenceOf(value),
    columns: used.map(({ title }) => title),
    rows: rows.slice(0, maxProbes).map((row) => {
      const [first] = row.probes;
      const index = first ? shown.indexOf(first) : -1;
      return {
        title: visible(row.title, caps.name),
        anchor: index >= 0 ? anchorOf(index) : null,
        cells: used.map((column) => ({ status: cellOf(row, column) })),
      };
    }),
    probes: shown.map(probeOf),
    statistics: value.statistics.filter(tells).map(statisticOf),
    more:
      value.probes.length > maxProbes
        ? `and ${plural(value.probes.length - maxProbes, 'more probe')}, in dossier.json`
        : null,
  };
};
