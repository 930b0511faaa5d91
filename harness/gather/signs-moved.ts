import type { Page, Series } from '../evidence/signs.ts';
import type { Shown } from './signs-exposition.ts';
import { labelsText, type Reading, seriesOf } from './signs-page.ts';

/**
 * One page at four moments. Between `idle` and `before` and besides predictions, only pages of numbers were asked for: so
 * many requests as `reads` says. Between `after` and `refused` lies one malformed request.
 */
export type Readings = {
  readonly idle: Reading;
  readonly before: Reading;
  readonly after: Reading;
  readonly refused: Reading | null;
  /** Predictions sent, and answered, between `before` and `after`. */
  readonly asked: readonly number[];
  /** Requests for pages between `idle` and `before`, and between `before` and `after`. */
  readonly reads: { readonly idle: number; readonly between: number };
};

const maxCounted = 6;
/** A row may be counted by a middleware and by the handler, and a request once as begun and once as done. */
const mostTimes = 4;

/** What every process has, whatever it is asked. */
const ofTheProcess =
  /^(process|python|nodejs|go|jvm|system|runtime)_|(^|[._])(uptime|timestamp|pid|rss|memory|cpu|gc|now)([._]|$)/i;
/** Parts of a distribution, which its count speaks for. */
const partOfSeries = /_(bucket|sum|created)$/;
const ofTime = /latenc|duration|second|millis|elapsed|took|(^|[._])(ms|time|times)([._]|$)/i;
const ofQuantiles = /(^|[._])(p\d\d?\d?|q\d\d|quantile|mean|avg|average|median|max)([._]|$)/i;
const ofPredictions = /predicted|prediction|probab|scores?([._]|$)|risk|churn/i;
const ofRequests = /request|http|latenc|duration|second|millis|error|fail|bytes|size|uptime|time([._]|$)/i;
const ofErrors = /error|fail|invalid|reject|refus|exception|malformed/i;
const errorStatus = /(^|[._])[45](\d\d|xx)([._]|$)/i;
/** These labels say what was asked, not what was answered. */
const labelsOfRequests =
  /^(path|handler|route|endpoint|uri|url|method|app|app_name|job|service|model|version|namespace|le|quantile)$/i;

type Moved = {
  readonly shown: Shown;
  readonly idle: number;
  readonly before: number;
  readonly after: number;
  readonly refused: number;
};

const movedOf = ({ idle, before, after, refused }: Readings): readonly Moved[] => {
  const at = (reading: Reading, key: string): number => reading.numbers.get(key)?.value ?? 0;
  return [...new Map([...after.numbers, ...(refused?.numbers ?? [])])].map(([key, shown]) => ({
    shown,
    idle: at(idle, key),
    before: at(before, key),
    after: at(after, key),
    refused: at(refused ?? after, key),
  }));
};

/** By a whole multiple of what was sent, or of what of it was answered. */
const isMultiple = ({ asked }: Readings, grown: number): boolean =>
  asked.some((count) => count > 0 && grown % count === 0 && grown >= count && grown <= mostTimes * count);

/** A count of all requests holds ours for its own page too, and so it grew while nothing else was asked for. */
const withReads = ({ asked, reads }: Readings, { grown, idle }: { grown: number; idle: number }): boolean =>
  idle > 0 && asked.some((count) => count > 0 && [0, 1].includes(count + reads.between - grown));

/**
 * Grew as often as we asked, and while we did not by no more than pages were read. What shrank in between was read from
 * several processes, each with a count of its own.
 */
const grewWithUs =
  (readings: Readings) =>
  ({ idle, before, after }: Moved): boolean => {
    const still = before - idle;
    const grown = after - before;
    if (still < 0 || still > readings.reads.idle) return false;
    return isMultiple(readings, grown) || withReads(readings, { grown, idle: still });
  };

const kept = ({ shown, before, after }: Moved): Series => seriesOf(shown, { before, after });

