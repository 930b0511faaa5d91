import type { Dossier, Evidence, Grade } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { joined, plural } from './words.ts';

type Signs = Evidence['signs'];
type Page = Signs['pages'][number];
type Fact = { readonly name: string; readonly text: string; readonly meter: null };

const still: Record<Exclude<Page['kind'], 'counts'>, string> = {
  moves: 'moved, but not as often as we asked',
  'process-only': 'tells of the process alone',
  static: 'did not move',
};

const pageText = ({ path, kind, counted, latency, errors, predictions }: Page): string => {
  if (kind !== 'counts') return `${path} ${still[kind]}`;
  const also = [
    ...(latency ? ['latency'] : []),
    ...(errors ? ['errors'] : []),
    ...(predictions ? ['predictions'] : []),
  ];
  const named = counted[0]?.name ?? 'requests';
  return `${path} counted them as ${named}${also.length > 0 ? `, and shows ${joined(also)}` : ''}`;
};

const numbersText = ({ pages, tried, sent }: Signs): string =>
  pages.length === 0
    ? `No page of numbers at ${joined(tried)}.`
    : `Read before and after ${plural(sent, 'request')} of ours: ${pages.map(pageText).join('; ')}.`;

const recordsText = ({ records: { kind, count, fields, holdsRow }, sent }: Signs): string => {
  const asked = plural(sent, 'request');
  switch (kind) {
    case 'structured':
      return `${asked} left ${plural(count, 'structured record')} with ${joined(fields)}${holdsRow ? ', and with the row that was sent' : ''}.`;
    case 'plain':
      return `${asked} left ${plural(count, 'plain sentence')}.`;
    case 'access-log':
      return `${asked} left ${plural(count, 'line')} of the framework’s access log.`;
    case 'unrelated':
      return `${plural(count, 'line')} while ${asked} were answered, and not one for each.`;
    case 'none':
      return `${asked} left nothing in what is printed or appended to files.`;
  }
};

const shown = [
  { check: 'service-shows-its-numbers', name: 'Numbers', text: numbersText },
  { check: 'requests-leave-a-record', name: 'Records', text: recordsText },
] as const;

/** What could be watched while it ran, as far as the rubric weighs it. */
export const signsOf = ({ signs }: Dossier, { findings }: Pick<Grade, 'findings'>): readonly Fact[] => {
  if (signs.state !== 'gathered' || signs.value.notAsked !== null || signs.value.answered === 0) return [];
  const { value } = signs;
  return shown
    .filter(({ check }) => findings.some((finding) => finding.check === check))
    .map(({ name, text }) => ({ name, text: visible(text(value), caps.sentence), meter: null }));
};
