import { describe, expect, test } from 'vitest';
import { serviceOf } from '../../../reports/view/service.ts';
import { latency, load, service, serviceNotAsked } from '../../helpers/evidence/endpoint.ts';
import { faultedDossier, strongDossier } from '../../helpers/evidence.ts';

const team = { audience: 'team', watched: [] } as const;

const viewOf = (over: Parameters<typeof service>[0] = {}) =>
  serviceOf(strongDossier({ service: service(over) }), team);
const factOf = (name: string, over: Parameters<typeof service>[0] = {}) =>
  viewOf(over).facts.find((fact) => fact.name === name)?.text;

test('one sentence: p95 beside the stub’s', () => {
  expect(viewOf().sentence).toBe(
    'p95 of one row is 18 ms, reference stub 1 ms, in the same run under the same limits.',
  );
});

test('percentiles stand beside the stub’s', () => {
  expect(viewOf().latency?.rows).toEqual([
    { title: 'p50, the median', ours: '11 ms', theirs: '0.6 ms' },
    { title: 'p95', ours: '18 ms', theirs: '1 ms' },
    { title: 'p99', ours: '24 ms', theirs: '1.3 ms' },
    { title: 'longest', ours: '33 ms', theirs: '1.8 ms' },
  ]);
});

test('few answers are said, and what came instead', () => {
  const submission = { ...latency(1_900), requests: 1, failures: 4 };
  const measured = service().latency;
  expect(viewOf({ latency: measured && { ...measured, submission } }).latency?.asked).toBe(
    'One row a request, one request at a time: 1 answer; 4 requests got an error or nothing in time. A row took 18 times as long as the stub’s (95 % interval 18–19), over 3 rounds in turn.',
  );
  expect(viewOf({ latency: null }).sentence).toBe('No single row was answered while latency was measured.');
});

test('throughput stands beside the stub’s, on one axis', () => {
  const { charts = [], rows = [] } = viewOf().throughput ?? {};
  expect(rows.map(({ connections, perSecond, stub }) => [connections, perSecond, stub])).toEqual([
    ['1', '81', '1,500'],
    ['4', '84', '1,500'],
    ['16', '96', '1,500'],
  ]);
  for (const { chart } of charts) expect(chart.toHTML()).toContain('>2,000</text>');
  expect(viewOf({ throughput: [] }).throughput).toBeNull();
});

test('a load that nothing answered has no p95', () => {
  const step = { submission: load({ perSecond: 0, p95: null, unanswered: 16 }), stub: load() };
  expect(viewOf({ throughput: [step] }).throughput?.rows[0]).toMatchObject({ p95: 'none', unanswered: '16' });
});

describe('facts', () => {
  test.each([
    ['Cold start', {}, 'First reply after 2.3 s, reference stub 160 ms.'],
    ['Memory', {}, 'Peak 260 MiB of 2 GiB, the limit; 190 MiB before the load.'],
    [
      'Memory',
      { memory: { beforeLoadBytes: null, peakBytes: 2 ** 30, limitBytes: 2 ** 31 } },
      'Peak 1 GiB of 2 GiB, the limit.',
    ],
    ['Memory', { memory: { beforeLoadBytes: null, peakBytes: null, limitBytes: 2 ** 31 } }, undefined],
    [
      'Overload',
      {},
      '128 clients at once for 1 s: 80 answers, no refusals, no errors. A good row was answered 420 ms later.',
    ],
    [
      'Overload',
      { overload: { load: load({ answered: 1, refused: 1, failed: 1 }), alive: true, healthyAfterMs: null } },
      '1 client at once for 1 s: 1 answer, 1 refusal, 1 error. No good row was answered within 10 s.',
    ],
    [
      'Overload',
      { overload: { load: load(), alive: false, healthyAfterMs: null } },
      '1 client at once for 1 s: 80 answers, no refusals, no errors. The service ended.',
    ],
    ['Overload', { overload: null }, undefined],
    ['Cold start', { coldStart: null }, undefined],
  ] as const)('%s %#', (name, over, text) => expect(factOf(name, over)).toBe(text));
});

test('without a server, the page says why', () => {
  expect(serviceOf(strongDossier({ service: serviceNotAsked('listen') }), team).empty).toBe(
    'Speed was not measured: the run stopped at listen.',
  );
  expect(serviceOf(faultedDossier(['service']), team).empty).toMatch(/fault of ours: The container engine/);
});

test('the service is yours in your own version', () => {
  expect(serviceOf(strongDossier(), { ...team, audience: 'candidate' }).latency?.label).toBe('Yours');
});
