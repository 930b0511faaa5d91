import type { Place } from '../evidence/common.ts';
import type { TextFile } from '../source/types.ts';

/** Where a service looks for its configuration, and the line that shows that it runs something. */
const services: readonly (readonly [path: RegExp, runs: RegExp])[] = [
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, /^\s*(-\s+)?(run|uses):\s*\S/],
  [/^\.gitlab-ci\.ya?ml$/, /^\s*((before_|after_)?script|trigger|include):/],
  [/^\.circleci\/config\.ya?ml$/, /^\s*-\s+(run\b|\w[\w/-]*)/],
  [/^\.travis\.ya?ml$/, /^\s*(script|install|before_script|deploy|language):/],
  [/^\.?azure-pipelines[\w.-]*\.ya?ml$/, /^\s*-\s+(script|bash|task|powershell|template):/],
  [/^bitbucket-pipelines\.ya?ml$/, /^\s*(-\s+)?script:/],
  [/(^|\/)buildspec[\w.-]*\.ya?ml$/, /^\s*commands:/],
  [/(^|\/)cloudbuild[\w.-]*\.(ya?ml|json)$/, /^\s*-?\s*(name|entrypoint|args):/],
  [/^\.?appveyor\.ya?ml$/, /^\s*\w*(script|install|build|test)\w*:/],
  [/^\.(drone|woodpecker)\.ya?ml$|^\.woodpecker\/[^/]+\.ya?ml$/, /^\s*commands:/],
  [/(^|\/)Jenkinsfile[\w.-]*$/, /^\s*(sh|bat|script|docker|build)\b/],
];

const firstRun = ({ path, text }: TextFile): Place | null => {
  const runs = services.find(([where]) => where.test(path))?.[1];
  const index = runs
    ? text.split('\n').findIndex((line) => runs.test(line) && !/uses:\s*actions\/checkout/.test(line))
    : -1;
  return index === -1 ? null : { path, line: index + 1 };
};

/** Configurations of a CI service that run something, each with its first step. */
export const findCi = (texts: readonly TextFile[]): readonly Place[] =>
  texts.map(firstRun).filter((place) => place !== null);
