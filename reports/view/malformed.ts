import type { Dossier, Evidence } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { exchangeOf } from './evidence.ts';
import type { Status } from './finding.ts';
import { whyMissing } from './missing.ts';
import { joined, plural } from './words.ts';

type MalformedEvidence = Evidence['malformed'];
export const maxProbes = 60;

type Probe = MalformedEvidence['probes'][number];

export const probeAnchor = (index: number): string => `probe-${index + 1}`;

const yes = (word: string): Status => ({ id: 'held', word });
const no = (word: string): Status => ({ id: 'not', word });
const none: Status = { id: 'skip', word: 'does not apply' };

const naming = ({ namesField, field }: Probe): Status => {
  if (namesField === null || field === null) return none;
  return namesField ? yes('named') : no('not named');
};

const columns = ['Status', 'Names the field', 'No stack trace', 'Healthy afterwards'] as const;

const cells = (probe: Probe): readonly Status[] => [
  (probe.refused ? yes : no)(probe.exchange.reply ? String(probe.exchange.reply.status) : 'no reply'),
  naming(probe),
  probe.leaksTrace ? no('trace shown') : yes('no trace'),
  probe.healthyAfter ? yes('healthy') : no('not healthy'),
];

const rowOf = (probe: Probe, index: number) => ({
  anchor: probeAnchor(index),
  title: visible(probe.title, caps.name),
  cells: cells(probe).map((status, place) => ({ column: columns[place] ?? '', status })),
  accepts: `Expected: ${joined(probe.accepts.map(String))}${probe.field ? `, naming ${visible(probe.field, caps.name)}` : ''}.`,
  ...exchangeOf(probe.exchange, probe.field === null ? [] : [probe.field]),
});

const sentenceOf = ({ probes }: MalformedEvidence): string => {
  const refused = probes.filter((probe) => probe.refused).length;
  return `${refused} of ${plural(probes.length, 'malformed request')} got a fitting status.`;
};

const nothing = (empty: string) => ({ empty, sentence: '', columns: [], rows: [], more: null });

/** The matrix: one row a request, what a good refusal does across. `empty` says why there is none. */
export const malformedOf = ({ malformed }: Dossier) => {
  if (malformed.state !== 'gathered') return nothing(whyMissing(malformed));
  const { notAsked, probes } = malformed.value;
  if (notAsked !== null) return nothing(`No request was sent: the run stopped at ${notAsked}.`);
  if (probes.length === 0) return nothing('The challenge holds no malformed requests.');
  return {
    empty: null,
    sentence: sentenceOf(malformed.value),
    columns,
    rows: probes.slice(0, maxProbes).map(rowOf),
    more:
      probes.length > maxProbes
        ? `and ${plural(probes.length - maxProbes, 'more request')}, in dossier.json`
        : null,
  };
};
