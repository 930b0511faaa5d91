import { enableCompileCache } from 'node:module';
import type { Challenge } from '../../harness/challenge/types.ts';
import type { CommandIo } from '../../harness/commands/io.ts';
import type { Session } from '../../harness/commands/session.ts';
import type { Progress } from '../../harness/progress.ts';
import { attribute, recorder } from './spans.ts';
import { candidate, watchImages, watchProvider } from './watched.ts';

/** Grades the folder in the first argument into that of the second as `takehome grade` does, and prints where the time went. */
enableCompileCache();
const now = (): number => performance.now();
const record = recorder(now);
const [source = '', out = ''] = process.argv.slice(2);

const quiet: CommandIo = {
  out: () => {},
  err: () => {},
  env: process.env,
  signal: new AbortController().signal,
  isTty: false,
  json: true,
};

const watchSession = ({ services }: Session): Pick<Session, 'services'> => {
  const watching = { recorder: record, now };
  const provider = watchProvider(services.provider, watching);
  return { services: { ...services, provider, images: watchImages(services.images, watching) } };
};

const watchChallenge = (challenge: Challenge): Challenge => ({
  ...challenge,
  generate: (seed) => {
    const from = now();
    const draw = challenge.generate(seed);
    record.add({ name: 'draw the data', from, to: now() });
    return draw;
  },
});

const began = new Map<string, number>();
const progress: Progress = (event) => {
  if (event.kind === 'started') began.set(event.step, now());
  if (event.kind !== 'ended') return;
  record.add({ name: `step: ${event.step}`, from: began.get(event.step) ?? now(), to: now() });
};

const { readTask, openSession, gradeOne } = await record.time('start: Node and imports', async () => ({
  ...(await import('commander')),
  ...(await import('../../harness/commands/task.ts')),
  ...(await import('../../harness/commands/session.ts')),
  ...(await import('../../harness/commands/grade.ts')),
}));
record.add({ name: 'start: Node and imports', from: 0, to: now() });

const task = await record.time('start: challenge and rubric', () => readTask({ challenge: 'churn' }));
const session = await record.time('session: open', () => openSession('docker', quiet));
const watched = watchSession(session);
const options = { source, challenge: 'churn', candidate: 'reference', out, sandbox: 'docker', allowHttp: [] };
const order = {
  options,
  task: { ...task, challenge: watchChallenge(task.challenge) },
  session: { ...session, ...watched },
};
await gradeOne(order, { io: quiet, progress });
await watched.services.provider[Symbol.asyncDispose]();
const parts = attribute(record.spans, {
  whole: { name: 'between the steps', from: 0, to: now() },
  first: candidate,
});
process.stdout.write(`${JSON.stringify([...parts])}\n`);
