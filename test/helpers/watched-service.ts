import type { SignsEvidence } from '../../harness/evidence/signs.ts';
import { gatherSigns } from '../../harness/gather/signs.ts';
import type { Watching } from '../../harness/gather/signs-asking.ts';
import type { TestEngine } from './docker.ts';
import { type Served, servePython } from './service.ts';

type Program = {
  /** Statements at the start, in no function. */
  readonly setUp?: string;
  /** What GET does, with `path`; falls through to 404. */
  readonly page?: string;
  /** What follows a prediction, with `p` and `ms`. */
  readonly after?: string;
  /** What follows a request that is refused. */
  readonly refused?: string;
  /** Whether the line of Python's own server is written. */
  readonly accessLog?: boolean;
};

const indented = (text: string): string => text.trim().split('\n').join('\n        ');

/** A service of churn's contract in Python alone, with a page and records of its own. */
export const watchedProgram = ({ setUp, page, after, refused, accessLog }: Program): string => `
import json, os, sys, time, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
count, failed, spent, total = 0, 0, 0.0, 0.0
${setUp ?? ''}
class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        global count, failed, spent, total
        path = self.path
        ${indented(page ?? 'pass')}
        self.answer(404, b"{}")
    def do_POST(self):
        global count, failed, spent, total
        began = time.perf_counter()
        body = self.rfile.read(int(self.headers["content-length"]))
        try:
            rows = json.loads(body)["instances"]
        except Exception:
            failed += 1
            ${(refused ?? 'pass').trim().split('\n').join('\n            ')}
            return self.answer(422, b'{"error": "instances"}')
        p = round(0.1 + (len(json.dumps(rows)) % 97) / 997, 6)
        ms = (time.perf_counter() - began) * 1000
        count, spent, total = count + 1, spent + ms / 1000, total + p
        ${indented(after ?? 'pass')}
        self.answer(200, json.dumps({"predictions": [{"probability": p} for row in rows]}).encode())
    def answer(self, status, body, kind="application/json"):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    ${accessLog ? '' : 'def log_message(self, *_): pass'}
class Server(ThreadingHTTPServer):
    def handle_error(self, *_): pass
Server(("127.0.0.1", int(os.environ["PORT"])), Service).serve_forever()
`;

/** By this digest, six requests are sent. */
export const digest = '0001'.padEnd(64, '0');
export const sent = 6;

export const watchingOf = ({ running, sandbox }: Served): Watching => ({
  ...running,
  sandbox,
  facts: { python: [], scripts: [] },
  workspace: { digest },
});

/** What is gathered of such a program. */
export const signsOf = async (
  engine: TestEngine,
  program: Program,
): Promise<{ readonly signs: SignsEvidence }> => {
  await using served = await servePython(engine, watchedProgram(program));
  return { signs: await gatherSigns(watchingOf(served), served.predicting) };
};
