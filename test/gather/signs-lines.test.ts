import { describe, expect, test } from 'vitest';
import { lineOf } from '../../harness/gather/signs-lines.ts';
import { asked } from './signs-log.ts';

describe('a line', () => {
  test.each([
    ['uvicorn', 'INFO:     127.0.0.1:34158 - "POST /predict HTTP/1.1" 200 OK'],
    ['werkzeug', '127.0.0.1 - - [30/Nov/2026 16:00:00] "POST /predict HTTP/1.1" 200 -'],
    [
      'werkzeug through logging',
      'INFO:werkzeug:127.0.0.1 - - [30/Nov/2026 16:00:00] "\u001b[37mPOST /predict HTTP/1.1\u001b[0m" 200 -',
    ],
    ['gunicorn', '127.0.0.1 - - [30/Nov/2026:16:00:00 +0000] "POST /predict HTTP/1.1" 200 41 "-" "-"'],
    ['Django', '[30/Nov/2026 16:00:00] "POST /predict/ HTTP/1.1" 200 41'],
    [
      'hypercorn',
      '[2026-11-30 16:00:00 +0000] [7] [INFO] 127.0.0.1:1 - - [30/Nov/2026] "POST /predict 1.1" 200 41 "-"',
    ],
    ['morgan, short for development', '\u001b[0mPOST /predict \u001b[32m200\u001b[0m 3.210 ms - 41\u001b[0m'],
    ['morgan, tiny', 'POST /predict 200 41 - 3.210 ms'],
    ['Hono', '--> POST /predict 200 3ms'],
    [
      'BentoML',
      '2026 [INFO] [api] 127.0.0.1:1 (scheme=http,method=POST,path=/predict,type=x) (status=200,type=x) 3.2ms',
    ],
    [
      'uvicorn behind a formatter of JSON',
      '{"level": "INFO", "message": "127.0.0.1:1 - \\"POST /predict HTTP/1.1\\" 200"}',
    ],
  ])('of %s is an access log', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('access-log');
  });

  test.each([
    ['JSON', '{"status": 200, "path": "/predict"}'],
    ['JSON behind a prefix', 'INFO:churn:{"duration_ms": 3.2, "request_id": "x"}'],
    ['JSON with fields below another', '{"time": 1, "req": {"url": "/predict"}, "res": {"statusCode": 200}}'],
    [
      'Fastify',
      '{"level":30,"reqId":"req-1","res":{"statusCode":200},"responseTime":1.2,"msg":"request completed"}',
    ],
    ['key=value', 'ts=1 level=info status=200 took=3.2ms'],
    ['key=value behind a message', '2026-11-30 INFO churn served request_id=ab12 probability=0.1312'],
    ['quoted values', 'msg="a b" path="/predict" status="200"'],
  ])('of %s is structured', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('structured');
  });

  test.each([
    ['what was done', 'scored 1 row'],
    ['the route', 'called /predict'],
    ['the time it took', 'done in 3.2 ms'],
    ['JSON around a sentence', '{"level": "INFO", "message": "scored 1 row"}'],
    ['key=value with one field', 'prediction done status=200'],
  ])('that says %s is a sentence', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('plain');
  });

  test.each([
    ['a warning', 'UserWarning: X does not have valid feature names, but scorer was fitted with them'],
    ['a stack trace', 'Traceback (most recent call last): predict'],
    ['a heartbeat', 'alive'],
    ['JSON that says nothing of it', '{"level": "INFO", "message": "alive"}'],
    ['broken JSON', '{"status": 200, "path"'],
    ['nothing', ''],
  ])('of %s is none of these', (_, line) => {
    expect(lineOf(line, asked).kind).toBe('other');
  });
});
