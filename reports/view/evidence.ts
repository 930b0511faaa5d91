import type { Detail, Dossier, Exchange } from '../../harness/types.ts';
import { axisOf, type Dot, lanes } from '../charts/whisker.ts';
import { caps, visible } from '../escape.ts';
import { placeLink, placeText } from './link.ts';
import { pairOf } from './pair.ts';
import { bytes, duration, interval, quantity } from './units.ts';
import { plural } from './words.ts';

type Submission = Dossier['header']['submission'];
type Of<K extends Detail['kind']> = Extract<Detail, { kind: K }>;

const numbered = (text: string, first: number) =>
  visible(text.replace(/\n$/, ''), caps.evidence)
    .split('\n')
    .map((line, index) => ({ number: first + index, text: line }));

const place = (detail: Of<'place'>, { submission }: Context) => ({
  partial: 'evidence-place' as const,
  where: placeText(detail),
  href: placeLink(submission, detail),
  note: detail.note === undefined ? null : visible(detail.note, caps.sentence),
  lines: 'text' in detail ? numbered(detail.text, detail.line) : [],
});

const failures: Record<NonNullable<Exchange['error']>, string> = {
  refused: 'No reply: the connection was refused.',
  'timed-out': 'No reply within the time limit.',
  'too-large': 'The reply was too large to read.',
  protocol: 'The reply was not HTTP.',
  closed: 'The connection was closed without a reply.',
};

const bodyOf = (body: string, whole: number): string | null => {
  if (body === '') return null;
  const cut = whole > body.length ? `\n… kept here: the first ${bytes(body.length)} of ${bytes(whole)}` : '';
  return `${visible(body, caps.evidence)}${cut}`;
};

const contentType = (headers: Readonly<Record<string, string>>): string | null => {
  const found = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type');
  return found ? visible(`${found[0]}: ${found[1]}`, caps.name) : null;
};

const replyOf = ({ reply, error, durationMs }: Exchange) => ({
  status: reply ? `${reply.status} after ${duration(durationMs)}` : failures[error ?? 'closed'],
  type: reply ? contentType(reply.headers) : null,
  body: reply ? bodyOf(reply.body, 0) : null,
  truncated: reply?.truncated ?? false,
});

/** A request and its reply, side by side. */
export const exchangeOf = ({ request, ...rest }: Exchange) => ({
  request: {
    line: visible(`${request.method} ${request.path}`, caps.sentence),
    type: contentType(request.headers),
    body: request.body === null ? null : bodyOf(request.body, request.bodyBytes),
  },
  reply: replyOf({ request, ...rest }),
});

/** What evidence can refer to instead of repeating it. `probes`: the exchanges of the matrix, as text, and their anchors. */
export type Context = {
  readonly submission: Submission;
  readonly probes: ReadonlyMap<string, string>;
};

/** An exchange that went as expected, and is in the matrix anyway, is only pointed at. */
const elsewhere = ({ held, exchange }: Of<'exchange'>, { probes }: Context): string | null =>
  held ? (probes.get(JSON.stringify(exchange)) ?? null) : null;

const exchange = (detail: Of<'exchange'>, context: Context) => ({
  partial: 'evidence-exchange' as const,
  title: visible(detail.title, caps.sentence),
  expected: visible(detail.expected, caps.sentence),
  status: detail.held
    ? ({ id: 'held', word: 'as expected' } as const)
    : ({ id: 'not', word: 'differs' } as const),
  elsewhere: elsewhere(detail, context),
  ...exchangeOf(detail.exchange),
});

const pair = (detail: Of<'pair'>) => ({
  partial: 'evidence-pair' as const,
  title: visible(detail.title, caps.sentence),
  expected: visible(detail.expected, caps.sentence),
  ...pairOf(detail),
  // The section on behaviour shows one pair of each probe whole.
  ...(detail.held ? { requests: [] } : {}),
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

const maxRows = 30;
const maxColumns = 8;

const table = ({ columns, rows }: Of<'table'>) => ({
  partial: 'evidence-table' as const,
  columns: columns.slice(0, maxColumns).map((cell) => visible(cell, caps.name)),
  rows: rows
    .slice(0, maxRows)
    .map((row) => row.slice(0, maxColumns).map((cell) => visible(cell, caps.sentence))),
  more: rows.length > maxRows ? `and ${plural(rows.length - maxRows, 'more row')}` : null,
});

const lookedFor = (detail: Of<'looked-for'>) => ({
  partial: 'evidence-looked-for' as const,
  what: visible(detail.what, caps.sentence),
  where: visible(detail.where, caps.sentence),
});

/** Each kind of evidence is drawn one way; `partial` names the template that does. */
export const evidenceOf = (detail: Detail, context: Context) => {
  switch (detail.kind) {
    case 'place':
      return place(detail, context);
    case 'exchange':
      return exchange(detail, context);
    case 'pair':
      return pair(detail);
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
