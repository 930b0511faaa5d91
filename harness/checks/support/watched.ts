import type { NotesEvidence } from '../../evidence/notes.ts';
import type { Finding } from '../../types.ts';
import { scored } from './check.ts';
import { places } from './details.ts';
import { isWritten, notWritten, type TopicNotes, topicOf, unsure, writtenElsewhere } from './topics.ts';
import { listed } from './words.ts';

type Name = TopicNotes['names'][number];

const said: Record<Name, string> = {
  drift: 'drift of inputs',
  predictions: 'predictions',
  latency: 'latency',
  errors: 'errors',
  outcome: 'outcomes',
  threshold: 'a threshold',
  action: 'an action',
  rollout: 'a rollout',
};

/**
 * The share of `wanted` that a monitoring plan names, of `enough`. Words in passing name nothing: only a plan of
 * several sentences counts, or code that does it.
 */
export function judgeWatched(
  notes: NotesEvidence,
  { wanted, enough }: { wanted: readonly Name[]; enough: number },
): Finding {
  const entry = topicOf(notes, 'monitoring');
  const { names, excerpts } = entry;
  if (!entry.sure) return unsure(entry, 'What is watched');
  const elsewhere = writtenElsewhere(notes, {
    written: isWritten(entry),
    subject: 'What is watched',
    found: excerpts,
  });
  if (elsewhere) return elsewhere;
  const found = wanted.filter((name) => names.includes(name));
  const missing = wanted.filter((name) => !names.includes(name));
  const words = (some: readonly Name[]) => listed(some.map((name) => said[name]));
  if (!isWritten(entry)) {
    const isThere = entry.level === 'mention';
    const what = found.length > 0 ? `with ${words(found)}` : `without ${words(wanted)}`;
    return scored({
      score: 0,
      summary: isThere
        ? `Monitoring is mentioned in passing, ${what}; no plan of several sentences was found.`
        : 'No plan for monitoring that could name them was found.',
      details: isThere ? places(excerpts) : notWritten(notes, 'monitoring'),
    });
  }
  const summary =
    found.length === 0
      ? `The plan for monitoring does not name ${words(missing)}.`
      : `The plan for monitoring names ${words(found)}.`;
  return scored({ score: Math.min(1, found.length / enough), summary, details: places(excerpts) });
}
