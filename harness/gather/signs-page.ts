import type { HttpReply } from '../evidence/common.ts';
import type { Page, Series } from '../evidence/signs.ts';
import { expositionIn, type Shown } from './signs-exposition.ts';
import { jsonNumbersIn } from './signs-json.ts';

/** The numbers of a page at one moment, by name and labels. */
export type Reading = {
  readonly format: Page['format'];
  readonly numbers: ReadonlyMap<string, Shown>;
  readonly cut: boolean;
};

const maxNameCharacters = 120;

export const labelsText = (labels: Shown['labels']): string =>
  labels.length === 0 ? '' : `{${labels.map(([name, value]) => `${name}="${value}"`).join(',')}}`;

const cutTo = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** As the dossier keeps it. */
export const seriesOf = (
  { name, labels }: Shown,
  { before, after }: Pick<Series, 'before' | 'after'>,
): Series => ({
  name: cutTo(name, maxNameCharacters),
  labels: cutTo(labelsText(labels), maxNameCharacters),
  before,
  after,
});

const keyed = (shown: readonly Shown[]): Reading['numbers'] =>
  new Map(shown.map((one) => [`${one.name}${labelsText(one.labels)}`, one]));

/** Null where the reply holds no numbers. */
export const readingOf = ({ status, body }: Pick<HttpReply, 'status' | 'body'>): Reading | null => {
  if (status < 200 || status > 299) return null;
  const json = jsonNumbersIn(body);
  if (json) return { format: 'json', numbers: keyed(json.shown), cut: json.cut };
  const exposition = expositionIn(body);
  return exposition && { format: 'prometheus', numbers: keyed(exposition.shown), cut: exposition.cut };
};
