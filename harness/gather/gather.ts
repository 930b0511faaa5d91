import type { Dossier, Evidence } from '../types.ts';
import { behaviourNotAsked, gatherBehaviour } from './behaviour.ts';
import { gatherClaims } from './claims.ts';
import { gatherHoldout, holdoutNotAsked } from './holdout.ts';
import { gatherMalformed, malformedNotAsked } from './malformed.ts';
import { gatherService, serviceNotAsked } from './service.ts';
import { type Predicting, type Served, serve } from './serving.ts';
import { type Served as Asked, gatherShuffled } from './shuffled.ts';
import { gatherSigns, signsNotAsked } from './signs.ts';
import { absent, type Filled, slot } from './slot.ts';
import { ofTheCandidate } from './supplied.ts';
import { gatherTests } from './tests.ts';
import { gatherTracking } from './tracking.ts';
import { gatherTraining } from './training.ts';
import type { Running } from './types.ts';

type Slots = Omit<Dossier, 'header'>;

const stoppedAt = ({ predict, answer, listen }: Evidence['serving']) =>
  [listen, answer, predict].find((stage) => stage.outcome !== 'ok')?.name ?? 'predict';

type Endpoint = Pick<
  Slots,
  'serving' | 'holdout' | 'malformed' | 'behaviour' | 'service' | 'signs' | 'shuffled'
>;

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
    signs: gathered(signsNotAsked(stage)),
  };
};

type Told = Pick<Slots, 'holdout' | 'malformed' | 'behaviour' | 'signs'> & {
  readonly answered: Asked['answered'] | null;
};

/** Each part has a turn of its own: what a slow service takes for one keeps no measurement of others waiting for all. */
const askEverything = async (running: Running, predicting: Predicting): Promise<Told> => {
  const turn = <T>(gather: () => Promise<T>): Promise<Filled<T>> =>
    running.turns.beside(() => slot(running.signal, gather));
  /** Signs come after requests that a service may break of: those of errors take one more of them. */
  const rest = async () => ({
    malformed: await turn(() => gatherMalformed(running, predicting)),
    signs: await turn(() => gatherSigns(running, predicting)),
  });
  const asked = await turn(() => gatherHoldout(running, predicting));
  if (asked.state === 'absent')
    return { answered: null, holdout: asked, behaviour: asked, ...(await rest()) };
  const answered = asked.value;
  const behaviour = await turn(() => gatherBehaviour(running, { predicting, answered }));
  return { answered, holdout: gathered(answered.evidence), behaviour, ...(await rest()) };
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
      signs: lost,
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
  const own = ofTheCandidate(running);
  const tracking = await slot(running.signal, async () => gatherTracking(own, await trained()));
  const claims = await slot(running.signal, async () => gatherClaims(own, await trained()));
  return { training, tracking, claims };
};

export const gatherTestRun = async (running: Running): Promise<Pick<Slots, 'tests'>> => ({
  tests: await slot(running.signal, () => gatherTests(running)),
});
