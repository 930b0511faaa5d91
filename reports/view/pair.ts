import type { Exchange } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { excerpt } from './excerpt.ts';
import { metric } from './units.ts';
import { grouped, sentence } from './words.ts';

type Cell = string | number | boolean | null;
type Change = { readonly column: string; readonly from: Cell; readonly to: Cell };
export type Pair = {
  readonly changed: readonly Change[];
  readonly note: string | null;
  readonly base: Exchange;
  readonly other: Exchange;
  readonly before: number | null;
  readonly after: number | null;
  readonly held: boolean;
};

/** Enough to tell which row or batch it is; the second request begins like the first where a column differs. */
const head = 110;
const headAgain = 30;
const mostChanges = 8;
const mostSaid = 140;

const answer = (probability: number | null, { reply, error }: Exchange): string => {
  if (probability !== null) return metric(probability, 3);
  return reply
    ? `no usable answer, status ${reply.status}`
    : `no reply: ${(error ?? 'closed').replaceAll('-', ' ')}`;
};

/** What came back instead of an answer; null where there was one, or nothing. */
const instead = (probability: number | null, { reply }: Exchange): string | null =>
  probability !== null || reply === null || reply.body === ''
    ? null
    : visible(reply.body.slice(0, mostSaid), caps.evidence);

const said = (value: Cell): string => visible(value === null ? 'null' : JSON.stringify(value), caps.name);

const requestOf = (
  { request }: Exchange,
  { title, ...limits }: { title: string; columns: readonly string[]; head: number },
) => ({
  title,
  line: visible(`${request.method} ${request.path}`, caps.name),
  size: `${grouped(request.bodyBytes)} bytes`,
  parts: excerpt(request.body ?? '', limits),
});

/** What a pair was asked about and what came back, in a line or two. */
export const briefOf = ({ changed, note, base, other, before, after, held }: Pair) => ({
  status: held ? ({ id: 'held', word: 'as expected' } as const) : ({ id: 'not', word: 'differs' } as const),
  note: note === null ? null : visible(sentence(note), caps.sentence),
  changed: changed.slice(0, mostChanges).map(({ column, from, to }) => ({
    column: visible(column, caps.name),
    from: said(from),
    to: said(to),
  })),
  before: answer(before, base),
  after: answer(after, other),
  instead: instead(after, other) ?? instead(before, base),
});

/** Both requests side by side as well, with the difference marked; the whole of them is in dossier.json. */
export const pairOf = (pair: Pair) => {
  const columns = pair.changed.slice(0, mostChanges).map(({ column }) => column);
  return {
    ...briefOf(pair),
    requests: [
      requestOf(pair.base, { title: 'First request', columns, head }),
      requestOf(pair.other, {
        title: 'Second request',
        columns,
        head: columns.length > 0 ? headAgain : head,
      }),
    ],
  };
};
