import type { Dossier } from '../types.ts';
import { gatherCare } from './care.ts';
import { gatherCode } from './code.ts';
import { gatherDeployment } from './deployment.ts';
import { gatherMethod } from './method.ts';
import { gatherNotes } from './notes.ts';
import { gatherRepository } from './repository.ts';
import { slot } from './slot.ts';
import { ofTheCandidate } from './supplied.ts';
import type { FilesContext } from './types.ts';

/** Slots that are filled without running anything. */
export type FromFiles = 'repository' | 'code' | 'notes' | 'method' | 'care' | 'deployment';

/** Evidence that needs nothing to run. */
export const gatherFromFiles = async (all: FilesContext): Promise<Pick<Dossier, FromFiles>> => {
  const context = ofTheCandidate(all);
  return {
    repository: await slot(context.signal, () => gatherRepository(context)),
    code: await slot(context.signal, () => gatherCode(context)),
    notes: await slot(context.signal, () => gatherNotes(context)),
    method: await slot(context.signal, () => gatherMethod(context)),
    care: await slot(context.signal, () => gatherCare(context)),
    deployment: await slot(context.signal, () => gatherDeployment(context)),
  };
};
