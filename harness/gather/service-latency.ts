import type { ServiceEvidence } from '../evidence/service.ts';
import { latencyOf, quantileOf, ratioOf } from '../metrics/latency.ts';
import type { Series } from '../sandbox/types.ts';
import { type Sides, seriesOf, stubSilent } from './service-sides.ts';

/** Odd, so that the median is one of them. */
const rounds = 5;
const requestsARound = 60;
const roundMs = 600;
const warmUpRequests = 5;
/** No further round is begun after this: a slow service has told by then how slow it is. */
const enoughMs = 8_000;

type Round = { readonly submission: Series; readonly stub: Series };

/** Who goes first changes from round to round, so that a machine that grows busier wrongs neither. */
const measureRound = async ({ running, submission, stub }: Sides, place: number): Promise<Round> => {
  const order = { running, count: requestsARound, budgetMs: roundMs };
  if (place % 2 === 0) {
    const ours = await seriesOf(submission, order);
    return { submission: ours, stub: await seriesOf(stub, order) };
  }
  const theirs = await seriesOf(stub, order);
  return { submission: await seriesOf(submission, order), stub: theirs };
};

const measureRounds = async (sides: Sides): Promise<readonly Round[]> => {
  const { running, submission, stub } = sides;
  const enough = running.now() + enoughMs;
  const warmUp = { running, count: warmUpRequests, budgetMs: roundMs };
  await seriesOf(submission, warmUp);
  await seriesOf(stub, warmUp);
  const measured: Round[] = [];
  for (let place = 0; place < rounds && (place === 0 || running.now() < enough); place += 1) {
    running.signal.throwIfAborted();
    running.waitingFor(`latency, round ${place + 1} of ${rounds}`);
    measured.push(await measureRound(sides, place));
  }
  return measured;
};

const quantile = ({ durationsMs }: Series, share: number): number =>
  quantileOf(
    durationsMs.toSorted((a, b) => a - b),
    share,
  );

const wholeOf = (all: readonly Series[]) =>
  latencyOf(
    all.flatMap(({ durationsMs }) => durationsMs),
    all.reduce((sum, { failures }) => sum + failures, 0),
  );

/**
 * Single rows, one at a time, in rounds of submission and stub. Null when the submission answered none. Rejects with
 * FaultError when the stub did not answer.
 */
export const measureLatency = async (sides: Sides): Promise<ServiceEvidence['latency']> => {
  const measured = await measureRounds(sides);
  if (measured.some(({ stub }) => stub.durationsMs.length === 0)) throw stubSilent('one row at a time');
  const answered = measured.filter(({ submission }) => submission.durationsMs.length > 0);
  if (answered.length === 0) return null;
  const ratio = (share: number) =>
    ratioOf(answered.map(({ submission, stub }) => quantile(submission, share) / quantile(stub, share)));
  return {
    rounds: answered.map(({ submission, stub }) => ({
      submissionMs: quantile(submission, 0.5),
      stubMs: quantile(stub, 0.5),
    })),
    submission: wholeOf(measured.map(({ submission }) => submission)),
    stub: wholeOf(measured.map(({ stub }) => stub)),
    ratio: ratio(0.5),
    p95Ratio: ratio(0.95),
  };
};
