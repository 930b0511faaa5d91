import type { Page, Series, SignsEvidence } from '../evidence/signs.ts';
import type { Detail, Finding } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor } from './support/details.ts';
import { figure, notAnswered, ours, word } from './support/signs.ts';
import { notAsked } from './support/stages.ts';
import { count, listed } from './support/words.ts';

const wanted = 'a page whose numbers grow with our requests';

/** What has to be seen of a service that predicts: how much, how long, how often in vain, and what it says. */
type Part = { readonly what: string; readonly series: Series | null };

const partsOf = (pages: readonly Page[]): readonly Part[] => {
  const first = <T>(pick: (page: Page) => T | null | undefined): T | null =>
    pages.map(pick).find((found) => found !== null && found !== undefined) ?? null;
  return [
    { what: 'requests', series: first(({ counted }) => counted[0]) },
    { what: 'latency', series: first(({ latency }) => latency) },
    { what: 'errors', series: first(({ errors }) => errors) },
    { what: 'predictions', series: first(({ predictions }) => predictions) },
  ];
};

const tableOf = (parts: readonly Part[]): Detail => ({
  kind: 'table',
  columns: ['shows', 'series', 'before', 'after'],
  rows: parts.flatMap(({ what, series }) =>
    series ? [[what, `${series.name}${series.labels}`, figure(series.before), figure(series.after)]] : [],
  ),
});

const refusal = ({ refusedWith }: SignsEvidence): string =>
  refusedWith === null
    ? 'a malformed request was not answered'
    : `one malformed request was answered with status ${refusedWith}`;

const missingDetails = (
  missing: readonly string[],
  { signs, page }: { signs: SignsEvidence; page: Page },
) => {
  if (missing.length === 0) return [];
  const told = missing.includes('errors') ? `; ${refusal(signs)}` : '';
  return lookedFor(`series of ${listed(missing)} that moved with ${ours(signs)}`, `${page.path}${told}`);
};

const judgeCounting = (signs: SignsEvidence, counting: readonly [Page, ...Page[]]): Finding => {
  const [page] = counting;
  const parts = partsOf(counting);
  const missing = parts.filter(({ series }) => series === null).map(({ what }) => what);
  const [counted] = page.counted;
  const grew = counted
    ? `${word(page.path)}: ${word(counted.name)} grew from ${figure(counted.before)} to ${figure(counted.after)} over ${ours(signs)}`
    : `${word(page.path)} counted ${ours(signs)}`;
  return scored({
    score: (parts.length - missing.length) / parts.length,
    summary: missing.length === 0 ? `${grew}.` : `${grew}; not shown: ${listed(missing)}.`,
    details: [tableOf(parts), ...missingDetails(missing, { signs, page })],
  });
};

const still: Readonly<Record<Exclude<Page['kind'], 'counts'>, (page: Page, sent: string) => string>> = {
  moves: (page, sent) => `${word(page.path)}: numbers moved, but none of them as often as ${sent}.`,
  'process-only': (page, sent) => `${word(page.path)} tells of the process alone: nothing counted ${sent}.`,
  static: (page, sent) => `${word(page.path)}: none of ${count(page.numbers, 'number')} moved over ${sent}.`,
};

export const serviceShowsItsNumbers = defineCheck({
  id: 'service-shows-its-numbers',
  asks: 'Can requests, latency, errors and predictions be read from the running service?',
  why: 'Alerts and dashboards need numbers that move while the service works; what cannot be read cannot be watched.',
  remedy:
    'Show counters of requests by status, a latency histogram and one of the predictions at /metrics, from one process or summed over all.',
  followUp: {
    question: 'Which number on your metrics page would wake you first, and at which value?',
    goodAnswer:
      'Names a rate or share that is worked out of counters that are there, a limit with its reason, and what to do then.',
  },
  needs: ['signs'],
  judge({ signs }) {
    if (signs.notAsked) return notAsked(signs.notAsked, wanted);
    if (signs.answered === 0) return notAnswered(signs, wanted);
    const [page] = signs.pages;
    const counting = signs.pages.filter((one) => one.kind === 'counts');
    if (!page)
      return scored({
        score: 0,
        summary: `No page of numbers was found at ${count(signs.tried.length, 'path')}.`,
        details: lookedFor(wanted, signs.tried.map((path) => `GET ${path}`).join(', ')),
      });
    const { kind } = page;
    if (kind === 'counts') return judgeCounting(signs, [page, ...counting.filter((one) => one !== page)]);
    return scored({
      score: 0,
      summary: still[kind](page, ours(signs)),
      details: lookedFor(wanted, signs.pages.map(({ path }) => `GET ${path}`).join(', ')),
    });
  },
});
