import { mkdir, readdir, rm } from 'node:fs/promises';
import { ExecaError } from 'execa';
import { GitError } from 'simple-git';
import { refuse } from './errors.ts';
import { shown } from './escape.ts';
import { gitFailure } from './git-errors.ts';
import { refNotFound } from './git-fetch.ts';
import { isPlainRef } from './git-refs.ts';
import { guarded } from './guard.ts';
import { describeSource, type Source } from './source.ts';
import { type Intake, places, type Taken } from './take.ts';
import { takeUrl } from './take-git.ts';
import { refuseMissing, takePath } from './take-path.ts';
import type { IntakeRequest, Workspace } from './types.ts';

const sourceOf = async ({ source, ref, allowHttpHosts = [], sshKey }: IntakeRequest): Promise<Source> => {
  const described = describeSource(source, { allowHttpHosts, ssh: sshKey !== null });
  if (ref !== null && !isPlainRef(ref)) throw refNotFound(ref, []);
  if (described.kind === 'path') await refuseMissing(described.origin, described.location);
  return described;
};

const refuseFilled = async (into: string): Promise<void> => {
  await mkdir(into, { recursive: true });
  if ((await readdir(into)).length === 0) return;
  throw refuse('WORKSPACE_NOT_EMPTY', {
    message: `"${shown(into)}" is not empty, so nothing is unpacked there.`,
    hint: 'Name an empty folder, or one that does not exist.',
  });
};

const deadlinePassed = ({ request, source }: Omit<Intake, 'guard'>) =>
  refuse(source.kind === 'url' ? 'CLONE_TIMEOUT' : 'INTAKE_TIMEOUT', {
    message: `${shown(source.origin)} was not taken in within ${request.limits.seconds} s.`,
    hint: 'Try again; if it stays slow, clone or unpack it yourself and give the folder.',
  });

const hasCode = (error: unknown, codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** Anything but a bug of ours as an error with a code. */
const explained = (error: unknown, { guard, source }: Intake): unknown => {
  if (guard.signal.aborted) return guard.signal.reason;
  if (error instanceof GitError || error instanceof ExecaError)
    return gitFailure(error, shown(source.origin));
  if (hasCode(error, ['ENOSPC', 'EDQUOT']))
    return gitFailure('No space left on device', shown(source.origin));
  if (!hasCode(error, ['EACCES', 'EPERM'])) return error;
  return refuse('SOURCE_NOT_READABLE', {
    message: `A part of "${shown(source.origin)}" may not be read.`,
    hint: 'Give yourself the permission to read all of it, or remove that part.',
    cause: error,
  });
};

const take = async (intake: Intake): Promise<Taken> => {
  await mkdir(places(intake.request).files);
  return intake.source.kind === 'url' ? takeUrl(intake) : takePath(intake);
};

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/**
 * Brings a submission into `request.into`: a git URL, a repository or plain folder on this machine, a .zip or a .tar.gz.
 * Nothing of it is run, no link of it is followed, and git never starts in a folder that came from outside.
 * Throws HarnessError with an {@link IntakeCode}, or the reason of `request.signal`; `into` is then removed.
 */
export const openWorkspace = async (request: IntakeRequest): Promise<Workspace> => {
  request.signal.throwIfAborted();
  const source = await sourceOf(request);
  await refuseFilled(request.into);
  const onDeadline = () => deadlinePassed({ request, source });
  using guard = guarded({ signal: request.signal, seconds: request.limits.seconds, onDeadline });
  const intake = { request, source, guard };
  try {
    return workspaceOf(intake, somethingOf(intake, await take(intake)));
  } catch (error) {
    await remove(request.into);
    throw explained(error, intake);
  }
};

/** A commit without files is what a candidate handed in; an empty folder or archive is most likely the wrong one. */
const somethingOf = ({ source }: Intake, taken: Taken): Taken => {
  if (taken.kind === 'git' || taken.files.length > 0) return taken;
  throw refuse('SOURCE_EMPTY', {
    message: `There is no file to grade in ${source.origin}.`,
    hint: 'Name the folder, archive or repository that holds the submission.',
  });
};

const workspaceOf = ({ request, source }: Intake, taken: Taken): Workspace => ({
  ...taken,
  name: source.name,
  origin: source.origin,
  ref: request.ref,
  root: places(request).files,
  [Symbol.asyncDispose]: () => remove(request.into),
});