/** `x_count` beside an `x_sum` with the same labels that grew too. */
const isDistribution = (moved: ReadonlyMap<string, Moved>, { shown }: Moved): boolean => {
  if (!shown.name.endsWith('_count')) return false;
  const sum = moved.get(`${shown.name.slice(0, -'count'.length)}sum${labelsText(shown.labels)}`);
  return sum !== undefined && sum.after > sum.before;
};

const latencyIn = (counted: readonly Moved[], all: ReadonlyMap<string, Moved>): Moved | undefined =>
  counted.find((one) => ofTime.test(one.shown.name) && isDistribution(all, one)) ??
  [...all.values()].find(
    ({ shown, before, after }) =>
      before !== after &&
      ofTime.test(shown.name) &&
      !ofTheProcess.test(shown.name) &&
      (ofQuantiles.test(shown.name) || shown.labels.some(([name]) => name === 'quantile')),
  );

const tellsOfPredictions = ({ name, labels }: Shown): boolean =>
  !ofRequests.test(name) &&
  (ofPredictions.test(name) ||
    labels.some(
      ([label, value]) =>
        !labelsOfRequests.test(label) && (ofPredictions.test(label) || ofPredictions.test(value)),
    ));

const predictionsIn = (counted: readonly Moved[], all: readonly Moved[]): Moved | undefined =>
  counted.find(({ shown }) => tellsOfPredictions(shown)) ??
  all.find(
    ({ shown, idle, before, after }) =>
      tellsOfPredictions(shown) && !partOfSeries.test(shown.name) && idle === before && before !== after,
  );

const tellsOfErrors = ({ name, labels }: Shown): boolean =>
  ofErrors.test(name) ||
  errorStatus.test(name) ||
  labels.some(([, value]) => errorStatus.test(value) || ofErrors.test(value));

const errorsIn = (all: readonly Moved[]): Series | null => {
  const found = all.find(({ shown, before, after, refused }) => {
    const grown = refused - after;
    return (
      tellsOfErrors(shown) &&
      !partOfSeries.test(shown.name) &&
      before === after &&
      Number.isInteger(grown) &&
      grown >= 1 &&
      grown <= mostTimes
    );
  });
  return found ? seriesOf(found.shown, { before: found.after, after: found.refused }) : null;
};

const kindOf = (counted: readonly Moved[], moving: readonly Moved[]): Page['kind'] => {
  if (counted.length > 0) return 'counts';
  if (moving.length === 0) return 'static';
  return moving.every(({ shown }) => ofTheProcess.test(shown.name)) ? 'process-only' : 'moves';
};

/** What grew by just what was sent comes first, and plain counters before the counts of distributions. */
const order = ({ asked }: Readings, { shown, before, after }: Moved): number =>
  Number(!asked.includes(after - before)) * 2 + Number(shown.name.endsWith('_count'));

/** What moved on a page, and what of it moved as our requests say. */
export const pageOf = (path: string, readings: Readings): Page => {
  const all = movedOf(readings);
  const byKey = new Map(all.map((one) => [`${one.shown.name}${labelsText(one.shown.labels)}`, one]));
  const isCount = grewWithUs(readings);
  const counted = all
    .filter(({ shown }) => !ofTheProcess.test(shown.name) && !partOfSeries.test(shown.name))
    .filter(isCount)
    .toSorted((one, other) => order(readings, one) - order(readings, other));
  const moving = all.filter(({ before, after }) => before !== after);
  const latency = counted.length > 0 ? latencyIn(counted, byKey) : undefined;
  const predictions = counted.length > 0 ? predictionsIn(counted, all) : undefined;
  const { after } = readings;
  return {
    path,
    format: after.format,
    kind: kindOf(counted, moving),
    numbers: after.numbers.size,
    cut: after.cut,
    counted: counted.slice(0, maxCounted).map(kept),
    latency: latency ? kept(latency) : null,
    predictions: predictions ? kept(predictions) : null,
    errors: readings.refused && counted.length > 0 ? errorsIn(all) : null,
  };
};
