import { serviceAnswersPromptly } from '../../harness/checks/service-answers-promptly.ts';
import { serviceFitsInMemory } from '../../harness/checks/service-fits-in-memory.ts';
import { serviceHoldsItsThroughput } from '../../harness/checks/service-holds-its-throughput.ts';
import { serviceSurvivesOverload } from '../../harness/checks/service-survives-overload.ts';
import type { Load, ServiceEvidence } from '../../harness/evidence/service.ts';
import { latency, load, service, serviceNotAsked } from '../helpers/evidence/endpoint.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<ServiceEvidence>) => strongEvidence({ service: service(over) });
const mute = {
  row: 'never asked',
  evidence: strongEvidence({ service: serviceNotAsked('listen') }),
  score: 0,
  says: 'came to listen',
};

const taking = (times: number, failures = 0) =>
  given({
    latency: {
      rounds: [{ submissionMs: 2 * times, stubMs: 2 }],
      submission: { ...latency(2 * times), failures },
      stub: latency(2),
      ratio: { value: times, low: times, high: times },
    },
  });

tableFor(serviceAnswersPromptly, [
  { row: 'as fast as the stub', evidence: taking(1), score: 1, says: '1.0 times as long' },
  { row: 'a pipeline behind a data frame', evidence: taking(10), score: 1, says: 'Median 20 ms a row' },
  { row: 'at the end of what is prompt', evidence: taking(25), score: 1, says: '25 times as long' },
  {
    row: 'halfway on a logarithmic scale',
    evidence: taking(Math.sqrt(25 * 200)),
    score: 0.5,
    says: '71 times',
  },
  { row: 'half a second a row', evidence: taking(250), score: 0, says: '500 ms' },
  { row: 'no answer at all', evidence: given({ latency: null }), score: 0, says: 'No single row' },
  { row: 'half of the rows refused at once', evidence: taking(1, 300), score: 0.5, says: '50 % of the rows' },
  mute,
]);

const rising = (...submission: readonly Partial<Load>[]) =>
  given({
    throughput: submission.map((one, place) => ({
      submission: load({ connections: 4 ** place, ...one }),
      stub: load(),
    })),
  });

tableFor(serviceHoldsItsThroughput, [
  {
    row: 'more with more clients',
    evidence: rising({ perSecond: 80 }, { perSecond: 160 }),
    score: 1,
    says: '160 answers a second with 4 clients, 80 with one',
  },
  {
    row: 'somewhat less',
    evidence: rising({ perSecond: 80 }, { perSecond: 40 }),
    score: 1,
    says: '40 answers',
  },
  { row: 'a sixth', evidence: rising({ perSecond: 60 }, { perSecond: 10 }), score: 0.5, says: '10 answers' },
  {
    row: 'a quarter of the requests broken',
    evidence: rising({ perSecond: 60 }, { perSecond: 60, answered: 75, failed: 20, unanswered: 5 }),
    score: 0.75,
    says: 'at worst 75 %',
  },
  {
    row: 'one connection closed in between',
    evidence: rising({}, { answered: 99, unanswered: 1 }),
    score: 1,
    says: '80 answers a second with 4 clients, 80 with one.',
  },
  {
    row: 'refusals are sound',
    evidence: rising({}, { answered: 50, refused: 50 }),
    score: 1,
    says: 'answers',
  },
  { row: 'nothing in time', evidence: rising({ perSecond: 0, answered: 0 }), score: 0, says: 'No row' },
  { row: 'no load generator', evidence: rising(), score: 'not-applicable', says: 'no load generator' },
  mute,
]);

const overloaded = (over: Partial<NonNullable<ServiceEvidence['overload']>>, sent: Partial<Load> = {}) =>
  given({
    overload: { load: load({ connections: 128, ...sent }), alive: true, healthyAfterMs: 420, ...over },
  });

tableFor(serviceSurvivesOverload, [
  { row: 'answers soon', evidence: overloaded({}), score: 1, says: '420 ms after 128 clients at once' },
  {
    row: 'refuses politely',
    evidence: overloaded({}, { answered: 10, refused: 900 }),
    score: 1,
    says: '420 ms',
  },
  {
    row: 'breaks in between',
    evidence: overloaded({}, { answered: 10, failed: 30 }),
    score: 0.5,
    says: '75 %',
  },
  { row: 'stays away', evidence: overloaded({ healthyAfterMs: null }), score: 0, says: 'within 10 s' },
  {
    row: 'ends',
    evidence: overloaded({ alive: false, healthyAfterMs: null }),
    score: 0,
    says: 'not running after 128 clients',
  },
  {
    row: 'no load generator',
    evidence: given({ overload: null }),
    score: 'not-applicable',
    says: 'generator',
  },
  mute,
]);

const using = (peakBytes: number | null) =>
  given({ memory: { beforeLoadBytes: 100, peakBytes, limitBytes: 1000 } });

tableFor(serviceFitsInMemory, [
  { row: 'comfortable', evidence: using(300), score: 1, says: '30 % of the limit' },
  { row: 'tight', evidence: using(825), score: 0.5, says: '83 %' },
  { row: 'at the limit', evidence: using(1000), score: 0, says: '100 %' },
  { row: 'unknown', evidence: using(null), score: 'not-applicable', says: 'cannot be read' },
  mute,
]);
