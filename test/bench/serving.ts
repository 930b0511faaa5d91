import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandIo } from '../../harness/commands/io.ts';
import { openSession, type Session } from '../../harness/commands/session.ts';
import { sourceOf } from '../../harness/commands/source.ts';
import { readTask } from '../../harness/commands/task.ts';
import { provisionEnvironment } from '../../harness/environment/provision.ts';
import type { Cause, Exchange } from '../../harness/evidence/common.ts';
import type { ServingEvidence } from '../../harness/evidence/serving.ts';
import { stopFromLog } from '../../harness/gather/cause.ts';
import { readContext } from '../../harness/gather/read-context.ts';
import { serve } from '../../harness/gather/serving.ts';
import { gatherTraining } from '../../harness/gather/training.ts';
import type { Running } from '../../harness/gather/types.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import { chooseCommands } from '../../harness/start/choose.ts';
import { textReader } from '../../harness/workspace/text.ts';

/**
 * Starts real public services from nothing but their files, and asks each for one prediction:
 * `npm run bench:serving -- <folder of checkouts> <serving-observed.json> [--only part of a name]`. A checkout of `owner/name` stands in
 * `owner+name`. Train and serve commands run without a network, as in a grading.
 */
const [folder = '', observedFile = '', ...rest] = process.argv.slice(2);
const only = rest[0] === '--only' ? (rest[1] ?? '') : '';
if (!existsSync(folder) || !existsSync(observedFile)) {
  process.stderr.write(
    'Usage: npm run bench:serving -- <folder of checkouts> <serving-observed.json> [--only name]\n',
  );
  process.exit(2);
}

type Observed = {
  readonly repo: string;
  readonly observed: {
    readonly server_after_hand_repair: boolean;
    readonly prediction_after_hand_repair: boolean;
  };
};
type Found = {
  readonly server: boolean;
  readonly prediction: boolean;
  readonly stage: string;
  readonly why: string;
};
type Outcome = Found & { readonly repo: string; readonly seconds: number };

const { repositories }: { repositories: readonly Observed[] } = JSON.parse(
  readFileSync(observedFile, 'utf8'),
);
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
const interrupted = new AbortController();
process.on('SIGINT', () => interrupted.abort(new Error('interrupted')));
const io: CommandIo = {
  out: () => {},
  err: say,
  env: process.env,
  signal: interrupted.signal,
  isTty: false,
  json: false,
};

const told = (cause: Cause | null): string =>
  cause === null
    ? ''
    : Object.entries(cause)
        .map(([name, value]) => (name === 'kind' ? String(value) : `${name} ${JSON.stringify(value)}`))
        .join(' ');

const exchanged = ({ request: { method, path }, reply, error }: Exchange): string =>
  `${method} ${path}: ${reply ? `${reply.status} ${reply.body.slice(0, 160)}` : (error ?? '')}`;

/** A prediction counts for a row of the challenge, and for an example of the submission's own. */
const judged = ({ listen, answer, predict, attempts, example, ownExample }: ServingEvidence): Found => {
  const stopped = [listen, answer].find(({ outcome }) => outcome !== 'ok');
  if (stopped) {
    const all = attempts.map(({ stage }) => `${told(stage.cause)} ${stage.line ?? ''}`).join(' | ');
    return { server: false, prediction: false, stage: stopped.name, why: all || told(stopped.cause) };
  }
  const shown = ownExample ?? (example && { exchange: example, from: 'challenge' });
  const why = shown ? `${shown.from}, ${exchanged(shown.exchange)}` : told(predict.cause);
  const prediction = predict.outcome === 'ok' || ownExample?.predicted === true;
  return { server: true, prediction, stage: prediction ? 'predicted' : 'predict', why };
};

const mebibyte = 1024 * 1024;

