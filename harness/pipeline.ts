import { dirname } from 'node:path';
import type { Challenge } from './challenge/types.ts';
import { type Provisioned, provisionEnvironment } from './environment/provision.ts';
import type { Images, IndexConfig } from './environment/types.ts';
import { dossierVersion } from './evidence/version.ts';
import { type FromFiles, gatherFromFiles } from './gather/from-files.ts';
import { gatherEndpoint, gatherTestRun, gatherTrainingAndTracking } from './gather/gather.ts';
import { maskSecrets } from './gather/mask.ts';
import { readContext } from './gather/read-context.ts';
import { sandboxFiles } from './gather/sandbox-files.ts';
import { absent } from './gather/slot.ts';
import { stepNote } from './gather/step-note.ts';
import { step } from './gather/steps.ts';
import type { GatherContext, Running } from './gather/types.ts';
import { challengeOf, submissionOf } from './header.ts';
import type { Progress } from './progress.ts';
import { keepListings } from './sandbox/listings.ts';
import type { Sandbox, SandboxFile, SandboxProvider } from './sandbox/types.ts';
import { chooseCommands } from './start/choose.ts';
import type { Turns } from './turns.ts';
import type { Dossier, DossierHeader, Limits } from './types.ts';
import { textReader } from './workspace/text.ts';
import type { Workspace } from './workspace/types.ts';

export type Services = {
  readonly openWorkspace: (waitingFor: (what: string) => void) => Promise<Workspace>;
  readonly provider: SandboxProvider;
  readonly images: Images;
  readonly index: IndexConfig;
  /** There when Dockerfiles are to be built; what to put before the names of images that name no registry. */
  readonly dockerfiles: { readonly registry: string } | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Shared by everything that runs on this machine. */
  readonly turns: Turns;
  /** Monotonic milliseconds, for durations and deadlines. */
  readonly now: () => number;
  /** Wall time, for the header and for dates that are yet to come. */
  readonly today: () => Date;
  readonly harness: DossierHeader['harness'];
};

export type GatherOrder = {
  readonly challenge: Challenge;
  readonly candidate: string;
  readonly name: string | null;
};

type Slots = Omit<Dossier, 'header'>;
type Ran = { readonly image: string; readonly slots: Omit<Slots, FromFiles> };

export const limitsOf = ({ config }: Challenge): Limits => {
  const { memoryMiB, diskMiB, ...rest } = config.limits;
  const mib = 1024 * 1024;
  return { ...rest, memoryBytes: memoryMiB * mib, diskBytes: diskMiB * mib };
};

/** A link of ours stands where the submission has something else. */
const withLinks = (files: readonly SandboxFile[], links: readonly SandboxFile[]): readonly SandboxFile[] => {
  const taken = new Set(links.flatMap(({ path }) => [path, dirname(path)]));
  return [...files.filter(({ path }) => !taken.has(path)), ...links];
};

const unreachable = (error: unknown): Omit<Ran['slots'], 'environment'> => {
  const lost = absent(error);
  return {
    training: lost,
    tracking: lost,
    claims: lost,
    tests: lost,
    serving: lost,
    holdout: lost,
    malformed: lost,
    behaviour: lost,
    service: lost,
    signs: lost,
    shuffled: lost,
  };
};

/** What a Dockerfile may copy is what a sandbox is filled with; its steps have the limits of a sandbox. */
const buildOf = (
  { workspace, limits }: GatherContext,
  { files, dockerfiles }: { readonly files: readonly SandboxFile[] } & Pick<Services, 'dockerfiles'>,
) => dockerfiles && { ...dockerfiles, label: workspace.name, files, limits };

const blockedBy = ({ evidence }: Provisioned): Running['blockedBy'] =>
  [evidence.resolve, evidence.install].find((stage) => stage.outcome === 'failed')?.name ?? null;

const runStages = async (
  running: Running,
  run: ReturnType<typeof step>,
): Promise<Omit<Ran['slots'], 'environment'>> => {
  const on = (waitingFor: (what: string) => void): Running => ({ ...running, waitingFor });
  const trained = await run(
    'train',
    (waitingFor) => running.turns.beside(() => gatherTrainingAndTracking(on(waitingFor))),
    stepNote.train,
  );
  const tested = await run(
    'test',
    (waitingFor) => running.turns.beside(() => gatherTestRun(on(waitingFor))),
    stepNote.test,
  );
  const asked = await run('endpoint', (waitingFor) => gatherEndpoint(on(waitingFor)), stepNote.endpoint);
  return { ...trained, ...tested, ...asked };
};

