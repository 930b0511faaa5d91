import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import type { Session } from '../../harness/commands/session.ts';
import { type Predicting, serve } from '../../harness/gather/serving.ts';
import type { Running } from '../../harness/gather/types.ts';
import { openRunning } from './running.ts';

export const churn = fileURLToPath(new URL('../../challenges/churn', import.meta.url));

type ServedReference = AsyncDisposable & { readonly running: Running; readonly predicting: Predicting };

/** A reference of churn, trained and served as in a grading. Throws when it does not predict. */
export const serveReference = async (session: Session, name: string): Promise<ServedReference> => {
  await using undo = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'takehome-bench-'));
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  const source = await materialiseReference(churn, name, join(folder, name));
  const waitingFor = (): void => {};
  const { running } = undo.use(await openRunning({ session, source, waitingFor }));
  const { train } = running.commands;
  const timeoutMs = running.limits.trainSeconds * 1000;
  if (train) await running.sandbox.exec({ ...train, timeoutMs, purpose: 'train' });
  const { predicting } = await serve(running);
  if (!predicting) throw new Error(`The reference ${name} does not predict here.`);
  undo.use(predicting.server);
  const resources = undo.move();
  return { running, predicting, [Symbol.asyncDispose]: () => resources.disposeAsync() };
};