const tryOne = async (repo: string, session: Session): Promise<Found> => {
  const { services } = session;
  const task = await readTask({ challenge: 'churn' });
  await using undo = new AsyncDisposableStack();
  const waitingFor = (what: string): void => say(`  ${what}`);
  const opened = undo.use(await sourceOf({ source: join(folder, repo.replace('/', '+')) }, io));
  const workspace = undo.use(await opened.open(waitingFor));
  const limits = {
    ...limitsOf(task.challenge),
    memoryBytes: 4096 * mebibyte,
    diskBytes: 2048 * mebibyte,
    readySeconds: 90,
  };
  const today = new Date();
  const given = {
    workspace,
    ...services,
    challenge: task.challenge,
    candidate: 'none',
    limits,
    today,
    waitingFor,
  };
  const context = await readContext(given);
  const read = textReader(workspace);
  const input = { ...context, manifest: null, manifestPlace: null, read };
  const provisioned = await provisionEnvironment({ ...services, ...input, waitingFor });
  const { resolve, install } = provisioned.evidence;
  const stopped = [resolve, install].find(({ outcome }) => outcome === 'failed');
  if (stopped) return { server: false, prediction: false, stage: stopped.name, why: told(stopped.cause) };
  const { image, layer, env } = provisioned;
  const open = (label: string) => services.provider.open({ label, image, layer, env, limits });
  const sandbox = undo.use(await open(workspace.name));
  const files = workspace.files.map(({ path, executable }) => ({
    path,
    executable,
    from: join(workspace.root, path),
  }));
  await sandbox.put(files);
  const commands = chooseCommands({ ...input, port: 8000 });
  const running: Running = {
    ...context,
    sandbox,
    openAnother: open,
    openOurs: open,
    files,
    turns: services.turns,
    commands,
    blockedBy: null,
  };
  for (const { shell, source } of [commands.train ?? [], commands.serve].flat()) say(`  ${source}: ${shell}`);
  const { stage: trained } = await gatherTraining(running);
  if (trained.outcome === 'failed') say(`  train: ${told(trained.cause)} ${trained.line ?? ''}`);
  const { evidence, started } = await serve(running);
  await using server = started?.server ?? null;
  const found = judged(evidence);
  const { line } = found.prediction ? { line: null } : stopFromLog((await server?.log()) ?? '');
  return line === null ? found : { ...found, why: `${found.why} | ${line}` };
};

await using session = await openSession('docker', io);
const outcomes: Outcome[] = [];
for (const { repo } of repositories.filter((one) => one.repo.includes(only))) {
  say(repo);
  const began = performance.now();
  const outcome = await tryOne(repo, session).catch((error: Error) => ({
    server: false,
    prediction: false,
    stage: 'harness',
    why: error.message,
  }));
  outcomes.push({ repo, ...outcome, seconds: Math.round((performance.now() - began) / 1000) });
  say(
    `  ${outcome.server ? 'server' : 'no server'}, ${outcome.prediction ? 'prediction' : 'no prediction'}: ${outcome.stage}`,
  );
}
const yes = (value: boolean): string => (value ? 'yes' : 'no');
process.stdout.write(
  'repository                                          server  prediction  seconds  stopped at, and why\n',
);
for (const { repo, server, prediction, seconds, stage, why } of outcomes)
  process.stdout.write(
    `${repo.padEnd(50)}  ${yes(server).padEnd(6)}  ${yes(prediction).padEnd(10)}  ${String(seconds).padStart(7)}  ${stage}: ${why.replaceAll(/\s+/g, ' ').slice(0, 220)}\n`,
  );
const counted = (pick: (one: Outcome) => boolean): number => outcomes.filter(pick).length;
const byHand = (key: keyof Observed['observed']): number =>
  repositories.filter((one) => outcomes.some(({ repo }) => repo === one.repo) && one.observed[key]).length;
process.stdout.write(
  `\n${counted(({ server }) => server)} of ${outcomes.length} servers answer, ${counted(({ prediction }) => prediction)} predict; by hand within three minutes ${byHand('server_after_hand_repair')} and ${byHand('prediction_after_hand_repair')}.\n`,
);
