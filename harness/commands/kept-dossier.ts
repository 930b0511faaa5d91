import { HarnessError } from '../errors.ts';
import type { Dossier, DossierHeader } from '../types.ts';
import { readDossier } from './dossier-file.ts';

/** What of a header decides the evidence: where all of it is the same, gathering again would give the same. */
export type DossierKey = Readonly<
  Record<'commit' | 'challenge' | 'data' | 'harness' | 'sandbox' | 'limits', string>
>;

export const keyOf = ({
  submission,
  challenge,
  harness,
  sandbox,
  limits,
}: Omit<DossierHeader, 'schema' | 'gatheredAt' | 'durationMs'>): DossierKey => ({
  commit: submission.commit ?? submission.digest,
  challenge: challenge?.digest ?? 'none',
  data: challenge?.candidate ?? 'none',
  harness: harness.digest,
  sandbox: sandbox
    ? [sandbox.kind, sandbox.engine, sandbox.dockerfile ?? 'read', ...sandbox.degraded].join(', ')
    : 'none',
  limits: JSON.stringify(limits),
});

/** Names of the parts in which two keys differ. */
export const differing = (kept: DossierKey, wanted: DossierKey): readonly string[] =>
  Object.entries(wanted)
    .filter(([part, value]) =>
      Object.entries(kept).every(([name, other]) => name !== part || other !== value),
    )
    .map(([part]) => part);

/** The dossier that an earlier run left in this folder; null when there is none, or none that today's format reads. */
export const keptDossier = async (folder: string): Promise<Dossier | null> => {
  try {
    return (await readDossier(folder)).dossier;
  } catch (error) {
    if (error instanceof HarnessError) return null;
    throw error;
  }
};
