import { servingHidesStackTraces } from '../../harness/checks/serving-hides-stack-traces.ts';
import { servingNamesTheFieldAtFault } from '../../harness/checks/serving-names-the-field-at-fault.ts';
import { servingRefusesMalformedRequests } from '../../harness/checks/serving-refuses-malformed-requests.ts';
import { servingSurvivesMalformedRequests } from '../../harness/checks/serving-survives-malformed-requests.ts';
import type { MalformedEvidence } from '../../harness/evidence/malformed.ts';
import {
  carelessMalformed,
  exchange,
  malformed,
  malformedNotAsked,
  probe,
  serving,
} from '../helpers/evidence/serving.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (...probes: MalformedEvidence['probes']) =>
  strongEvidence({ malformed: malformed({ probes }) });
const strong = strongEvidence();
const careless = strongEvidence({ malformed: carelessMalformed() });
const notAsked = strongEvidence({ malformed: malformedNotAsked });
const mute = { row: 'never reached', evidence: notAsked, score: 0, says: 'came to listen' };
const none = {
  row: 'nothing to ask',
  evidence: given(),
  score: 'not-applicable',
  says: 'no request',
} as const;

tableFor(servingRefusesMalformedRequests, [
  { row: 'four of five', evidence: strong, score: 0.8, says: '4 of 5 malformed requests' },
  { row: 'two of five', evidence: careless, score: 0.4, says: '2 of 5 malformed requests' },
  { row: 'one of one', evidence: given(probe('broken-json')), score: 1, says: '1 of 1 malformed request ' },
  mute,
  none,
]);

const named = { field: 'plan', namesField: true };

tableFor(servingNamesTheFieldAtFault, [
  { row: 'both named', evidence: strong, score: 1, says: '2 of 2' },
  { row: 'none named', evidence: careless, score: 0, says: '0 of 2' },
  {
    row: 'named, not refused',
    evidence: given(probe('a', { ...named, refused: false }), probe('b', named)),
    score: 0.5,
    says: '1 of 2',
  },
  { row: 'no field at fault', evidence: given(probe('a')), score: 'not-applicable', says: 'no request' },
  mute,
]);

tableFor(servingHidesStackTraces, [
  { row: 'clean', evidence: strong, score: 1, says: '5 of 5' },
  { row: 'three traces', evidence: careless, score: 0.4, says: '2 of 5' },
  {
    row: 'a closed connection hides nothing',
    evidence: given(probe('a', { exchange: exchange(null, null) })),
    score: 0,
    says: '0 of 1',
  },
  mute,
  none,
]);

const sick = given(probe('a'), probe('b', { healthyAfter: false }));

tableFor(servingSurvivesMalformedRequests, [
  { row: 'well after each', evidence: strong, score: 1, says: '5 of 5' },
  { row: 'unwell once', evidence: sick, score: 0.5, says: '1 of 2' },
  {
    row: 'gone at the end',
    evidence: { ...strong, serving: serving({ aliveAtEnd: false }) },
    score: 0.5,
    says: 'gone',
  },
  mute,
  none,
]);
