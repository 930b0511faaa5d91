import type { Exchange } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { metric } from './units.ts';

type Cell = string | number | boolean | null;
export type Pair = {
  readonly changed: readonly { readonly column: string; readonly from: Cell; readonly to: Cell }[];
  readonly note: string | null;
  readonly base: Exchange;
  readonly other: Exchange;
  readonly before: number | null;
  readonly after: number | null;
  readonly held: boolean;
};

/** A request in pairs repeats what the first one holds: its beginning tells which row it is. */
const shown = 420;

const answer = (probability: number | null, { reply, error }: Exchange): string => {
  if (probability !== null) return metric(probability, 3);
  return reply
    ? `no usable answer, status ${reply.status}`
    : `no reply: ${(error ?? 'closed').replaceAll('-', ' ')}`;
};

const bodyOf = ({ request }: Exchange): string => {
  const body = request.body ?? '';
  const cut = request.bodyBytes > shown ? ` … ${request.bodyBytes.toLocaleString('en')} bytes in all` : '';
  return `${visible(body.slice(0, shown), caps.evidence)}${cut}`;
};

const said = (value: Cell): string => visible(value === null ? 'null' : JSON.stringify(value), caps.name);

/** Two requests side by side: what differs first, then both answers; the whole requests are in dossier.json. */
export const pairOf = ({ changed, note, base, other, before, after, held }: Pair) => ({
  status: held ? ({ id: 'held', word: 'as expected' } as const) : ({ id: 'not', word: 'differs' } as const),
  note: note === null ? null : visible(note, caps.sentence),
  changed: changed.map(({ column, from, to }) => ({
    column: visible(column, caps.name),
    from: said(from),
    to: said(to),
  })),
  before: answer(before, base),
  after: answer(after, other),
  requests: [
    {
      title: 'First request',
      line: visible(`${base.request.method} ${base.request.path}`, caps.name),
      body: bodyOf(base),
    },
    {
      title: 'Second request',
      line: visible(`${other.request.method} ${other.request.path}`, caps.name),
      body: bodyOf(other),
    },
  ],
});
