import { servingAnswersPredictions } from '../../harness/checks/serving-answers-predictions.ts';
import { servingFollowsTheContract } from '../../harness/checks/serving-follows-the-contract.ts';
import { servingHealthAnswers } from '../../harness/checks/serving-health-answers.ts';
import { servingIsReachableFromOutside } from '../../harness/checks/serving-is-reachable-from-outside.ts';
import { servingStarts } from '../../harness/checks/serving-starts.ts';
import type { ServingEvidence, Shape } from '../../harness/evidence/serving.ts';
import { blocked, stage } from '../helpers/evidence/basics.ts';
import { exchange, muteServing, noServing, serving } from '../helpers/evidence/serving.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<ServingEvidence>) => strongEvidence({ serving: serving(over) });
const mute = strongEvidence({ serving: muteServing() });
const none = strongEvidence({ serving: noServing() });

const silentPort = stage('answer', { outcome: 'failed', cause: { kind: 'silent-port', port: 8000 } });
const byInstall = { ...blocked('listen', 'install') };

tableFor(servingStarts, [
  { row: 'up', evidence: given({}), score: 1, says: '2.3 s' },
  {
    row: 'listens and stays silent',
    evidence: given({ answer: silentPort }),
    score: 0.5,
    says: 'answering HTTP',
  },
  { row: 'ends at once', evidence: mute, score: 0, says: 'starting to listen' },
  {
    row: 'stopped by an earlier stage',
    evidence: given({ listen: byInstall, answer: byInstall }),
    score: 0,
    says: 'installing',
  },
  { row: 'nothing to start', evidence: none, score: 0, says: 'No command' },
]);

const noRoute = stage('predict', {
  outcome: 'failed',
  cause: { kind: 'no-route', tried: ['/predict', '/score'] },
});

const own = (predicted: boolean): ServingEvidence['ownExample'] => ({
  from: 'writing',
  exchange: exchange(predicted ? 200 : 500, predicted ? { price: 12 } : {}, { path: '/infer' }),
  predicted,
});
const unasked = { predict: noRoute, shape: null, example: null };

tableFor(servingAnswersPredictions, [
  { row: 'a probability came back', evidence: given({}), score: 1, says: 'got a prediction' },
  {
    row: 'no route',
    evidence: given({ predict: noRoute, shape: null }),
    score: 0,
    says: 'came back for one good row',
  },
  { row: 'mute', evidence: mute, score: 0, says: 'came to listen' },
  {
    row: 'only its own example is answered',
    evidence: given({ ...unasked, ownExample: own(true) }),
    score: 0,
    says: 'It does answer its own example (README, POST /infer), but not a row of the challenge.',
  },
  {
    row: 'not even its own example is answered',
    evidence: given({ ...unasked, ownExample: own(false) }),
    score: 0,
    says: 'It answers neither a row of the challenge nor its own example (README, POST /infer).',
  },
]);

const contract = serving().shape;
const missed = (...nearMisses: Shape['nearMisses']) =>
  given({ shape: contract && { ...contract, nearMisses } });

tableFor(servingFollowsTheContract, [
  { row: 'as in the brief', evidence: given({}), score: 1, says: 'those of the brief' },
  {
    row: 'one near miss',
    evidence: missed('path'),
    score: 0.75,
    says: '1 difference from the contract: another path',
  },
  { row: 'two near misses', evidence: missed('bare-list', 'reply-key'), score: 0.5, says: '2 differences' },
  { row: 'a label costs double', evidence: missed('label-only'), score: 0.5, says: 'labels' },
  {
    row: 'never below nothing',
    evidence: missed('path', 'method', 'request-key', 'reply-key', 'label-only'),
    score: 0,
    says: '5 differences',
  },
  { row: 'mute', evidence: mute, score: 0, says: 'came to listen' },
]);

tableFor(servingHealthAnswers, [
  { row: '200', evidence: given({}), score: 1, says: 'status 200' },
  { row: '404', evidence: given({ health: exchange(404, {}) }), score: 0, says: 'status 404' },
  {
    row: 'a redirect is no answer',
    evidence: given({ health: exchange(302, {}) }),
    score: 0,
    says: 'status 302',
  },
  { row: 'closed', evidence: given({ health: exchange(null, null) }), score: 0, says: 'no answer' },
  { row: 'not asked', evidence: mute, score: 0, says: 'no answer' },
]);

tableFor(servingIsReachableFromOutside, [
  { row: 'open', evidence: given({}), score: 1, says: 'Port 8000' },
  { row: 'loopback', evidence: given({ loopbackOnly: true }), score: 0, says: '127.0.0.1 only' },
  { row: 'mute', evidence: mute, score: 0, says: 'came to listen' },
]);
