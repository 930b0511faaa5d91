import { join } from 'node:path';
import type { CommandIo } from '../../harness/commands/io.ts';
import type { Session } from '../../harness/commands/session.ts';
import { sourceOf } from '../../harness/commands/source.ts';
import { readTask } from '../../harness/commands/task.ts';
import { type Provisioned, provisionEnvironment } from '../../harness/environment/provision.ts';
import { readContext } from '../../harness/gather/read-context.ts';
import type { Running } from '../../harness/gather/types.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { chooseCommands } from '../../harness/start/choose.ts';
import type { Limits } from '../../harness/types.ts';
import { textReader } from '../../harness/workspace/text.ts';

const silent = { out: () => {}, err: () => {}, env: process.env, isTty: false, json: false };

/** A bench has an operator who may interrupt it and reads nothing but its tables. */
export const benchIo = (err: (line: string) => void = () => {}): CommandIo => {
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort(new Error('interrupted')));
  return { ...silent, err, signal: interrupted.signal };
};

type Opening = {
  readonly session: Session;
  readonly source: string;
  readonly limits?: Partial<Limits>;
  readonly waitingFor: (what: string) => void;
};

/** A submission in a sandbox of its own with its dependencies, as a grading has it before the train command. */
export type OpenRunning = AsyncDisposable & { readonly running: Running; readonly provisioned: Provisioned };

export const openRunning = async (opening: Opening): Promise<OpenRunning> => {
  const { session, source, waitingFor } = opening;
  const { services } = session;
  const { challenge } = await readTask({ challenge: 'churn' });
  const limits = { ...limitsOf(challenge), ...opening.limits };
  await using undo = new AsyncDisposableStack();
  const io = { ...silent, signal: services.signal };
  const opened = undo.use(await sourceOf({ source }, io));
  const workspace = undo.use(await opened.open(waitingFor));
  const today = new Date();
  const given = { workspace, ...services, challenge, candidate: 'none', limits, today, waitingFor };
  const context = await readContext(given);
  const input = { ...context, read: textReader(workspace) };
  const provisioned = await provisionEnvironment({ ...services, ...input, waitingFor });
  const { image, layer, env } = provisioned;
  const openAnother = (label: string) => services.provider.open({ label, image, layer, env, limits });
  const sandbox = undo.use(await openAnother(workspace.name));
  const drawn = context.draw.files.map(({ path, text }) => ({ path, text }));
  const taken = new Set(drawn.map(({ path }) => path));
  const own = workspace.files
    .filter(({ path }) => !taken.has(path))
    .map(({ path, executable }) => ({ path, executable, from: join(workspace.root, path) }));
  const files = [...own, ...drawn, ...provisioned.files];
  await sandbox.put(files);
  const commands = chooseCommands({ ...input, port: challenge.config.serving.port });
  const { turns } = services;
  const resources = undo.move();
  return {
    running: {
      ...context,
      sandbox,
      openAnother,
      openOurs: openAnother,
      files,
      turns,
      commands,
      blockedBy: null,
    },
    provisioned,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
};
