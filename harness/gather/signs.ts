import type { StageName } from '../evidence/common.ts';
import type { Page, Records, SignsEvidence } from '../evidence/signs.ts';
import { malformedRequest } from './malformed.ts';
import type { Predicting } from './serving.ts';
import {
  askRows,
  countFor,
  type Found,
  findPages,
  readTarget,
  until,
  type Watching,
} from './signs-asking.ts';
import { pageOf, type Readings } from './signs-moved.ts';
import type { Reading } from './signs-page.ts';
import { shownPath } from './signs-paths.ts';
import { bestOf, noRecords } from './signs-records.ts';
import { countingOf, filedRecords, printedRecords } from './signs-written.ts';

export const signsNotAsked = (stage: StageName): SignsEvidence => ({
  notAsked: stage,
  sent: 0,
  answered: 0,
  tried: [],
  pages: [],
  refusedWith: null,
  records: noRecords,
});

const times = 3;

/** JSON that breaks off: refused by whoever reads it. */
const broken = { send: { kind: 'raw', body: '{"', contentType: 'application/json' } } as const;

type Read = ReadonlyMap<string, Reading | null>;

const readAll = async (predicting: Predicting, found: readonly Found[]): Promise<Read> => {
  const read = new Map<string, Reading | null>();
  for (const { target } of found) read.set(shownPath(target), await readTarget(predicting, target));
  return read;
};

type Moments = Pick<Readings, 'asked'> & {
  readonly found: readonly Found[];
  readonly tried: number;
  readonly before: Read;
  readonly after: Read;
  readonly refused: Read | null;
  /** How often all pages were read after the predictions. */
  readonly looks: number;
};

/** A page that answers only now and then is none that could be watched. */
const pagesOf = ({ found, tried, before, after, refused, looks, asked }: Moments): readonly Page[] =>
  found.flatMap(({ target, idle }) => {
    const path = shownPath(target);
    const [was, is] = [before.get(path), after.get(path)];
    if (!was || !is) return [];
    const reads = { idle: tried + found.length, between: looks * found.length };
    return [
      pageOf(path, { idle, before: was, after: is, refused: refused?.get(path) ?? null, asked, reads }),
    ];
  });

const kinds: readonly Page['kind'][] = ['counts', 'moves', 'process-only', 'static'];
const counts = ({ kind }: Page): boolean => kind === 'counts';
const mostTelling = (pages: readonly Page[]): readonly Page[] =>
  pages.toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));

const sendBroken = async (predicting: Predicting): Promise<number | null> => {
  const { server, limits } = predicting;
  const timeoutMs = Math.min(limits.requestSeconds, 5) * 1000;
  const { reply } = await server.send(malformedRequest(broken, predicting), { timeoutMs, maxBytes: 65_536 });
  return reply?.status ?? null;
};

/** Numbers after the predictions, and where some counted them, after a request that is refused too. */
const watchPages = async (
  predicting: Predicting,
  moments: Omit<Moments, 'after' | 'refused' | 'looks'>,
): Promise<Pick<SignsEvidence, 'pages' | 'refusedWith'>> => {
  const { found } = moments;
  if (found.length === 0) return { pages: [], refusedWith: null };
  let looks = 0;
  const look = async () => {
    looks += 1;
    const seen = { ...moments, looks, after: await readAll(predicting, found) };
    return { seen, pages: pagesOf({ ...seen, refused: null }) };
  };
  const { seen, pages } = await until(look, { enough: (one) => one.pages.some(counts), times });
  if (!pages.some(counts)) return { pages: mostTelling(pages), refusedWith: null };
  const refusedWith = await sendBroken(predicting);
  const apart = await until(async () => pagesOf({ ...seen, refused: await readAll(predicting, found) }), {
    enough: (some) => some.some(({ errors }) => errors !== null),
    times,
  });
  return { pages: mostTelling(apart), refusedWith };
};

const oneEach: ReadonlySet<Records['kind']> = new Set(['access-log', 'plain', 'structured']);

/** An engine hands on what was printed when it comes to it; where a framework wrote, the service may write more. */
const settled = async (look: () => Promise<Records>): Promise<Records> => {
  const first = await until(look, { enough: ({ kind }) => oneEach.has(kind), times: 2 * times });
  if (first.kind === 'structured') return first;
  return oneEach.has(first.kind)
    ? until(look, { enough: ({ kind }) => kind === 'structured', times })
    : first;
};

/**
 * What the running service lets somebody see of itself: numbers on a page and records of requests, read before and after a known
 * number of predictions. Whatever the service answers or writes is read within bounds of size and time.
 */
export const gatherSigns = async (running: Watching, predicting: Predicting): Promise<SignsEvidence> => {
  running.waitingFor('signs of monitoring');
  const { server } = predicting;
  const count = countFor(running);
  const { tried, found } = await findPages(running, predicting);
  const before = await readAll(predicting, found);
  const printed = await server.printed();
  const batch = await askRows(running, { predicting, count });
  const answered = batch.values.length;
  const counting = countingOf(running, { predicting, batch });
  const look = async () => printedRecords({ before: printed, after: await server.printed() }, counting);
  const inOutput = answered === 0 ? await look() : await settled(look);
  const asked = [answered, batch.sent];
  const watched = await watchPages(predicting, { found, tried: tried.length, before, asked });
  const inFiles =
    inOutput.kind === 'structured' || answered === 0
      ? noRecords
      : await filedRecords(running, { predicting, count });
  const records = bestOf([inOutput, inFiles]);
  return { notAsked: null, sent: batch.sent, answered, tried, ...watched, records };
};
