import type { NotesEvidence, Topic } from '../../evidence/notes.ts';
import type { Finding } from '../../types.ts';
import { scored } from './check.ts';
import { lookedFor, places } from './details.ts';
import { count, listed } from './words.ts';

export type TopicNotes = NotesEvidence['topics'][number];

const nothing = { level: 'none', sure: true, excerpts: [], hollow: [], names: [] } as const;

export function topicOf(notes: NotesEvidence, topic: Topic): TopicNotes {
  return notes.topics.find((entry) => entry.topic === topic) ?? { topic, ...nothing };
}

// A mention is not a plan: it shows that the subject came to mind, and nothing of what follows from it. Code that does it is no less.
export const worth = { none: 0, mention: 0.25, plan: 1, implementation: 1 } as const;

/** Whether a topic is written up: as a plan, or as code that does it. */
export function isWritten({ level }: Pick<TopicNotes, 'level'>): boolean {
  return worth[level] === 1;
}

/** Judges one topic by how far it is written up. `subject` begins a sentence, e.g. `The exploration`. */
export function judgeTopic(
  notes: NotesEvidence,
  { topic, subject }: { topic: Topic; subject: string },
): Finding {
  const entry = topicOf(notes, topic);
  if (!entry.sure) return unsure(entry, subject);
  const elsewhere = writtenElsewhere(topic === 'how-to-run' ? { ...notes, foreign: [] } : notes, {
    written: isWritten(entry),
    subject,
    found: entry.excerpts,
  });
  if (elsewhere) return elsewhere;
  const details = entry.level === 'none' ? notWritten(notes, topic) : places(entry.excerpts);
  const summary = sentence({ entry, subject, words: notes.words });
  return scored({ score: worth[entry.level], summary, details });
}

/** Long enough for a plan, and nothing in it that could not stand in any repository: a person reads it. */
export function unsure({ excerpts }: TopicNotes, subject: string): Finding {
  return {
    verdict: {
      kind: 'needs-human',
      question:
        'Is this about this system, or would it be as true of any other? 0 of any, 0.5 in part, 1 of this.',
    },
    summary: `${subject}: written up, without a figure, a name or an interval that belongs to this system.`,
    details: places(excerpts),
  };
}

type Sought = {
  readonly written: boolean;
  readonly subject: string;
  readonly found?: TopicNotes['excerpts'];
};

/**
 * Topics are found by English words in text: what was not found may be written in another language, or in a document that
 * no program here reads. Null when it is not.
 */
export function writtenElsewhere(
  { foreign, unread }: NotesEvidence,
  { written, subject, found = [] }: Sought,
): Finding | null {
  if (written || (foreign.length === 0 && unread.length === 0)) return null;
  const documents = unread.map((path) => ({ path, line: 1 }));
  const details = [
    ...places(found),
    ...places(foreign, 'begins here, and is not in English'),
    ...places(documents, 'was not read: no program here reads such documents'),
  ];
  const answers = '0 not at all, 0.25 in passing, 1 in several sentences.';
  return foreign.length > 0
    ? {
        verdict: { kind: 'needs-human', question: `Is this written up in the other language? ${answers}` },
        summary: `${subject}: not found in English, and much of the writing is in another language.`,
        details,
      }
    : {
        verdict: { kind: 'needs-human', question: `Is this written up in ${listed(unread)}? ${answers}` },
        summary: `${subject}: not written up in what could be read, and ${listed(unread)} could not be.`,
        details,
      };
}

function sentence({ entry, subject, words }: { entry: TopicNotes; subject: string; words: number }): string {
  switch (entry.level) {
    case 'implementation':
      return `${subject}: there as code.`;
    case 'plan':
      return `${subject}: written up in several sentences.`;
    case 'mention':
      return `${subject}: mentioned in passing, not written up.`;
    case 'none':
      if (entry.hollow.length > 0)
        return `${subject}: only terms in a row or phrases that fit any system were found.`;
      return words === 0
        ? `${subject}: not found; the submission has no writing of its own.`
        : `${subject}: not found in ${count(words, 'word')} of its own writing.`;
  }
}

export function notWritten(notes: NotesEvidence, topic: Topic) {
  const { files } = notes;
  const where =
    files.length > 0
      ? files.join(', ')
      : 'Markdown, notebooks and docstrings: no writing of its own was found';
  return [
    ...places(topicOf(notes, topic).hollow, 'says nothing of this system'),
    ...lookedFor(`sentences on ${topic.replaceAll('-', ' ')}`, where),
  ];
}
