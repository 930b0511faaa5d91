import { mean } from 'd3-array';
import type { ServiceEvidence } from '../evidence/service.ts';
import { latencyOf, ratioOf } from '../metrics/latency.ts';
import type { Series } from '../sandbox/types.ts';
import { rowsALongRequest, type Sides, seriesOf, stubSilent } from './service-sides.ts';

/** So few that both sides of a round meet the machine in the same state, however busy it is. */
const requestsARound = 2;
const roundMs = 600;
const fewestRounds = 24;
const mostRounds = 240;
/** Half the width of the ratio's interval, in the ratio itself: no further round is needed. */
const narrow = 0.02;
/** No further round is begun after this: a slow service has told by then how slow it is, and a busy machine stays busy. */
const enoughMs = 10_000;

type Round = { readonly submission: Series; readonly stub: Series };

/** Who goes first changes from round to round, so that a machine that grows busier wrongs neither. */
const measureRound = async ({ running, submission, longStub }: Sides, place: number): Promise<Round> => {
  const order = { running, count: requestsARound, budgetMs: roundMs };
  const askStub = async () => aRow(await seriesOf(longStub, order));
  if (place % 2 === 0) {
    const ours = await seriesOf(submission, order);
    return { submission: ours, stub: await askStub() };
  }
  const theirs = await askStub();
  return { submission: await seriesOf(submission, order), stub: theirs };
};

const aRow = ({ durationsMs, failures }: Series): Series => ({
  durationsMs: durationsMs.map((ms) => ms / rowsALongRequest),
  failures,
});

const meanOf = ({ durationsMs }: Series): number => mean(durationsMs) ?? 0;

const answeredOf = (measured: readonly Round[]): readonly Round[] =>
  measured.filter(({ submission, stub }) => submission.durationsMs.length > 0 && stub.durationsMs.length > 0);

const ratioOver = (measured: readonly Round[]) =>
  ratioOf(measured.map(({ submission, stub }) => meanOf(submission) / meanOf(stub)));

const isNarrow = (measured: readonly Round[]): boolean => {
  const answered = answeredOf(measured);
  if (answered.length < fewestRounds) return false;
  const { value, low, high } = ratioOver(answered);
  return high - low <= 2 * narrow * value;
};

const measureRounds = async (sides: Sides): Promise<readonly Round[]> => {
  const { running } = sides;
  const enough = running.now() + enoughMs;
  const measured: Round[] = [];
  await measureRound(sides, 0);
  while (measured.length < mostRounds && !isNarrow(measured)) {
    if (measured.length > 0 && running.now() > enough) break;
    running.signal.throwIfAborted();
    running.waitingFor(`latency, round ${measured.length + 1}`);
    measured.push(await measureRound(sides, measured.length));
  }
  return measured;
};

const wholeOf = (all: readonly Series[]) =>
  latencyOf(
    all.flatMap(({ durationsMs }) => durationsMs),
    all.reduce((sum, { failures }) => sum + failures, 0),
  );

/**
 * Single rows, one at a time, in short rounds of submission and stub, until their ratio is known well. Null when the submission
 * answered none. Rejects with FaultError when the stub did not answer.
 */
export const measureLatency = async (sides: Sides): Promise<ServiceEvidence['latency']> => {
  const measured = await measureRounds(sides);
  if (measured.every(({ stub }) => stub.durationsMs.length === 0)) throw stubSilent('one row at a time');
  const answered = answeredOf(measured);
  if (answered.length === 0) return null;
  return {
    rounds: answered.map(({ submission, stub }) => ({
      submissionMs: meanOf(submission),
      stubMs: meanOf(stub),
    })),
    submission: wholeOf(measured.map(({ submission }) => submission)),
    stub: wholeOf(measured.map(({ stub }) => stub)),
    ratio: ratioOver(answered),
  };
};
