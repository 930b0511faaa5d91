import type { DeploymentEvidence } from '../../evidence/deployment.ts';
import type { Finding } from '../../types.ts';
import { scored } from './check.ts';
import { lookedFor } from './details.ts';

/** Images of its own service: not those of a database or a tracking server beside it, unless there are no others. */
export function ownImages({ dockerfiles }: DeploymentEvidence): DeploymentEvidence['dockerfiles'] {
  const read = dockerfiles.filter(({ image }) => image !== '');
  const own = read.filter(({ beside }) => !beside);
  return own.length > 0 ? own : read;
}

/** Where something is served and no Dockerfile says how; null where nothing is. */
export function noDockerfile({ serving, compose, dockerfiles }: DeploymentEvidence): Finding | null {
  if (serving.length === 0 && compose.length === 0 && dockerfiles.length === 0) return null;
  return scored({
    score: 0,
    summary: 'No Dockerfile with a base image was found.',
    details: lookedFor('a Dockerfile', 'every folder, in any case, with a prefix or suffix'),
  });
}
