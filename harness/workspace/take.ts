import { join } from 'node:path';
import { Collector } from './collector.ts';
import type { Guard } from './guard.ts';
import type { Source } from './source.ts';
import type { IntakeRequest, Workspace } from './types.ts';

/** One source on its way into a folder of ours. */
export type Intake = {
  readonly request: IntakeRequest;
  readonly source: Source;
  readonly guard: Guard;
};

/** What was found, before it is given a name and an owner. */
export type Taken = Pick<
  Workspace,
  'kind' | 'commit' | 'forge' | 'digest' | 'files' | 'leftOut' | 'commits' | 'commitCount' | 'begun'
>;

/** Where the files of a workspace are. */
export const rootOf = ({ into }: Pick<IntakeRequest, 'into'>): string => join(into, 'files');

export const places = ({ into }: Pick<IntakeRequest, 'into'>) => ({
  files: rootOf({ into }),
  repository: join(into, 'repository.git'),
  unpacked: join(into, 'unpacked'),
});

/** Collects into the folder that becomes the workspace's root. */
export const rootCollector = ({ request, guard }: Intake): Collector =>
  new Collector({
    root: places(request).files,
    limits: request.limits,
    signal: guard.signal,
    unsafe: 'PATH_UNSAFE',
    tooMuch: 'TREE_TOO_BIG',
    repositories: 'refuse',
  });
