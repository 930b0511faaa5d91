import { createHash } from 'node:crypto';
import type { Challenge, Draw } from './challenge/types.ts';
import type { DossierHeader } from './types.ts';
import type { Workspace } from './workspace/types.ts';

/** SHA-256 over the files that the candidate received. */
const variantOf = ({ files }: Draw): string => {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex');
};

/** What was read, and in which state. */
export const submissionOf = ({
  name,
  kind,
  origin,
  ref,
  commit,
  digest,
  forge,
}: Workspace): DossierHeader['submission'] => ({ name, kind, origin, ref, commit, digest, forge });

type Asked = { readonly challenge: Challenge; readonly candidate: string; readonly draw: Draw };

/** What was asked, and of whom. */
export const challengeOf = ({
  challenge,
  candidate,
  draw,
}: Asked): NonNullable<DossierHeader['challenge']> => {
  const { id, version, title } = challenge.config;
  return { id, version, title, digest: challenge.digest, candidate, variant: variantOf(draw) };
};
