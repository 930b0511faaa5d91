import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpRequest } from '../../harness/evidence/common.ts';
import { openLocal } from '../../harness/sandbox/local/provider.ts';
import type { SandboxProvider } from '../../harness/sandbox/types.ts';
import { engineOrSkip, forgetLayers, openEngine } from '../helpers/docker.ts';

export type Opened = {
  readonly provider: SandboxProvider;
  readonly close: () => Promise<void>;
  /** Layers outlive their session on purpose. */
  readonly forget: (layer: string) => Promise<void>;
};

const openTestDocker = async (): Promise<Opened> => {
  const engine = await openEngine();
  return {
    provider: engine.provider,
    close: async () => engine[Symbol.asyncDispose](),
    forget: (layer) => forgetLayers(engine, [layer]),
  };
};

const openTestLocal = async (): Promise<Opened> => {
  const folder = await mkdtemp(join(tmpdir(), 'takehome-local-'));
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin' };
  const provider = openLocal({ folder, env, now: () => performance.now() });
  const close = async () => {
    await provider[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  };
  return { provider, close, forget: async () => {} };
};

/** Differences that are accepted, because nothing is contained locally. */
type Differences = {
  readonly seesOnlyItsOwnNetwork: boolean;
  readonly endsDaemons: boolean;
  readonly generatesLoad: boolean;
};

export const implementations = [
  {
    name: 'docker',
    open: openTestDocker,
    skip: await engineOrSkip(),
    differences: {
      seesOnlyItsOwnNetwork: true,
      endsDaemons: true,
      generatesLoad: true,
    } satisfies Differences,
  },
  {
    name: 'local',
    open: openTestLocal,
    skip: false,
    differences: {
      seesOnlyItsOwnNetwork: false,
      endsDaemons: false,
      generatesLoad: false,
    } satisfies Differences,
  },
] as const;

export const get = (path: string): HttpRequest => ({
  method: 'GET',
  path,
  headers: {},
  body: null,
  bodyBytes: 0,
});
export const limits = { timeoutMs: 5_000, maxBytes: 100_000 };

/** A server that says what it was asked. */
export const echo = `
import http.server, json, os
class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.reply({"path": self.path})
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.reply({"body": body, "type": self.headers["content-type"]})
    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
server = http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Echo)
print("up", flush=True)
server.serve_forever()
`;
