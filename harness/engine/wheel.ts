import { createHash } from 'node:crypto';
import { HarnessError } from '../errors.ts';
import type { Architecture } from './architecture.ts';
import type { IndexClient } from './index-client.ts';

/** One release of a program that is published as wheels: whatever index serves a file, its digest says that it is this one. */
export type WheelRelease = {
  readonly version: string;
  readonly wheels: Readonly<Record<Architecture, { readonly file: string; readonly sha256: string }>>;
};

/** `project`: its name at the index. */
export type WheelOrder = {
  readonly project: string;
  readonly release: WheelRelease;
  readonly architecture: Architecture;
  readonly signal: AbortSignal;
};

/** The wheel of a release, from the operator's package index. Rejects with INDEX_UNREACHABLE. */
export const fetchWheel = async (
  index: IndexClient,
  { project, release, architecture, signal }: WheelOrder,
): Promise<Buffer> => {
  const { file, sha256 } = release.wheels[architecture];
  const unavailable = (message: string, cause?: unknown): HarnessError =>
    new HarnessError({
      code: 'INDEX_UNREACHABLE',
      message,
      hint: `Point PIP_INDEX_URL at an index that serves ${project}, and PIP_CERT at its certificate authority.`,
      cause,
    });
  const archive = await index.file({ project, file, signal }).catch((cause: unknown) => {
    throw unavailable(`The package index ${index.name} did not give ${file}.`, cause);
  });
  if (createHash('sha256').update(archive).digest('hex') === sha256) return archive;
  throw unavailable(`The package index ${index.name} serves another file under the name ${file}.`);
};
