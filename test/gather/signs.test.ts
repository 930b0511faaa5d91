import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signsSchema } from '../../harness/evidence/signs.ts';
import { engineOrSkip, openEngine, type TestEngine } from '../helpers/docker.ts';
import { sent, signsOf } from '../helpers/watched-service.ts';

const prometheus = `
if path == "/metrics":
    text = "# TYPE http_requests_total counter\\n"
    text += 'http_requests_total{status="200"} %d\\n' % count
    if failed: text += 'http_requests_total{status="422"} %d\\n' % failed
    text += 'latency_seconds_bucket{le="+Inf"} %d\\nlatency_seconds_sum %f\\nlatency_seconds_count %d\\n' % (count, spent, count)
    text += 'predicted_probability_sum %f\\npredicted_probability_count %d\\n' % (total, count)
    text += 'process_cpu_seconds_total %f\\n' % time.process_time()
    return self.answer(200, text.encode(), "text/plain; version=0.0.4")
`;

const noPage = { pages: [], refusedWith: null };

describe.skipIf(await engineOrSkip())('signs of monitoring', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine?.[Symbol.asyncDispose]());

  test.concurrent('of counters that move name the series that counted our requests', async () => {
    const { signs } = await signsOf(engine, { page: prometheus });
    const grown = { before: 0, after: sent };
    expect(signsSchema.parse(signs)).toMatchObject({
      sent,
      answered: sent,
      refusedWith: 422,
      pages: [
        {
          path: '/metrics',
          format: 'prometheus',
          kind: 'counts',
          latency: { name: 'latency_seconds_count', ...grown },
          predictions: { name: 'predicted_probability_count', ...grown },
          errors: { name: 'http_requests_total', labels: '{status="422"}', before: 0, after: 1 },
        },
      ],
      records: { kind: 'none' },
    });
    expect(signs.pages[0]?.counted.map(({ name }) => name)).toEqual([
      'http_requests_total',
      'latency_seconds_count',
      'predicted_probability_count',
    ]);
  });

  test.concurrent('of a page that never moves are static', async () => {
    const page =
      'if path == "/metrics": return self.answer(200, b"requests_total 12\\nup 1\\n", "text/plain")';
    const { signs } = await signsOf(engine, { page });
    expect(signs).toMatchObject({
      pages: [{ kind: 'static', numbers: 2, counted: [], latency: null, predictions: null, errors: null }],
      refusedWith: null,
    });
  });

  test.concurrent('of a page that moves whether or not we ask tell of the process alone', async () => {
    const page =
      'if path == "/metrics": return self.answer(200, b"process_cpu_seconds_total %f\\npython_gc_objects 7\\n" % time.perf_counter(), "text/plain")';
    const { signs } = await signsOf(engine, { page });
    expect(signs.pages).toMatchObject([{ kind: 'process-only', counted: [] }]);
  });

  test.concurrent('of a page that counts something else are no count of ours', async () => {
    const page = `
if path == "/metrics":
    count += 1
    return self.answer(200, b"reads_total %d\\n" % (count * 1000), "text/plain")
`;
    const { signs } = await signsOf(engine, { page });
    expect(signs.pages).toMatchObject([{ kind: 'moves', counted: [], errors: null }]);
  });

  test.concurrent('of JSON statistics are read by path', async () => {
    const page = `
if path == "/stats":
    document = {"requests": {"total": count, "200": count, "422": failed}, "latency_ms": {"avg": spent, "p95": spent}, "last": time.time()}
    return self.answer(200, json.dumps(document).encode())
`;
    const { signs } = await signsOf(engine, { page });
    expect(signs.tried).toEqual(['/metrics', '/metrics/', '/prometheus', '/stats']);
    expect(signs.pages).toMatchObject([
      {
        path: '/stats',
        format: 'json',
        kind: 'counts',
        latency: { name: 'latency_ms.avg' },
        errors: { name: 'requests.422', before: 0, after: 1 },
        predictions: null,
      },
    ]);
    expect(signs.pages[0]?.counted.map(({ name }) => name)).toEqual(['requests.200', 'requests.total']);
  });

  test.concurrent('find numbers that are served beside the predictions, on a port of their own', async () => {
    const setUp = `
class Numbers(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"predictions_total %d\\n" % count
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", 9100), Numbers).serve_forever, daemon=True).start()
`;
    const { signs } = await signsOf(engine, { setUp });
    expect(signs.pages).toMatchObject([
      { path: ':9100/metrics', kind: 'counts', predictions: { name: 'predictions_total' } },
    ]);
  });

  test.concurrent('of one line of JSON a request are structured, with the prediction', async () => {
    const after =
      'print(json.dumps({"event": "predict", "request_id": "r%d" % count, "status": 200, "duration_ms": ms, "probability": round(p, 4)}), flush=True)';
    const { signs } = await signsOf(engine, { after, accessLog: true });
    expect(signs).toMatchObject({
      ...noPage,
      records: {
        kind: 'structured',
        source: 'output',
        count: sent,
        fields: ['status', 'duration', 'request id', 'prediction'],
        holdsPrediction: true,
        holdsRow: false,
      },
    });
    expect(signs.records.excerpt).toMatch(/^event=… request_id=r\d+ status=200 duration_ms=/);
  });

  test.concurrent('say of records that repeat the whole row that they do, and do not show it', async () => {
    const after =
      'print(json.dumps({"path": "/predict", "status": 200, "input": rows[0], "score": p}), file=sys.stderr, flush=True)';
    const { signs } = await signsOf(engine, { after });
    expect(signs.records).toMatchObject({ kind: 'structured', holdsRow: true, holdsPrediction: true });
    expect(signs.records.excerpt).toMatch(/path=\/predict status=200 input\.customer_id=… /);
  });

  test.concurrent('of the line that a framework writes are its access log', async () => {
    const { signs } = await signsOf(engine, { accessLog: true });
    expect(signs.records).toMatchObject({ kind: 'access-log', count: sent, fields: [], source: 'output' });
    expect(signs.records.excerpt).toContain('"POST /predict HTTP/1.1" 200');
  });

  test.concurrent('of a sentence a request are plain', async () => {
    const { signs } = await signsOf(engine, { after: 'print("scored %d rows" % len(rows), flush=True)' });
    expect(signs.records).toMatchObject({ kind: 'plain', count: sent, excerpt: 'scored 1 rows' });
  });

  test.concurrent('of lines that have nothing to do with our requests are unrelated', async () => {
    const after = 'if count % 4 == 0: print("checkpoint at request", count, flush=True)';
    const { signs } = await signsOf(engine, { after });
    expect(signs.records).toMatchObject({ kind: 'unrelated', excerpt: '' });
  });

  test.concurrent('of a silent service are none', async () => {
    const { signs } = await signsOf(engine, {});
    expect(signs).toMatchObject({ ...noPage, answered: sent, records: { kind: 'none', source: null } });
  });

  test.concurrent('are found in a file that the service appends to', async () => {
    const setUp = 'os.makedirs("logs", exist_ok=True)';
    const after =
      'open("logs/predictions.jsonl", "a").write(json.dumps({"id": count, "prediction": p, "model_version": "7"}) + "\\n")';
    const { signs } = await signsOf(engine, { setUp, after });
    expect(signs.records).toMatchObject({
      kind: 'structured',
      source: 'logs/predictions.jsonl',
      count: sent,
      fields: ['request id', 'prediction', 'model version'],
    });
  });

  test.concurrent('are found in a table with a header', async () => {
    const setUp = 'open("log.csv", "w").write("time,probability,plan\\n")';
    const after = 'open("log.csv", "a").write("%f,%f,basic\\n" % (time.time(), p))';
    const { signs } = await signsOf(engine, { setUp, after });
    expect(signs.records).toMatchObject({ kind: 'structured', source: 'log.csv', fields: ['prediction'] });
  });

  test.concurrent('of a service that has ended are none, and nothing breaks', async () => {
    const { signs } = await signsOf(engine, { after: 'os._exit(3)' });
    expect(signs).toMatchObject({ answered: 0, pages: [], records: { count: 0 } });
  });
});
