import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const plain = 'The service answers in time.\n\n';

/** A third of it says `you`, and two sentences of thirty ask. */
const spokenTo = (...titles: readonly string[]): string =>
  titles
    .map(
      (title) =>
        `## ${title}\n\n${`${plain.repeat(2)}You see it on the page.\n\n`.repeat(5)}Explain how you split.\n`,
    )
    .join('\n');

describe('whose writing it is, by its name and by whom it speaks to', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'a file called a task that asks little',
      { 'TASK.md': `${plain.repeat(40)}Submit what you have. Your job: choose the offers.\n` },
      [],
    ],
    [
      'the same in a file of another name',
      { 'NOTES.md': `${plain.repeat(40)}Submit what you have. Your job: choose the offers.\n` },
      ['NOTES.md'],
    ],
    [
      'a file called a task in which it is answered',
      { 'challenge.md': `${plain.repeat(40)}I was asked to submit what I have.\n` },
      ['challenge.md'],
    ],
    ['who speaks to a reader throughout', { 'README.md': spokenTo('Submission', 'Evaluation criteria') }, []],
    [
      'who does so in a manual',
      { 'README.md': spokenTo('Installation', 'Evaluation criteria') },
      ['README.md'],
    ],
    [
      'who does so and speaks of their own work',
      {
        'README.md': `${spokenTo('Submission', 'Evaluation criteria')}\nI trained a tree.\n`,
      },
      ['README.md'],
    ],
    [
      'imperatives to a candidate',
      {
        'README.md':
          'Ensure your code runs with one command.\n\nInclude a page explaining your approach.\n\nWe care about how you reason.\n\nThe table has ten columns.\n',
      },
      [],
    ],
    [
      'imperatives alone',
      {
        'README.md':
          'Ensure your code runs.\n\nEnsure that your notebook runs.\n\nThe table has ten columns.\n',
      },
      [],
    ],
    [
      'a document that speaks as the maker of a notebook would',
      {
        'README.md': `${plain.repeat(9)}I created the challenge server anew. The goal was to test your knowledge.\n`,
      },
      ['README.md'],
    ],
  ])('%s', (_, files, own) => {
    expect(notes(files).files).toEqual(own);
  });

  it.each<[string, string, number]>([
    ['a notebook of whoever made the task', 'I have written the data generation code in the challenge.', 0],
    ['a notebook with a brief in it', 'We designed the challenge for an hour of work.', 1],
    ['a notebook of whoever did it', 'I have written the preparation of the data in the challenge.', 1],
  ])('%s', (_, says, own) => {
    const cell = (source: string) => ({ cell_type: 'markdown', metadata: {}, source: [source] });
    const goal = 'Note that the goal was to test your knowledge of clusters.';
    const cells = [cell('In this script, I implement the approach.'), cell(says), cell(goal)];
    const notebook = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    expect(notes({ 'model.ipynb': notebook }).files).toHaveLength(own);
  });
});
