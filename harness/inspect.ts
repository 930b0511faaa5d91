import type { Challenge } from './challenge/types.ts';
import { dossierVersion } from './evidence/version.ts';
import { inspectNote } from './gather/inspect-note.ts';
import { maskSecrets } from './gather/mask.ts';
import { readFilesContext } from './gather/read-context.ts';
import { slot } from './gather/slot.ts';
import { step } from './gather/steps.ts';
import { testsAsWritten } from './gather/tests-written.ts';
import { challengeOf, submissionOf } from './header.ts';
import type { Progress } from './progress.ts';
import { openReaders } from './source/read.ts';
import type { Dossier, DossierHeader } from './types.ts';
import type { Workspace } from './workspace/types.ts';

export type InspectServices = {
  readonly openWorkspace: (waitingFor: (what: string) => void) => Promise<Workspace>;
  /** Where the files will be. */
  readonly root: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Wall time, for the header and for dates that are yet to come. */
  readonly today: () => Date;
  readonly harness: DossierHeader['harness'];
};

export type InspectOrder = { readonly challenge: Challenge | null; readonly candidate: string };

const notAsked = { state: 'not-asked' } as const;

/** What only shows when something runs. */
const unasked = {
  environment: notAsked,
  training: notAsked,
  serving: notAsked,
  holdout: notAsked,
  malformed: notAsked,
  behaviour: notAsked,
  service: notAsked,
  signs: notAsked,
  shuffled: notAsked,
  claims: notAsked,
} as const;

/**
 * The left half of the line for any repository, with a challenge or without: what its files say, and nothing is run. Rejects
 * only for the operator and interrupts.
 */
export const inspectFiles = async (order: InspectOrder, services: InspectServices): Promise<Dossier> => {
  const { challenge, candidate } = order;
  const { signal, harness } = services;
  const began = services.now();
  const run = step(services.progress);
  // They load what they read with while the files are fetched.
  await using readers = await openReaders({ root: services.root, signal });
  await using workspace = await run('intake', services.openWorkspace, inspectNote.intake);
  const given = { workspace, challenge, candidate, today: services.today(), signal, readers };
  // What gathers is loaded while the children read.
  const [context, { gatherFromFiles }, { gatherTracking }, { ofTheCandidate }] = await Promise.all([
    run('files', () => readFilesContext(given), inspectNote.files),
    import('./gather/from-files.ts'),
    import('./gather/tracking.ts'),
    import('./gather/supplied.ts'),
  ]);
  const { draw } = context;
  const found = await gatherFromFiles(context);
  const own = ofTheCandidate(context);
  const tests = await slot(signal, () => testsAsWritten(own));
  const tracking = await slot(signal, async () => ({
    ...(await gatherTracking(own, null)),
    notAsked: true as const,
  }));
  const header: DossierHeader = {
    schema: dossierVersion,
    gatheredAt: services.today().toISOString(),
    durationMs: services.now() - began,
    submission: submissionOf(workspace),
    challenge: challenge && draw ? challengeOf({ challenge, candidate, draw }) : null,
    harness,
    sandbox: null,
    limits: null,
  };
  return maskSecrets({ header, ...found, ...unasked, tests, tracking }, context.facts.secrets);
};
