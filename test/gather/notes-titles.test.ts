import { describe, expect, it } from 'vitest';
import type { Topic } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { factsOf } from '../source/memory.ts';

const level = (topic: Topic, path: string, text: string) =>
  gatherNotes({ facts: factsOf({ [path]: text }), challenge: { brief: '' } }).topics.find(
    (at) => at.topic === topic,
  )?.level;

const said = 'Rows of one city stand beside those of another.\n';

describe('the title of a document', () => {
  it.each<[Topic, string, string]>([
    ['exploration', 'docs/eda.md', said],
    ['exploration', 'docs/notes.md', `# Exploratory data analysis\n\n${said}`],
    ['exploration', 'docs/notes.md', `# Trains: exploration, a model and a service\n\n## EDA\n\n${said}`],
    ['limitations', 'docs/known-limitations.md', said],
    ['limitations', 'docs/plan.md', `# Plan\n\n## Risks\n\n${said}`],
    ['limitations', 'docs/part-3-limitations.md', `# Part 3\n\n${said}`],
    ['trade-offs', 'TECH_DECISIONS.md', 'We took one file instead of two, because it is simpler.\n'],
    ['exploration', 'README.md', `# Trains\n\n## Data exploration of trains, cities and fees\n\n${said}`],
  ])('puts what stands below on %s where it names nothing else: %s', (topic, path, text) => {
    expect(level(topic, path, text)).not.toBe('none');
  });

  it.each<[Topic, string, string]>([
    ['exploration', 'docs/2026-06-15-document-explorer-agent.md', said],
    ['limitations', 'docs/plan.md', `# Plan\n\n## Credit risk of customers\n\n${said}`],
    ['exploration', 'docs/plan.md', `# Document Explorer Agent\n\n## Phases\n\n${said}`],
    [
      'exploration',
      'docs/plan.md',
      `# Trains of three cities: exploration, a model and a service\n\n${said}`,
    ],
    ['limitations', 'docs/train-service-scope-costs-and-limitations.md', said],
    ['monitoring', 'docs/training-serving-and-monitoring-of-trains.md', `${said}It counts errors.\n`],
    ['exploration', 'docs/setup.md', `## Set up the Data Service\n\n${said}`],
    ['features', 'SOLUTION.md', `## Preprocessing module\n\n- Loader: it reads what came in from a file.\n`],
    ['exploration', 'docs/alerts.md', `## Alerts\n\nOutliers page whoever is on call tonight.\n`],
  ])('puts nothing on %s beside other things: %s', (topic, path, text) => {
    expect(level(topic, path, text)).toBe('none');
  });
});
