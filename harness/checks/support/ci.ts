import type { DeploymentEvidence } from '../../evidence/deployment.ts';

export type CiStep = DeploymentEvidence['ci'][number]['steps'][number] & {
  readonly starts: DeploymentEvidence['ci'][number]['starts'];
};

/** Every step of every configuration, with what sets it off. */
export function ciSteps({ ci }: DeploymentEvidence): readonly CiStep[] {
  return ci.flatMap(({ steps, starts }) => steps.map((step) => ({ ...step, starts })));
}

/** Why a step stops nothing, null where it does. */
export function whyHarmless({ harmless, idle, starts }: CiStep): string | null {
  if (idle) return 'there is no test to run';
  if (harmless !== null) return `passes whatever happens: ${harmless}`;
  if (starts === 'change') return null;
  return starts === 'person' ? 'starts only by hand' : 'nothing sets it off';
}
