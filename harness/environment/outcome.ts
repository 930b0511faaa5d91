import type { EnvironmentEvidence } from '../evidence/environment.ts';
import { stageBlocked, stageFailed, stageOk, stageSkipped } from '../gather/stages.ts';
import type { Stopped, Timing } from './build-layer.ts';
import type { Plan } from './plan.ts';
import { formatRequirement, isPinned } from './requirement.ts';
import type { Declared } from './types.ts';

export const declaredEvidence = ({
  kind,
  files,
  requirements,
  constraints,
  blocked,
}: Declared): EnvironmentEvidence['declared'] => {
  const locked = new Set(constraints.filter(isPinned).map(({ name }) => name));
  return {
    kind,
    files,
    blocked,
    requirements: requirements.map((one) => ({
      text: one.text,
      place: one.place,
      pinned: isPinned(one) || locked.has(one.name),
    })),
  };
};

export type Outcome = Pick<EnvironmentEvidence, 'resolve' | 'install' | 'loosened' | 'packages' | 'bytes'>;

export const stoppedOutcome = ({ stage, cause, line, loosened }: Stopped, timing: Timing): Outcome => ({
  resolve:
    stage === 'resolve'
      ? stageFailed('resolve', { cause, line, durationMs: timing.resolveMs })
      : stageOk('resolve', { durationMs: timing.resolveMs }),
  install:
    stage === 'resolve'
      ? stageBlocked('install', 'resolve')
      : stageFailed('install', { cause, line, durationMs: timing.installMs }),
  loosened,
  packages: [],
  bytes: 0,
});

export const nothingToInstall: Outcome = {
  resolve: { ...stageSkipped('resolve'), cause: { kind: 'nothing-declared' } },
  install: stageSkipped('install'),
  loosened: [],
  packages: [],
  bytes: 0,
};

/** Told anew for each submission: a layer is shared, the places that made it necessary are not. */
export const additions = ({ wanted }: Plan, added: readonly string[]): EnvironmentEvidence['loosened'] =>
  wanted
    .filter(({ name }) => added.includes(name))
    .map(({ name, because }) => ({ requirement: name, became: name, because }));

/** Limits that the list left out and that changed what was installed. */
export const limitations = ({ limits }: Plan, limited: readonly string[]): EnvironmentEvidence['loosened'] =>
  limits
    .filter(({ requirement: { name } }) => limited.includes(name))
    .map(({ requirement, because }) => ({
      requirement: requirement.name,
      became: formatRequirement(requirement),
      because,
    }));
