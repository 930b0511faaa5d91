import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { isChat } from '../../harness/gather/notes-chats.ts';
import { type Files, factsOf } from '../source/memory.ts';

const filesOf = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } }).files;

const words = 'The split is by month. Rows of later months are kept aside, since customers come back.\n';
const series = (name: (at: number) => string): Files =>
  Object.fromEntries([1, 2, 3].map((at) => [name(at), words]));
const several = (line: string) => `${line}\n`.repeat(4);

describe('plain text', () => {
  it.each<[string, Files]>([
    ['at the root', { 'thoughts.txt': words }],
    ['under docs', { 'api/docs/thoughts.txt': words }],
    ['by its name, wherever', { 'work/NOTES_final.txt': words, 'a.py': "open('work')\n" }],
    ['alone in a folder that no code names', { 'work/thoughts.txt': words }],
    ['several at the root', series((at) => `question_${at}.txt`)],
    ['with dates of days', { 'diary.txt': several('2024-05-02 looked at the fees, which are skewed') }],
    ['with a word that ends like a log', { 'backlog.txt': words, 'data-catalog.txt': words }],
  ])('is writing %s', (_, files) => {
    expect(filesOf(files)).toEqual(
      Object.keys(files)
        .filter((path) => path.endsWith('.txt'))
        .toSorted(),
    );
  });

  it.each<[string, Files]>([
    ['a log by its name', { 'train_log.txt': words, 'inference-logs.txt': words, 'trainlog.txt': words }],
    ['an output by its name', { 'model_output_3.txt': words }],
    ['moments', { 'run.txt': several('2024-05-02 11:30:04,120 the model was trained on all rows') }],
    ['levels', { 'run.txt': several('[INFO] the model was trained on all rows') }],
    ['bars', { 'run.txt': several('training the model  40%|████      | 4/10') }],
    ['colours', { 'run.txt': `the model was ${String.fromCodePoint(27)}[1mtrained on all rows\n` }],
    ['backspaces', { 'run.txt': `the model was${'\b'.repeat(3)} trained on all rows\n` }],
    ['records', { 'runs.txt': several('{"model": "forest", "rows": 8, "seconds": 4.05}') }],
    ['figures', { 'result.txt': several('churned 0.81 0.79 0.80 412') }],
    [
      'a drawn tree',
      { 'tree.txt': 'The project here\n├── the model that is served\n└── the tests that are run\n' },
    ],
    ['a numbered series', series((at) => `calls/meeting_${at}.txt`)],
    ['a series by its last part', series((at) => `calls/${'abc'[at]}${at}_summary.txt`)],
    ['a folder that code names', { 'calls/first.txt': words, 'a.py': "rows = load('../calls/*.txt')\n" }],
    ['a file that code names', { 'lib/first.txt': words, 'a.py': "rows = load('first.txt')\n" }],
  ])('is none with %s', (_, files) => {
    expect(filesOf(files)).toEqual([]);
  });
});

it.each(['prompts/extract.md', 'src/prompts/a.txt', 'system_prompt.md', 'prompts.txt'])(
  'what is said to a model is no writing: %s',
  (path) => {
    expect(filesOf({ 'README.md': words, [path]: words })).toEqual(['README.md']);
  },
);

describe('a chat with an assistant', () => {
  it.each([
    [
      'turns in bold',
      '**User**\n\nSplit it.\n\n**Cursor**\n\nDone.\n\n**User**\n\nAgain.\n\n**Cursor**\n\nDone.\n',
    ],
    [
      'turns as headings',
      '## You said:\n\nSplit.\n\n## ChatGPT said:\n\nDone.\n\n## You said:\n\nMore.\n\n## ChatGPT said:\n\nDone.\n',
    ],
    ['names before what is said', 'Human: split it\nAssistant: done\n'.repeat(3)],
    [
      'what exported it',
      '# Pipeline\n_Exported on 1/2/2025 at 10:00 from Cursor (2.1)_\n\n**User**\n\nSplit.\n\n**Cursor**\n\nDone.\n',
    ],
  ])('is told by %s', (_, text) => {
    expect(isChat(text)).toBe(true);
    expect(filesOf({ 'README.md': words, 'ai/chat.md': `${text}${words}` })).toEqual(['README.md']);
  });

  it.each([
    ['a table of roles', '# Roles\n\nUser\n\nMay ask.\n\nAssistant\n\nMay answer.\n'],
    ['an account of one', 'I asked Claude for a test.\n\n## Claude\n\nIt wrote one. User: me.\n'],
    ['an export of data', 'Exported on 1/2/2025 from the warehouse, one row a customer.\n'],
  ])('is not %s', (_, text) => {
    expect(isChat(text)).toBe(false);
  });
});
