import type { Workspace } from '../workspace/types.ts';

/** Where the repository came from. */
export type Address = Pick<Workspace, 'forge' | 'origin'>;

const github = /^(https:\/\/github\.com\/[^/]+\/[^/]+)\/blob\//;
const gitlab = /^(https:\/\/gitlab\.com\/.+?)\/-\/blob\//;

/** A GitLab of one's own goes by its name: only an address that the operator gave is read, never one in the files. */
const ownGitlab = (origin: string): string | null => {
  const url = URL.parse(origin);
  if (url?.protocol !== 'https:' || !/(^|\.)gitlab\./.test(url.hostname)) return null;
  const path = url.pathname.replace(/(\.git)?\/*$/, '');
  return /^(\/[\w.-]+){2,8}$/.test(path) ? `https://${url.host}${path}` : null;
};

/** The page that lists the runs of a CI service, for a reader to open: no clone holds them, and nothing is asked of it here. */
export const runsPage = (service: string, { forge, origin }: Address): string | null => {
  if (service === 'GitHub Actions') {
    const project = github.exec(forge ?? '')?.[1];
    return project === undefined ? null : `${project}/actions`;
  }
  if (service !== 'GitLab CI') return null;
  const project = gitlab.exec(forge ?? '')?.[1] ?? ownGitlab(origin);
  return project === null ? null : `${project}/-/pipelines`;
};