type Opening = { readonly context: GatherContext; readonly provisioned: Provisioned };

const openEmpty = async ({ context, provisioned }: Opening, label: string): Promise<Sandbox> => {
  const { memoryBytes, cpus, diskBytes, pids } = context.limits;
  const { layer, image, env, built = null } = provisioned;
  const limits = { memoryBytes, cpus, diskBytes, pids };
  return keepListings(await context.provider.open({ label, image, built, layer, env, limits }));
};

const openFilled = async (opening: Opening, files: readonly SandboxFile[]): Promise<Sandbox> => {
  const sandbox = await openEmpty(opening, opening.context.workspace.name);
  await sandbox.put(files);
  return sandbox;
};

const gatherRun = async (context: GatherContext, services: Services): Promise<Ran> => {
  const run = step(services.progress);
  const { images, index } = services;
  const read = textReader(context.workspace);
  const given = sandboxFiles(context);
  let provisioned: Provisioned;
  try {
    const provision = (waitingFor: (what: string) => void) =>
      services.turns.beside(() =>
        provisionEnvironment({
          ...context,
          read,
          images,
          index,
          waitingFor,
          build: buildOf(context, { ...services, files: given }),
        }),
      );
    provisioned = await run('environment', provision, stepNote.environment);
  } catch (error) {
    context.signal.throwIfAborted();
    return { image: '', slots: { environment: absent(error), ...unreachable(error) } };
  }
  const environment = { state: 'gathered', value: provisioned.evidence } as const;
  const { built = null } = provisioned;
  await using _image = built;
  const image = built?.id ?? provisioned.image;
  try {
    const port = context.challenge.config.serving.port;
    const commands = chooseCommands({ ...context, read, port, built: built?.start ?? null });
    const opening = { context, provisioned };
    const files = withLinks(given, provisioned.files);
    await using sandbox = await openFilled(opening, files);
    const openAnother = (label: string) => openEmpty(opening, label);
    const ours = { ...opening, provisioned: { ...provisioned, built: null } };
    const openOurs = (label: string) => openEmpty(ours, label);
    const { turns } = services;
    const blocked = blockedBy(provisioned);
    const running = {
      ...context,
      sandbox,
      openAnother,
      openOurs,
      files,
      turns,
      commands,
      blockedBy: blocked,
    };
    return { image, slots: { environment, ...(await runStages(running, run)) } };
  } catch (error) {
    context.signal.throwIfAborted();
    return { image, slots: { environment, ...unreachable(error) } };
  }
};

const headerOf = (
  context: GatherContext,
  { services, order, image, began }: { services: Services; order: GatherOrder; image: string; began: number },
): DossierHeader => {
  const { workspace, challenge, draw, provider, limits } = context;
  const built = services.dockerfiles ? { dockerfile: 'built' as const } : {};
  return {
    schema: dossierVersion,
    gatheredAt: services.today().toISOString(),
    durationMs: services.now() - began,
    submission: { ...submissionOf(workspace), ...(order.name === null ? {} : { name: order.name }) },
    challenge: challengeOf({ challenge, candidate: order.candidate, draw }),
    harness: services.harness,
    sandbox: { kind: provider.kind, engine: provider.engine, image, ...built, degraded: provider.degraded },
    limits,
  };
};

/** The left half of the line: from a source to everything known about it. Rejects only for the operator and interrupts. */
export const gatherDossier = async (order: GatherOrder, services: Services): Promise<Dossier> => {
  const began = services.now();
  const run = step(services.progress);
  const { challenge, candidate } = order;
  await using workspace = await run('intake', services.openWorkspace, stepNote.intake);
  const { provider, signal, now } = services;
  const asked = { workspace, challenge, candidate, limits: limitsOf(challenge), today: services.today() };
  const given = { ...asked, provider, signal, now };
  const context = await run('files', (waitingFor) => readContext({ ...given, waitingFor }), stepNote.files);
  const [found, ran] = await Promise.all([gatherFromFiles(context), gatherRun(context, services)]);
  const header = headerOf(context, { services, order, image: ran.image, began });
  return maskSecrets({ header, ...found, ...ran.slots }, context.facts.secrets);
};
