import type { Detail, Dossier, Exchange } from '../../harness/types.ts';
import { axisOf, type Dot, lanes } from '../charts/whisker.ts';
import { caps, visible } from '../escape.ts';
import type { PairAnchor } from './behaviour.ts';
import { excerpt } from './excerpt.ts';
import type { ExchangeAnchor } from './exchanges.ts';
import { pageLink, placeLink, placeText } from './link.ts';
import { briefOf, pairOf } from './pair.ts';
import type { PlaceAnchor } from './places.ts';
import { bytes, duration, interval, quantity } from './units.ts';
import { plural } from './words.ts';

type Submission = Dossier['header']['submission'];
type Of<K extends Detail['kind']> = Extract<Detail, { kind: K }>;

const numbered = (text: string, first: number) =>
  visible(text.replace(/\n$/, ''), caps.evidence)
    .split('\n')
    .map((line, index) => ({ number: first + index, text: line }));

const place = (detail: Of<'place'>, { submission, places, anchor }: Context) => {
  const first = 'text' in detail ? places(detail) : null;
  const elsewhere = first === anchor ? null : first;
  return {
    partial: 'evidence-place' as const,
    where: placeText(detail),
    href: placeLink(submission, detail),
    note: detail.note === undefined ? null : visible(detail.note, caps.sentence),
    elsewhere,
    lines: 'text' in detail && elsewhere === null ? numbered(detail.text, detail.line) : [],
  };
};

const failures: Record<NonNullable<Exchange['error']>, string> = {
  refused: 'No reply: the connection was refused.',
  'timed-out': 'No reply within the time limit.',
  'too-large': 'The reply was too large to read.',
  protocol: 'The reply was not HTTP.',
  closed: 'The connection was closed without a reply.',
};

const bodyOf = (body: string): string | null => (body === '' ? null : visible(body, caps.body));

const contentType = (headers: Readonly<Record<string, string>>): string | null => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  return found ? visible(`${found[0]}: ${found[1]}`, caps.name) : null;
};

const replyOf = ({ reply, error, durationMs }: Exchange) => ({
  status: reply ? `${reply.status} after ${duration(durationMs)}` : failures[error ?? 'closed'],
  type: reply ? contentType(reply.headers) : null,
  body: reply ? bodyOf(reply.body) : null,
  truncated: reply?.truncated ?? false,
});

const bodyHead = 420;

/** A request and its reply, side by side. `marked`: the columns that it is about. */
export const exchangeOf = ({ request, ...rest }: Exchange, marked: readonly string[] = []) => ({
  request: {
    line: visible(`${request.method} ${request.path}`, caps.sentence),
    type: contentType(request.headers),
    parts: request.body === null ? [] : excerpt(request.body, { columns: marked, head: bodyHead }),
    size: request.bodyBytes > 0 ? bytes(request.bodyBytes) : null,
  },
  reply: replyOf({ request, ...rest }),
});

/**
 * What evidence can point at instead of repeating it: exchanges and pairs that a section draws anyway, and lines that an
 * earlier check draws. `anchor`: the check's own.
 */
export type Context = {
  readonly submission: Submission;
  readonly exchanges: ExchangeAnchor;
  readonly pairs: PairAnchor;
  readonly places: PlaceAnchor;
  readonly anchor: string;
};

const exchange = (detail: Of<'exchange'>, { exchanges }: Context) => ({
  partial: 'evidence-exchange' as const,
  title: visible(detail.title, caps.sentence),
  expected: visible(detail.expected, caps.sentence),
  status: detail.held
    ? ({ id: 'held', word: 'as expected' } as const)
    : ({ id: 'not', word: 'differs' } as const),
  elsewhere: exchanges(detail.exchange),
  came: detail.held ? null : replyOf(detail.exchange).status,
  ...exchangeOf(detail.exchange),
});

