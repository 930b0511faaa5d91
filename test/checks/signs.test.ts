import { expect, test } from 'vitest';
import { requestsLeaveARecord } from '../../harness/checks/requests-leave-a-record.ts';
import { serviceShowsItsNumbers } from '../../harness/checks/service-shows-its-numbers.ts';
import type { Page, Records, SignsEvidence } from '../../harness/evidence/signs.ts';
import { judge } from '../../harness/judge.ts';
import { page, records, series, signs, signsNotAsked } from '../helpers/evidence/endpoint.ts';
import { dossierOf, strongEvidence } from '../helpers/evidence.ts';
import { tableFor } from '../helpers/table.ts';

const given = (over: Partial<SignsEvidence>) => strongEvidence({ signs: signs(over) });
const showing = (...pages: readonly Partial<Page>[]) => given({ pages: pages.map(page) });
const counted = { latency: null, errors: null, predictions: null };
const still = { ...counted, counted: [] };

const mute = {
  row: 'never asked',
  evidence: strongEvidence({ signs: signsNotAsked('listen') }),
  score: 0,
  says: 'came to listen',
};
const broken = {
  row: 'no longer answers',
  evidence: given({ answered: 0, pages: [], records: records({ kind: 'none' }) }),
  score: 0,
  says: 'None of 5 requests of ours brought a prediction',
};

tableFor(serviceShowsItsNumbers, [
  {
    row: 'all four',
    evidence: showing({}),
    score: 1,
    says: '/metrics: http_requests_total grew from 3 to 8 over 5 requests of ours.',
  },
  { row: 'requests alone', evidence: showing(counted), score: 0.25, says: 'not shown: latency, errors and' },
  {
    row: 'latency too',
    evidence: showing({ ...counted, latency: series('latency_seconds_count') }),
    score: 0.5,
    says: 'not shown: errors and predictions.',
  },
  { row: 'all but errors', evidence: showing({ errors: null }), score: 0.75, says: 'not shown: errors.' },
  {
    row: 'on two pages together',
    evidence: showing({ ...counted }, { path: '/stats' }),
    score: 1,
    says: '/metrics: ',
  },
  {
    row: 'a page that moves by itself',
    evidence: showing({ ...still, kind: 'moves' }),
    score: 0,
    says: 'none of them as often as 5 requests of ours',
  },
  {
    row: 'the process alone',
    evidence: showing({ ...still, kind: 'process-only' }),
    score: 0,
    says: '/metrics tells of the process alone',
  },
  {
    row: 'a page that never moves',
    evidence: showing({ ...still, kind: 'static', numbers: 2 }),
    score: 0,
    says: 'none of 2 numbers moved over 5 requests of ours',
  },
  {
    row: 'no page',
    evidence: given({ pages: [] }),
    score: 0,
    says: 'No page of numbers was found at 4 paths.',
  },
  {
    row: 'names as long as they come',
    evidence: showing({ ...counted, path: `/${'p'.repeat(90)}`, counted: [series('n'.repeat(120))] }),
    score: 0.25,
    says: '…',
  },
  broken,
  mute,
]);

const leaving = (over: Partial<Records>) => given({ records: records(over) });
const bare = { fields: [], holdsPrediction: false, excerpt: '' };

tableFor(requestsLeaveARecord, [
  {
    row: 'a structured record',
    evidence: leaving({}),
    score: 1,
    says: '5 requests of ours left 5 structured records, with prediction, status, duration and 1 more.',
  },
  {
    row: 'two records a request',
    evidence: leaving({ count: 10, fields: ['path', 'status'], holdsPrediction: false }),
    score: 1,
    says: 'left 10 structured records, with path and status.',
  },
  { row: 'a sentence', evidence: leaving({ ...bare, kind: 'plain' }), score: 0.5, says: 'left 5 sentences' },
  {
    row: 'the framework’s own line',
    evidence: leaving({ ...bare, kind: 'access-log' }),
    score: 0.25,
    says: '5 lines of the framework’s access log, none of the submission’s own.',
  },
  {
    row: 'something else',
    evidence: leaving({ ...bare, kind: 'unrelated', count: 2 }),
    score: 0,
    says: '2 lines came with 5 requests of ours',
  },
  {
    row: 'nothing',
    evidence: leaving({ ...bare, kind: 'none', source: null, count: 0 }),
    score: 0,
    says: 'Nothing was written while 5 requests of ours were answered.',
  },
  broken,
  mute,
]);

const judged = (over: Partial<Records>) => judge(dossierOf(leaving(over)), [requestsLeaveARecord])[0];

test('requests-leave-a-record: a whole row in a record costs nothing, is told and is asked about', () => {
  const finding = judged({ holdsRow: true });
  expect(finding?.verdict).toEqual({ kind: 'scored', score: 1 });
  expect(finding?.details).toContainEqual(
    expect.objectContaining({ title: 'A record repeats the row that was sent' }),
  );
  expect(finding?.followUp?.particular).toBe(true);
  expect(judged({})?.followUp).toBeUndefined();
});

test('requests-leave-a-record: says in which file records are', () => {
  expect(judged({ source: 'logs/predictions.jsonl' })?.details[0]).toMatchObject({
    title: 'One of 5 records in logs/predictions.jsonl',
  });
});

test('service-shows-its-numbers: shows each series before and after, and what refused nothing', () => {
  const [finding] = judge(dossierOf(given({ refusedWith: 200, pages: [page({ errors: null })] })), [
    serviceShowsItsNumbers,
  ]);
  expect(finding?.details).toEqual([
    {
      kind: 'table',
      columns: ['shows', 'series', 'before', 'after'],
      rows: [
        ['requests', 'http_requests_total{status="200"}', '3', '8'],
        ['latency', 'http_request_duration_seconds_count', '3', '8'],
        ['predictions', 'predicted_probability_count', '3', '8'],
      ],
    },
    {
      kind: 'looked-for',
      what: 'series of errors that moved with 5 requests of ours',
      where: '/metrics; one malformed request was answered with status 200',
    },
  ]);
});
