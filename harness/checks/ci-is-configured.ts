import type { DeploymentEvidence } from '../evidence/deployment.ts';
import type { RepositoryEvidence } from '../evidence/repository.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { clip, count } from './support/words.ts';

type Commits = RepositoryEvidence['commits'];

// Robots that commit from within a run. Names can be written by anybody: they are shown, and earn nothing.
const runs = /^(github-actions|pre-commit-ci|semantic-release-bot|gitlab-ci)\b/i;

const robots = (commits: Commits): readonly Detail[] => {
  const found = commits.filter(({ author, part }) => part === 'robot' && runs.test(author));
  const rows = found
    .slice(0, 3)
    .map(({ id, author, date, subject }) => [
      id.slice(0, 7),
      clip(author),
      date?.slice(0, 10) ?? '',
      subject,
    ]);
  return rows.length === 0
    ? []
    : [{ kind: 'table', columns: ['Commit', 'Signed as', 'Date', 'Subject'], rows }];
};

/** Where a reader can see what no clone holds. */
const whereRunsAre = ({ ci }: DeploymentEvidence): Detail => {
  const page = ci.map((one) => one.page).find((found) => found !== null) ?? null;
  const what = 'a sign that it ever ran';
  const nowhere = 'the files and the history; names on commits, badges and kept results can be anybody’s';
  return { kind: 'looked-for', what, where: nowhere, ...(page === null ? {} : { page }) };
};

export const ciIsConfigured = defineCheck({
  id: 'ci-is-configured',
  asks: 'Is there a configuration that runs checks on every change?',
  why: 'Tests that somebody must remember to run stop being run.',
  remedy: 'Add a workflow of a few lines that installs the dependencies and runs the tests.',
  followUp: {
    question: 'What should stop a change from being merged here?',
    goodAnswer:
      'Tests, and a check on data and metric where a model changes, with a way round that leaves a trace.',
  },
  needs: ['repository', 'deployment'],
  judge({ repository: { ci, commits }, deployment }) {
    const where = '.github/workflows, .gitlab-ci.yml, Jenkinsfile and the like';
    if (ci.length === 0)
      return scored({
        score: 0,
        summary: 'No CI configuration was found.',
        details: lookedFor('a CI configuration', where),
      });
    const signed = robots(commits);
    return scored({
      score: 1,
      summary: `${count(ci.length, 'CI configuration')} found; whether CI ever ran cannot be seen from a clone.`,
      details: [...places(ci), whereRunsAre(deployment), ...signed],
    });
  },
});