const pair = (detail: Of<'pair'>, { pairs }: Context) => ({
  partial: 'evidence-pair' as const,
  title: visible(detail.title, caps.sentence),
  expected: visible(detail.expected, caps.sentence),
  elsewhere: pairs(detail),
  brief: { ...briefOf(detail), instead: null },
  pair: pairOf(detail),
});

const number = (detail: Of<'number'>) => {
  const { value, low = value, high = value, unit } = detail;
  const dots: readonly (Dot & { label: string })[] = [
    { label: detail.label, value, low, high, kind: 'submission' },
    ...(detail.against ?? []).map((other) => ({
      ...other,
      low: other.value,
      high: other.value,
      kind: 'baseline' as const,
    })),
  ];
  const axis = axisOf(dots, unit === 'share');
  return {
    partial: 'evidence-number' as const,
    rows: dots.map((dot) => ({
      label: visible(dot.label, caps.name),
      strip: lanes([dot], axis),
      value: quantity(dot.value, unit),
      interval: dot.high > dot.low ? interval(dot.low, dot.high, unit) : null,
    })),
    from: quantity(axis.from, unit),
    to: quantity(axis.to, unit),
  };
};

const log = (detail: Of<'log'>) => ({
  partial: 'evidence-log' as const,
  title: visible(detail.title, caps.sentence),
  text: visible(detail.text.trimEnd(), caps.log),
});

/** A date or a number that is broken in two is not read as one. */
const isFigure = (cell: string): boolean => /^[\d :.,-]{2,16}$/.test(cell);

const maxRows = 30;
const maxColumns = 8;

const table = ({ columns, rows }: Of<'table'>) => ({
  partial: 'evidence-table' as const,
  columns: columns.slice(0, maxColumns).map((cell) => visible(cell, caps.name)),
  rows: rows
    .slice(0, maxRows)
    .map((row) =>
      row
        .slice(0, maxColumns)
        .map((cell) => ({ text: visible(cell, caps.sentence), figure: isFigure(cell) })),
    ),
  more: rows.length > maxRows ? `and ${plural(rows.length - maxRows, 'more row')}` : null,
});

const lookedFor = (detail: Of<'looked-for'>) => ({
  partial: 'evidence-looked-for' as const,
  what: visible(detail.what, caps.sentence),
  where: visible(detail.where, caps.sentence),
  page:
    detail.page === undefined ? null : { text: visible(detail.page, caps.name), href: pageLink(detail.page) },
});

const evidence = (detail: Detail, context: Context) => {
  switch (detail.kind) {
    case 'place':
      return place(detail, context);
    case 'exchange':
      return exchange(detail, context);
    case 'pair':
      return pair(detail, context);
    case 'number':
      return number(detail);
    case 'log':
      return log(detail);
    case 'table':
      return table(detail);
    case 'looked-for':
      return lookedFor(detail);
  }
};

/** What went as expected and is drawn in a matrix takes a line for all of it. */
const inLinks = (details: readonly Detail[], { exchanges }: Context) => {
  const links = details.flatMap((detail) => {
    if (detail.kind !== 'exchange' || !detail.held) return [];
    const anchor = exchanges(detail.exchange);
    return anchor === null ? [] : [{ detail, anchor, title: visible(detail.title, caps.name) }];
  });
  return links.length < 2 ? [] : links;
};

/** Each kind of evidence is drawn one way; `partial` names the template that does. */
export const evidenceOf = (details: readonly Detail[], context: Context) => {
  const links = inLinks(details, context);
  const linked = new Set<Detail>(links.map(({ detail }) => detail));
  const drawn = details.filter((detail) => !linked.has(detail)).map((detail) => evidence(detail, context));
  const rest = {
    partial: 'evidence-elsewhere' as const,
    status: { id: 'held', word: 'As expected' } as const,
    links: links.map(({ anchor, title }, place) => ({ anchor, title, last: place === links.length - 1 })),
  };
  return links.length === 0 ? drawn : [...drawn, rest];
};
