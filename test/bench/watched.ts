import type { Images, VersionedImages } from '../../harness/environment/types.ts';
import type { Sandbox, SandboxProvider, Server } from '../../harness/sandbox/types.ts';
import type { Recorder } from './spans.ts';

export const candidate = 'candidate';
type Watching = { readonly recorder: Recorder; readonly now: () => number };

/** What ran for `durationMs` and was answered for just now is the candidate's own time. */
const own = ({ recorder, now }: Watching, durationMs: number): void => {
  const to = now();
  recorder.add({ name: candidate, from: to - durationMs, to });
};

const watchServer = (server: Server, { recorder, now }: Watching): Server => {
  const began = now();
  let listens = false;
  return {
    ...server,
    listening: () =>
      recorder.time('server: ask for its ports', async () => {
        const open = await server.listening();
        if (!listens && open.length > 0) own({ recorder, now }, now() - began);
        listens ||= open.length > 0;
        return open;
      }),
    send: (request, limits) =>
      recorder.time('server: requests', async () => {
        const exchange = await server.send(request, limits);
        own({ recorder, now }, exchange.durationMs);
        return exchange;
      }),
    printed: () => recorder.time('server: log', () => server.printed()),
    log: () => recorder.time('server: log', () => server.log()),
    peakMemoryBytes: () => recorder.time('server: memory', () => server.peakMemoryBytes()),
    [Symbol.asyncDispose]: () => recorder.time('server: stop', () => server[Symbol.asyncDispose]()),
  };
};

const watchSandbox = (sandbox: Sandbox, { recorder, now }: Watching): Sandbox => ({
  ...sandbox,
  put: (files) => recorder.time('sandbox: put', () => sandbox.put(files)),
  read: (path, maxBytes) => recorder.time('sandbox: read', () => sandbox.read(path, maxBytes)),
  files: (folder, max) => recorder.time('sandbox: list files', () => sandbox.files(folder, max)),
  exec: (order) =>
    recorder.time(`container: ${order.purpose}`, async () => {
      const execution = await sandbox.exec(order);
      own({ recorder, now }, execution.durationMs);
      return execution;
    }),
  serve: async (order) =>
    watchServer(await recorder.time('container: serve', () => sandbox.serve(order)), { recorder, now }),
  [Symbol.asyncDispose]: () => recorder.time('sandbox: close', () => sandbox[Symbol.asyncDispose]()),
});

/** The same provider, with a record of what each call took and of how much of it was the candidate's. */
export const watchProvider = (provider: SandboxProvider, watching: Watching): SandboxProvider => {
  const { recorder } = watching;
  return {
    ...provider,
    layer: (key) => recorder.time('environment: find the layer', () => provider.layer(key)),
    open: async (options) =>
      watchSandbox(await recorder.time('sandbox: open', () => provider.open(options)), watching),
    [Symbol.asyncDispose]: () => recorder.time('session: close', () => provider[Symbol.asyncDispose]()),
  };
};

export const watchImages = ({ python, node }: Images, { recorder }: Watching): Images => {
  const watched = (images: VersionedImages): VersionedImages => ({
    ...images,
    ensure: (version, waitingFor) =>
      recorder.time('environment: find the image', () => images.ensure(version, waitingFor)),
  });
  return { python: watched(python), node: watched(node) };
};
