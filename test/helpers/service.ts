import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Measuring } from '../../harness/gather/service-sides.ts';
import type { Predicting } from '../../harness/gather/serving.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import { python, type TestEngine, testImage } from './docker.ts';
import { untilListening } from './listening.ts';
import { churnFolder } from './reference.ts';

/** A service that runs in a sandbox of its own, and what a measurement of it takes. */
export type Served = AsyncDisposable & {
  readonly running: Measuring;
  readonly predicting: Predicting;
  readonly sandbox: Sandbox;
};

/** Serves a Python program that keeps to churn's contract on the port in `PORT`; resolves when it listens. */
export const servePython = async (engine: TestEngine, program: string): Promise<Served> => {
  const challenge = await loadChallenge(churnFolder);
  const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });
  const limits = limitsOf(challenge);
  const openAnother = (label: string) =>
    engine.provider.open({ label, image: testImage, limits, layer: null, env: {} });
  await using undo = new AsyncDisposableStack();
  const box = undo.use(await openAnother('service'));
  const env = { PORT: String(challenge.config.serving.port) };
  const server = undo.use(await box.serve(python(program, { env, timeoutMs: 120_000 })));
  await untilListening(server);
  const running: Measuring = {
    challenge,
    draw,
    limits,
    openOurs: openAnother,
    now: () => performance.now(),
    signal: new AbortController().signal,
    waitingFor: () => {},
  };
  const shape = contractShape(challenge.config);
  const resources = undo.move();
  return {
    running,
    sandbox: box,
    predicting: { server, limits, shape, goodRows: draw.train.slice(0, 2) },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
};

/** A threaded service whose handler runs `work` before each prediction; `here` is how many are worked on, this one included. */
export const predictingProgram = (work: string): string => `
import json, os, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
here, lock = 0, threading.Lock()
class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    def do_POST(self):
        global here
        with lock: here += 1
        try:
            rows = json.loads(self.rfile.read(int(self.headers["content-length"])))["instances"]
            self.answer(*self.work(rows))
        finally:
            with lock: here -= 1
    def work(self, rows):
        ${work}
        return 200, {"predictions": [{"probability": 0.25} for row in rows]}
    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
class Server(ThreadingHTTPServer):
    request_queue_size = 512
    def handle_error(self, *_): pass
Server(("127.0.0.1", int(os.environ["PORT"])), Service).serve_forever()
`;
