import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const asked =
  '## Requirements\n\nYour solution should monitor drift and latency. Please submit a public repository. You should document your assumptions. There is no limit.\n';
const done = '## What I did\n\nI dropped the dates because they are too messy. My model is a small tree.\n';

describe('whose writing it is', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a short brief', { 'CHALLENGE.md': asked }, []],
    [
      'a brief in another voice',
      {
        'README.md':
          'In this challenge, candidates build a service. Feel free to use any library. The deliverables are a repository and a report. Once completed, send it back.\n',
      },
      [],
    ],
    [
      'a template of the forge',
      { '.github/pull_request_template.md': 'Describe what has changed in here.\n' },
      [],
    ],
    ['a template of a generator', { 'alembic/README': 'Generic single-database configuration.\n' }, []],
    [
      'a cookiecutter’s README',
      {
        'README.md':
          '<p><small>Project based on the cookiecutter data science project template.</small></p>\n',
      },
      [],
    ],
    [
      'instructions to a user',
      { 'README.md': 'You should see a page on port 80. You can then send a request.\n' },
      ['README.md'],
    ],
    [
      'advice to the business',
      {
        'README.md':
          '## Advice\n\nWe recommend to call the top ten percent. We expect fewer calls. We want to measure it.\n',
      },
      ['README.md'],
    ],
    [
      'a writer who quotes the task',
      { 'README.md': `${done}\nIn this challenge I was asked for a service.\n` },
      ['README.md'],
    ],
  ])('%s', (_, files, own) => {
    expect(notes(files).files).toEqual(own);
  });

  it('is told apart by sections of one document', () => {
    const { topics, briefShare } = notes({ 'README.md': `# Task\n\n${done}\n${asked}` });
    const levels = Object.fromEntries(topics.map(({ topic, level }) => [topic, level]));
    expect(levels.monitoring).toBe('none');
    expect(levels['trade-offs']).not.toBe('none');
    expect(briefShare).toBeGreaterThan(0.3);
  });
});
