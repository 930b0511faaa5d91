import type { Detail } from '../types.ts';
import { defineCheck } from './support/check.ts';
import { judgeTopic } from './support/topics.ts';
import { clip } from './support/words.ts';

const most = 3;

const lacks = {
  target: (name: string) => `no Makefile that was handed in has the target ${name}`,
  file: (name: string) => `${name} was not handed in`,
} as const;

export const readmeSaysHowToRun = defineCheck({
  id: 'readme-says-how-to-run',
  asks: 'Does the writing say how to install, train, serve and test?',
  why: 'It is the first thing that the next person needs, and the first that they try.',
  remedy:
    'List the commands in the README in the order in which they are run, and try them from a clean checkout.',
  followUp: {
    question: 'A colleague takes over tomorrow. What do they read first?',
    goodAnswer: 'Points to one page with commands that were tried, and says where the traps are.',
  },
  needs: ['notes', 'deployment'],
  judge({ notes, deployment }) {
    const finding = judgeTopic(notes, { topic: 'how-to-run', subject: 'How to run it' });
    const named = (deployment.missing ?? []).filter(({ path }) => notes.files.includes(path));
    const details = named.slice(0, most).map(
      ({ path, line, text, kind, name }): Detail => ({
        kind: 'place',
        path,
        line,
        text,
        note: lacks[kind](clip(name)),
      }),
    );
    return { ...finding, details: [...finding.details, ...details] };
  },
});
