import type { NotesEvidence, Topic } from '../../evidence/notes.ts';
import type { Finding } from '../../types.ts';
import { scored } from './check.ts';
import { lookedFor, places } from './details.ts';
import { count } from './words.ts';

export type TopicNotes = NotesEvidence['topics'][number];

export function topicOf(notes: NotesEvidence, topic: Topic): TopicNotes {
  return (
    notes.topics.find((entry) => entry.topic === topic) ?? { topic, level: 'none', excerpts: [], names: [] }
  );
}

// A mention is not a plan: it shows that the subject came to mind, and nothing of what follows from it.
export const worth = { none: 0, mention: 0.25, plan: 1 } as const;

/** Judges one topic by how far it is written up. `subject` begins a sentence, e.g. `The exploration`. */
export function judgeTopic(
  notes: NotesEvidence,
  { topic, subject }: { topic: Topic; subject: string },
): Finding {
  const { level, excerpts } = topicOf(notes, topic);
  const details = level === 'none' ? notWritten(notes, topic) : places(excerpts);
  return scored({ score: worth[level], summary: sentence({ level, subject, words: notes.words }), details });
}

function sentence({
  level,
  subject,
  words,
}: {
  level: TopicNotes['level'];
  subject: string;
  words: number;
}): string {
  switch (level) {
    case 'plan':
      return `${subject}: written up in several sentences.`;
    case 'mention':
      return `${subject}: mentioned in passing, not written up.`;
    case 'none':
      return words === 0
        ? `${subject}: not found; the submission has no writing of its own.`
        : `${subject}: not found in ${count(words, 'word')} of its own writing.`;
  }
}

export function notWritten({ files }: NotesEvidence, topic: Topic) {
  const where =
    files.length > 0
      ? files.join(', ')
      : 'Markdown, notebooks and docstrings: no writing of its own was found';
  return lookedFor(`sentences on ${topic.replaceAll('-', ' ')}`, where);
}
