import type { Row } from '../challenge/types.ts';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { Exchange, HttpReply, HttpRequest } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import { columnWith } from './behaviour-pairs.ts';
import { bodyFor } from './shape.ts';

type Hidden = {
  readonly rows: readonly Row[];
  readonly shape: Pick<Shape, 'request' | 'requestKey'>;
  readonly config: ChallengeConfig;
};

const hidden = 'hidden';
const notShown = '(not shown: it repeats hidden rows)';
/** Shorter texts stand in replies by chance. */
const telling = 4;

/** Cells that tell whose row it is. */
const namesOf = (row: Row, { columns }: ChallengeConfig): readonly string[] =>
  columns
    .filter(({ role }) => role === 'identifier' || role === 'personal')
    .map(({ name }) => String(row[name] ?? ''))
    .filter((text) => text.length >= telling);

const withoutRows = (request: HttpRequest, { rows, shape, config }: Hidden): HttpRequest => {
  const stub: Row = { [columnWith(config, 'identifier') ?? 'row']: hidden };
  const stubs = rows.map(() => stub);
  return { ...request, body: JSON.stringify(bodyFor(shape, stubs)) };
};

/** Whether a text tells whose row one of them is. */
export const repeatsNames = (text: string, { rows, config }: Pick<Hidden, 'rows' | 'config'>): boolean =>
  rows.some((row) => namesOf(row, config).some((name) => text.includes(name)));

const withoutNames = (reply: HttpReply, about: Hidden): HttpReply =>
  repeatsNames(reply.body, about) ? { ...reply, body: notShown } : reply;

/**
 * An exchange about unseen rows, without them: reports go to candidates, and the next candidate is asked the same rows. How the
 * request was made and what came back stay, unless the reply repeats what it was sent. `bodyBytes` are those that were sent.
 */
export const concealed = (exchange: Exchange, about: Hidden): Exchange => ({
  ...exchange,
  request: withoutRows(exchange.request, about),
  reply: exchange.reply && withoutNames(exchange.reply, about),
});

/** What was changed, without the values of a hidden row. */
export const concealedChange = <T extends { readonly column: string }>(
  changed: readonly T[],
): readonly { readonly column: string; readonly from: string; readonly to: string }[] =>
  changed.map(({ column }) => ({ column, from: hidden, to: 'another' }));
