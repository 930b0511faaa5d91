import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { provisionEnvironment } from '../../harness/environment/provision.ts';
import { readContext } from '../../harness/gather/read-context.ts';
import { type Served, serve } from '../../harness/gather/serving.ts';
import type { Running } from '../../harness/gather/types.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { chooseCommands } from '../../harness/start/choose.ts';
import { openTurns } from '../../harness/turns.ts';
import { intakeLimits } from '../../harness/workspace/limits.ts';
import { openWorkspace } from '../../harness/workspace/open.ts';
import { textReader } from '../../harness/workspace/text.ts';
import { operatorsIndex, readyImages } from '../environment/provisioning.ts';
import type { TestEngine } from './docker.ts';
import { churnFolder } from './reference.ts';

/** Installs, starts and asks a folder as a grading does, from nothing but its files. The server ends with the scope. */
export const serveFolder = async (
  engine: TestEngine,
  source: string,
): Promise<Served & AsyncDisposable & { readonly running: Running }> => {
  await using undo = new AsyncDisposableStack();
  const scratch = await mkdtemp(join(tmpdir(), 'takehome-serve-'));
  undo.defer(() => rm(scratch, { recursive: true, force: true }));
  const { signal } = new AbortController();
  const workspace = undo.use(
    await openWorkspace({
      source,
      ref: null,
      into: join(scratch, 'workspace'),
      limits: intakeLimits,
      sshKey: null,
      certificateFile: null,
      signal,
      progress: () => {},
    }),
  );
  const challenge = await loadChallenge(churnFolder);
  const limits = limitsOf(challenge);
  const { provider } = engine;
  const now = (): number => performance.now();
  const today = new Date();
  const given = { workspace, challenge, provider, signal, now, limits, today, waitingFor: () => {} };
  const context = await readContext({ ...given, candidate: 'test' });
  const read = textReader(workspace);
  const index = operatorsIndex();
  const images = readyImages(engine, ['3.13']);
  const { image, layer, env } = await provisionEnvironment({ ...context, read, images, index });
  const openAnother = (label: string) => provider.open({ label, image, layer, env, limits });
  const sandbox = undo.use(await openAnother('serving'));
  const files = workspace.files.map(({ path }) => ({ path, from: join(workspace.root, path) }));
  await sandbox.put(files);
  const commands = chooseCommands({ ...context, read, port: challenge.config.serving.port });
  const turns = openTurns();
  const own = { sandbox, openAnother, openOurs: openAnother, files, turns, commands };
  const running: Running = { ...context, ...own, blockedBy: null };
  const served = await serve(running);
  if (served.started?.server) undo.use(served.started.server);
  const resources = undo.move();
  return { ...served, running, [Symbol.asyncDispose]: () => resources.disposeAsync() };
};
