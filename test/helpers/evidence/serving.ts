import type { MalformedEvidence } from '../../../harness/evidence/malformed.ts';
import type { ServingEvidence } from '../../../harness/evidence/serving.ts';
import type { Exchange } from '../../../harness/types.ts';
import { blocked, command, stage } from './basics.ts';

const row = { customer_id: 'c-90311', signup_date: '2024-03-02', plan: 'basic', monthly_fee: '29.90' };

export function exchange(
  status: number | null,
  body: unknown,
  over: Partial<Exchange['request']> = {},
): Exchange {
  const sent = JSON.stringify({ instances: [row] });
  const request = {
    method: 'POST',
    path: '/predict',
    headers: { 'content-type': 'application/json' },
    body: sent,
    bodyBytes: sent.length,
    ...over,
  };
  if (status === null) return { request, reply: null, error: 'closed', durationMs: 12 };
  const headers = { 'content-type': 'application/json' };
  const reply = { status, headers, body: JSON.stringify(body), truncated: false };
  return { request, reply, error: null, durationMs: 9.4 };
}

export function serving(over: Partial<ServingEvidence> = {}): ServingEvidence {
  return {
    attempts: [
      {
        command: command('uvicorn app.main:app --host 0.0.0.0 --port 8000', { port: 8000 }),
        stage: stage('listen'),
        log: 'INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)',
      },
    ],
    served: 0,
    listen: stage('listen', { durationMs: 2310 }),
    answer: stage('answer', { durationMs: 14 }),
    predict: stage('predict', { durationMs: 31 }),
    port: 8000,
    loopbackOnly: false,
    health: exchange(200, { status: 'ok' }, { method: 'GET', path: '/health', body: null, bodyBytes: 0 }),
    shape: {
      method: 'POST',
      path: '/predict',
      request: 'wrapped',
      requestKey: 'instances',
      replyKey: 'predictions',
      probabilityKey: 'probability',
      decisionKey: null,
      labelOnly: false,
      nearMisses: [],
    },
    example: exchange(200, { predictions: [{ probability: 0.13 }] }),
    ownExample: null,
    openapi: true,
    coldStartMs: 2310,
    aliveAtEnd: true,
    ...over,
  };
}

/** A server whose start command ends before it listens. */
export function muteServing(): ServingEvidence {
  const line = "ModuleNotFoundError: No module named 'app.settings'";
  const failed = stage('listen', {
    outcome: 'failed',
    cause: { kind: 'missing-module', module: 'app.settings' },
    line,
  });
  const log = `Traceback (most recent call last):\n  File "serve.py", line 4, in <module>\n${line}`;
  return silent({ attempts: [{ command: command('python serve.py'), stage: failed, log }], listen: failed });
}

/** Nothing that starts a server was found. */
export function noServing(): ServingEvidence {
  return silent({
    attempts: [],
    listen: stage('listen', { outcome: 'failed', cause: { kind: 'no-command' }, durationMs: 0 }),
  });
}

function silent(over: Pick<ServingEvidence, 'attempts' | 'listen'>): ServingEvidence {
  return serving({
    served: null,
    answer: blocked('answer', 'listen'),
    predict: blocked('predict', 'listen'),
    port: null,
    health: null,
    shape: null,
    example: null,
    openapi: false,
    coldStartMs: null,
    aliveAtEnd: false,
    ...over,
  });
}

type Probe = MalformedEvidence['probes'][number];

export function probe(id: string, over: Partial<Probe> = {}): Probe {
  return {
    id,
    title: `Request with ${id.replaceAll('-', ' ')}`,
    exchange: exchange(422, { detail: [{ loc: ['monthly_fee'], msg: 'must be a number' }] }),
    accepts: [400, 415, 422],
    refused: true,
    field: null,
    namesField: null,
    leaksTrace: false,
    healthyAfter: true,
    ...over,
  };
}

export function malformed(over: Partial<MalformedEvidence> = {}): MalformedEvidence {
  const named = { field: 'monthly_fee', namesField: true };
  return {
    notAsked: null,
    probes: [
      probe('broken-json'),
      probe('missing-field', named),
      probe('wrong-type', named),
      probe('empty-batch', { exchange: exchange(200, { predictions: [] }), refused: false }),
      probe('wrong-verb', { exchange: exchange(405, { detail: 'Method Not Allowed' }), accepts: [404, 405] }),
    ],
    ...over,
  };
}

/** What an unguarded Flask handler does: 500 with a trace on anything unexpected. */
export function carelessMalformed(): MalformedEvidence {
  const trace =
    'Traceback (most recent call last):\n  File "app.py", line 21, in predict\nKeyError: \'monthly_fee\'';
  const broken = { exchange: exchange(500, trace), refused: false, leaksTrace: true };
  const unnamed = { ...broken, field: 'monthly_fee', namesField: false };
  return malformed({
    probes: [
      probe('broken-json', { exchange: exchange(400, 'Bad Request') }),
      probe('missing-field', unnamed),
      probe('wrong-type', unnamed),
      probe('empty-batch', broken),
      probe('wrong-verb', { exchange: exchange(405, 'Method Not Allowed'), accepts: [404, 405] }),
    ],
  });
}

export const malformedNotAsked: MalformedEvidence = { notAsked: 'listen', probes: [] };
