import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';

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
  needs: ['repository'],
  judge({ repository: { ci } }) {
    const where = '.github/workflows, .gitlab-ci.yml, Jenkinsfile and the like';
    if (ci.length === 0)
      return scored({
        score: 0,
        summary: 'No CI configuration was found.',
        details: lookedFor('a CI configuration', where),
      });
    return scored({
      score: 1,
      summary: 'A CI configuration is part of the repository.',
      details: places(ci),
    });
  },
});
