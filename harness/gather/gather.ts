import { FaultError, HarnessError } from '../errors.ts';
import type { Fault } from '../evidence/common.ts';
import type { Dossier, Evidence, Slot } from '../types.ts';
import { gatherHoldout, holdoutNotAsked } from './holdout.ts';
import { gatherMalformed, malformedNotAsked } from './malformed.ts';
import { gatherNotes } from './notes.ts';
import { gatherRepository } from './repository.ts';
import { type Served, serve } from './serving.ts';
import { gatherTests } from './tests.ts';
import { gatherTracking } from './tracking.ts';
import { gatherTraining } from './training.ts';
import type { GatherContext, Running } from './types.ts';

type Slots = Omit<Dossier, 'header'>;

const faultOf = (error: unknown): Fault => {
  if (error instanceof HarnessError) throw error;
  if (error instanceof FaultError) return { code: error.code, blame: error.blame, message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'HARNESS_BUG', blame: 'harness', message };
};

/** Throws what the operator can mend: a missing image is not found out by grading on. */
export const absent = (error: unknown): { readonly state: 'absent'; readonly fault: Fault } => ({
  state: 'absent',
  fault: faultOf(error),
});

/** Fills one slot; whatever goes wrong on our side leaves it absent. An interrupt is the only thing that passes through. */
export const slot = async <T>(signal: AbortSignal, gather: () => T | Promise<T>): Promise<Slot<T>> => {
  try {
    return { state: 'gathered', value: await gather() };
  } catch (error) {
    signal.throwIfAborted();
    return absent(error);
  }
};

/** Evidence that needs nothing to run. */
export const gatherStatic = async (context: GatherContext): Promise<Pick<Slots, 'repository' | 'notes'>> => ({
  repository: await slot(context.signal, () => gatherRepository(context)),
  notes: await slot(context.signal, () => gatherNotes(context)),
});

const stoppedAt = ({ predict, answer, listen }: Evidence['serving']) =>
  [listen, answer, predict].find((stage) => stage.outcome !== 'ok')?.name ?? 'predict';

const interrogate = async (
  running: Running,
  served: Served,
): Promise<Pick<Slots, 'serving' | 'holdout' | 'malformed'>> => {
  const { evidence, predicting, started } = served;
  if (!predicting) {
    const stage = stoppedAt(evidence);
    return {
      serving: { state: 'gathered', value: { ...evidence, aliveAtEnd: started !== null } },
      holdout: await slot(running.signal, () => holdoutNotAsked(running, stage)),
      malformed: { state: 'gathered', value: malformedNotAsked(stage) },
    };
  }
  const holdout = await slot(running.signal, () => gatherHoldout(running, predicting));
  const malformed = await slot(running.signal, () => gatherMalformed(running, predicting));
  const over = Symbol('still running');
  const serving = await slot(running.signal, async () => ({
    ...evidence,
    aliveAtEnd: (await Promise.race([predicting.server.ended, Promise.resolve(over)])) === over,
    answer: { ...evidence.answer, peakMemoryBytes: await predicting.server.peakMemoryBytes() },
  }));
  return { serving, holdout, malformed };
};

/** Serving, holdout and malformed, from one server started once and stopped at the end. */
export const gatherEndpoint = async (
  running: Running,
): Promise<Pick<Slots, 'serving' | 'holdout' | 'malformed'>> => {
  try {
    const served = await serve(running);
    await using _stopped = served.started?.server ?? null;
    return await interrogate(running, served);
  } catch (error) {
    running.signal.throwIfAborted();
    const lost = absent(error);
    return { serving: lost, holdout: lost, malformed: lost };
  }
};

/** What training leaves behind is read before the tests can touch it. */
export const gatherTrainingAndTracking = async (
  running: Running,
): Promise<Pick<Slots, 'training' | 'tracking'>> => {
  const training = await slot(running.signal, () => gatherTraining(running));
  const { sandbox } = running;
  const tracking = await slot(running.signal, async () => {
    const files = await sandbox.files('.', 5_000);
    return gatherTracking(running, { files, read: (path, maxBytes) => sandbox.read(path, maxBytes) });
  });
  return { training, tracking };
};

export const gatherTestRun = async (running: Running): Promise<Pick<Slots, 'tests'>> => ({
  tests: await slot(running.signal, () => gatherTests(running)),
});
