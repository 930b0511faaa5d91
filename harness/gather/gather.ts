import { FaultError, HarnessError } from '../errors.ts';
import type { Fault } from '../evidence/common.ts';
import type { Dossier, Evidence, Slot } from '../types.ts';
import { behaviourNotAsked, gatherBehaviour } from './behaviour.ts';
import { gatherClaims } from './claims.ts';
import { gatherHoldout, holdoutNotAsked } from './holdout.ts';
import { gatherMalformed, malformedNotAsked } from './malformed.ts';
import { gatherNotes } from './notes.ts';
import { gatherRepository } from './repository.ts';
import { gatherService, serviceNotAsked } from './service.ts';
import { type Predicting, type Served, serve } from './serving.ts';
import { type Served as Asked, gatherShuffled } from './shuffled.ts';
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

type Endpoint = Pick<Slots, 'serving' | 'holdout' | 'malformed' | 'behaviour' | 'service' | 'shuffled'>;

const gathered = <T>(value: T) => ({ state: 'gathered', value }) as const;

const notAsked = async (
  running: Running,
  { evidence, started }: Served,
): Promise<Omit<Endpoint, 'shuffled'>> => {
  const stage = stoppedAt(evidence);
  return {
    serving: gathered({ ...evidence, aliveAtEnd: started !== null }),
    holdout: await slot(running.signal, () => holdoutNotAsked(running, stage)),
    malformed: gathered(malformedNotAsked(stage)),
    behaviour: gathered(behaviourNotAsked(stage)),
    service: gathered(serviceNotAsked(running, stage)),
  };
};

type Told = Pick<Slots, 'holdout' | 'malformed' | 'behaviour'> & {
  readonly answered: Asked['answered'] | null;
};

/** Each part has a turn of its own: what a slow service takes for one keeps no measurement of others waiting for all. */
const askEverything = async (running: Running, predicting: Predicting): Promise<Told> => {
  const turn = <T>(gather: () => Promise<T>): Promise<Slot<T>> =>
    running.turns.beside(() => slot(running.signal, gather));
  const malformed = () => turn(() => gatherMalformed(running, predicting));
  const asked = await turn(() => gatherHoldout(running, predicting));
  if (asked.state === 'absent')
    return { answered: null, holdout: asked, behaviour: asked, malformed: await malformed() };
  const answered = asked.value;
  const behaviour = await turn(() => gatherBehaviour(running, { predicting, answered }));
  return { answered, holdout: gathered(answered.evidence), behaviour, malformed: await malformed() };
};

const over = Symbol('still running');

const atEnd = async (
  evidence: Evidence['serving'],
  { server }: Predicting,
): Promise<Evidence['serving']> => ({
  ...evidence,
  aliveAtEnd: (await Promise.race([server.ended, Promise.resolve(over)])) === over,
  answer: { ...evidence.answer, peakMemoryBytes: await server.peakMemoryBytes() },
});

/** The load comes last: whatever it does to the server, everything else has been asked. */
const interrogate = async (
  running: Running,
): Promise<Omit<Endpoint, 'shuffled'> & { readonly asked: Asked | null }> => {
  const { turns, signal } = running;
  const served = await turns.beside(() => serve(running));
  await using _stopped = served.started?.server ?? null;
  const { evidence, predicting } = served;
  if (!predicting) return { ...(await notAsked(running, served)), asked: null };
  const { answered, ...told } = await askEverything(running, predicting);
  const serving = await slot(signal, () => atEnd(evidence, predicting));
  const { coldStartMs } = evidence;
  const service = await turns.alone(() =>
    slot(signal, () => gatherService(running, { predicting, coldStartMs })),
  );
  const { shape } = predicting;
  const command = served.started?.command;
  const asked = answered && command ? { answered, shape, command } : null;
  return { ...told, serving, service, asked };
};

/** All that is asked of the endpoint, from one server started once; then the model made from shuffled labels. */
export const gatherEndpoint = async (running: Running): Promise<Endpoint> => {
  try {
    const { asked, ...told } = await interrogate(running);
    const shuffled = await running.turns.beside(() =>
      slot(running.signal, () => gatherShuffled(running, asked)),
    );
    return { ...told, shuffled };
  } catch (error) {
    running.signal.throwIfAborted();
    const lost = absent(error);
    return {
      serving: lost,
      holdout: lost,
      malformed: lost,
      behaviour: lost,
      service: lost,
      shuffled: lost,
    };
  }
};

/** What training leaves behind is read before the tests can touch it. */
export const gatherTrainingAndTracking = async (
  running: Running,
): Promise<Pick<Slots, 'training' | 'tracking' | 'claims'>> => {
  const training = await slot(running.signal, () => gatherTraining(running));
  const { sandbox } = running;
  const trained = async () => ({
    files: await sandbox.files('.', 5_000),
    read: (path: string, maxBytes: number) => sandbox.read(path, maxBytes),
  });
  const tracking = await slot(running.signal, async () => gatherTracking(running, await trained()));
  const claims = await slot(running.signal, async () => gatherClaims(running, await trained()));
  return { training, tracking, claims };
};

export const gatherTestRun = async (running: Running): Promise<Pick<Slots, 'tests'>> => ({
  tests: await slot(running.signal, () => gatherTests(running)),
});
