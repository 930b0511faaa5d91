import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { readCi } from './deployment-ci.ts';
import type { Address } from './deployment-ci-page.ts';
import { readDependencies } from './deployment-dependencies.ts';
import { composeFiles, describeDockerfiles } from './deployment-images.ts';
import { missingFrom } from './deployment-missing.ts';
import { findServing } from './deployment-serving.ts';
import type { FilesContext } from './types.ts';

/** How the submission would be built, checked and started elsewhere, as its files say. Pure. */
export const gatherDeployment = ({
  facts,
  manifest,
  workspace,
}: Pick<FilesContext, 'facts' | 'manifest'> & {
  readonly workspace: Address & Pick<FilesContext['workspace'], 'leftOut'>;
}): DeploymentEvidence => {
  const texts = new Map(facts.texts.map(({ path, text }) => [path, text]));
  const input = { facts, manifest, read: (path: string) => texts.get(path) ?? null };
  const missing = missingFrom(facts, workspace.leftOut);
  return {
    ...(missing.length > 0 ? { missing } : {}),
    dockerfiles: describeDockerfiles(input, workspace.leftOut),
    compose: composeFiles(facts),
    ci: readCi({ ...input, address: workspace }),
    dependencies: readDependencies(input),
    serving: findServing(facts),
  };
};
