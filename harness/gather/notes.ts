import type { Excerpt } from '../evidence/common.ts';
import { type NotesEvidence, type Topic, topics } from '../evidence/notes.ts';
import { briefOf, wordsOf } from './notes-brief.ts';
import { codedMonitoring } from './notes-code.ts';
import { isEnumeration } from './notes-enumeration.ts';
import { aroundExploration } from './notes-exploration.ts';
import { isPlan, namesOf, onMonitoring } from './notes-monitoring.ts';
import { ownWriting } from './notes-own.ts';
import { commandsToRun } from './notes-running.ts';
import type { Statement } from './notes-statements.ts';
import { type TopicRule, topicRules } from './notes-topics.ts';
import type { GatherContext } from './types.ts';

export type NotesContext = Pick<GatherContext, 'facts'> & {
  readonly challenge: Pick<GatherContext['challenge'], 'brief'> | null;
};
type Entry = NotesEvidence['topics'][number];

const maxExcerpts = 6;

const distance = (a: Statement, b: Statement): number =>
  a.path === b.path ? b.line - a.endLine : Number.POSITIVE_INFINITY;

const join = (a: Excerpt, { endLine, raw }: Statement): Excerpt => ({
  ...a,
  endLine,
  text: `${a.text}\n${raw}`,
});

/** Neighbouring statements as one excerpt of at most twelve lines, the longest first. */
const excerptsOf = (statements: readonly Statement[]): readonly Excerpt[] => {
  const excerpts: Excerpt[] = [];
  let before: Statement | null = null;
  for (const statement of statements) {
    const open = excerpts.at(-1);
    const near = before !== null && distance(before, statement) <= 1;
    const { path, line, endLine, raw } = statement;
    if (open && near && endLine - open.line < 12 && open.text.split('\n').length < 12)
      excerpts[excerpts.length - 1] = join(open, statement);
    else excerpts.push({ path, line, endLine, text: raw });
    before = statement;
  }
  return excerpts.toSorted((a, b) => b.text.length - a.text.length).slice(0, maxExcerpts);
};

const entry = (topic: Topic, statements: readonly Statement[], plan: boolean): Entry => ({
  topic,
  level: statements.length === 0 ? 'none' : plan ? 'plan' : 'mention',
  excerpts: excerptsOf(statements),
  names: [],
});

/** A heading with nothing under it is no statement, and so no mention. */
const isOnTopic = ({ heading, says }: TopicRule, { kind, text, headings, from }: Statement): boolean =>
  kind !== 'code' &&
  wordsOf(text).length >= 3 &&
  (says.test(text) || (from !== 'code' && headings.slice(-3).some((title) => heading.test(title))));

/** What adds up to a plan: names in a row are a mention, however many there are. */
const said = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ text }) => !isEnumeration(text));

const onMonitoringEntry = (statements: readonly Statement[], facts: GatherContext['facts']): Entry => {
  const written = onMonitoring(statements);
  const coded = codedMonitoring(facts);
  const all = [...written, ...coded];
  const names = namesOf([...said(written), ...coded]);
  return { ...entry('monitoring', all, isPlan(said(written), coded)), names };
};

const byTopic = (
  topic: Topic,
  { statements, facts }: { statements: readonly Statement[]; facts: GatherContext['facts'] },
): Entry => {
  if (topic === 'monitoring') return onMonitoringEntry(statements, facts);
  if (topic === 'how-to-run') {
    const { found, complete } = commandsToRun(statements);
    return entry(topic, found, complete);
  }
  const rule = topicRules.find((candidate) => candidate.topic === topic);
  const explored = topic === 'exploration' ? aroundExploration(statements, facts) : [];
  const found = rule
    ? statements.filter((statement) => isOnTopic(rule, statement) || explored.includes(statement))
    : [];
  return entry(topic, found, rule?.enough(said(found)) ?? false);
};

/** The candidate's own writing, wherever it stands, by topic; the brief's text is set aside first. Pure. */
export const gatherNotes = ({ facts, challenge }: NotesContext): NotesEvidence => {
  const { statements, files, words, briefWords } = ownWriting({ facts }, briefOf(challenge?.brief ?? ''));
  const total = words + briefWords;
  return {
    words,
    files,
    briefShare: total === 0 ? 0 : briefWords / total,
    topics: topics.map((topic) => byTopic(topic, { statements, facts })),
  };
};
