import type { Excerpt } from '../evidence/common.ts';
import { type NotesEvidence, type Topic, topics } from '../evidence/notes.ts';
import { briefOf, wordsOf } from './notes-brief.ts';
import { codedMonitoring } from './notes-code.ts';
import { aroundExploration } from './notes-exploration.ts';
import { underForeignHeading } from './notes-foreign.ts';
import { foreignStatements, foreignWriting } from './notes-language.ts';
import { namesOf, onMonitoring, planOf } from './notes-monitoring.ts';
import { ownWriting } from './notes-own.ts';
import { commandsToRun } from './notes-running.ts';
import type { Statement } from './notes-statements.ts';
import { isUnder } from './notes-titles.ts';
import { type TopicRule, topicRules } from './notes-topics.ts';
import { unreadDocuments } from './notes-unread.ts';
import { isWatched, namesWatched, ownCode, watchingIn } from './notes-watching.ts';
import { isMechanics, sortByWorth } from './notes-worth.ts';
import type { GatherContext } from './types.ts';

export type NotesContext = Pick<GatherContext, 'facts'> & {
  readonly challenge: Pick<GatherContext['challenge'], 'brief'> | null;
  readonly workspace?: Pick<GatherContext['workspace'], 'begun'>;
};
type Entry = NotesEvidence['topics'][number];

const maxExcerpts = 6;

/** Pieces of prose inside code may stand in another order than their lines. */
const goesOnFrom = (a: Statement, b: Statement): boolean => {
  const distance = b.line - a.endLine;
  return a.path === b.path && distance >= 0 && distance <= 1;
};

const join = (a: Excerpt, { endLine, raw }: Statement): Excerpt => ({
  ...a,
  endLine,
  text: `${a.text}\n${raw}`,
});

type Piece = { readonly excerpt: Excerpt; readonly last: Statement };

/** What is written for readers stands before what stands in code, and the longer before the shorter. */
const order = (a: Piece, b: Piece): number =>
  Number(a.last.from === 'code') - Number(b.last.from === 'code') ||
  b.excerpt.text.length - a.excerpt.text.length;

/** Neighbouring statements as one excerpt of at most twelve lines. */
const excerptsOf = (statements: readonly Statement[]): readonly Excerpt[] => {
  const pieces: Piece[] = [];
  for (const statement of statements) {
    const open = pieces.at(-1);
    const { path, line, endLine, raw } = statement;
    const fits =
      open &&
      goesOnFrom(open.last, statement) &&
      endLine - open.excerpt.line < 12 &&
      open.excerpt.text.split('\n').length < 12;
    if (open && fits) pieces[pieces.length - 1] = { excerpt: join(open.excerpt, statement), last: statement };
    else pieces.push({ excerpt: { path, line, endLine, text: raw }, last: statement });
  }
  return pieces
    .toSorted(order)
    .slice(0, maxExcerpts)
    .map(({ excerpt }) => excerpt);
};

const most = { hollow: 3 };
const unticked = /^\s*([-*+]\s+)?\[ \]\s|^\W*(todo|fixme)\b/i;

const levelOf = (said: readonly Statement[], plan: boolean): Entry['level'] =>
  said.length === 0 ? 'none' : plan ? 'plan' : 'mention';

type Found = { readonly said: readonly Statement[]; readonly hollow: readonly Statement[] };

const entry = (topic: Topic, { said, hollow }: Found, plan: boolean): Entry => ({
  topic,
  level: levelOf(said, plan),
  sure: true,
  excerpts: excerptsOf(said),
  hollow: excerptsOf(hollow).slice(0, most.hollow),
  names: [],
});

const isHeaded = (
  {
    heading,
    unlessHeading,
    unlessSaid,
    loosely,
  }: Pick<TopicRule, 'heading' | 'unlessHeading' | 'unlessSaid' | 'loosely'>,
  statement: Statement,
): boolean =>
  !unlessSaid?.test(statement.text) &&
  (isUnder(statement, heading, unlessHeading) ||
    (loosely?.needs.test(statement.text) === true && isUnder(statement, loosely.heading)));

/** A heading with nothing under it is no statement, and so no mention. */
const isOnTopic = (
  { says, elsewhere, unless, inCode, wordsInCode = 3, ...rule }: TopicRule,
  statement: Statement,
): boolean => {
  const { kind, text, from, headings } = statement;
  const isElsewhere = (): boolean =>
    elsewhere !== undefined && headings.slice(-3).some((title) => elsewhere.test(title));
  return (
    kind !== 'code' &&
    ((says?.test(text) && !isElsewhere()) || (from !== 'code' && isHeaded(rule, statement))) &&
    !unless?.test(text) &&
    (from !== 'code' || (inCode?.test(text) ?? true)) &&
    !isMechanics(statement) &&
    wordsOf(text).length >= (from === 'code' ? wordsInCode : 3)
  );
};

type Material = {
  readonly statements: readonly Statement[];
  readonly facts: GatherContext['facts'];
  readonly own: ReturnType<typeof ownCode>;
  readonly watching: NotesEvidence['watching'];
  readonly foreign: ReadonlySet<Statement>;
};

const onMonitoringEntry = ({ statements, own, watching }: Material): Entry => {
  const { said, hollow } = sortByWorth(onMonitoring(statements));
  const coded = codedMonitoring(own);
  const { isPlan, sure } = planOf(said, coded);
  const written = entry('monitoring', { said: [...said, ...coded], hollow }, isPlan);
  const runs = isWatched(watching);
  const nothing = !runs && written.level === 'none';
  const built = watching.flatMap(({ calls }) => calls.slice(0, 2)).slice(0, 3);
  return {
    ...written,
    level: runs ? 'implementation' : written.level,
    sure: runs || !isPlan || sure,
    excerpts: nothing ? [] : [...built, ...written.excerpts].slice(0, maxExcerpts),
    names: namesOf([...said, ...coded], nothing ? [] : namesWatched(watching)),
  };
};

const onRule = (rule: TopicRule, { statements, facts, foreign }: Material): Entry => {
  const explored = new Set(rule.topic === 'exploration' ? aroundExploration(statements, facts) : []);
  const more = new Set(rule.finds?.(statements) ?? []);
  const found = sortByWorth(
    statements.filter((one) => isOnTopic(rule, one) || explored.has(one) || more.has(one)),
  );
  const isRead = (one: Statement): boolean => !rule.inEnglish || one.from === 'notebook' || !foreign.has(one);
  return entry(rule.topic, found, rule.enough(found.said.filter(isRead)));
};

/** `- [ ] Watch for drift`: what somebody means to do is a next step, and no account of anything else. */
const withoutIntended = (statements: readonly Statement[]): readonly Statement[] => {
  const intended = new Set(statements.filter(({ raw }) => unticked.test(raw)).map(({ block }) => block));
  return intended.size === 0 ? statements : statements.filter(({ block }) => !intended.has(block));
};

const byTopic = (topic: Topic, material: Material): Entry => {
  if (topic === 'monitoring') return onMonitoringEntry(material);
  const rule = topicRules.find((candidate) => candidate.topic === topic);
  if (rule) return onRule(rule, material);
  const { found, complete } = commandsToRun(material.statements);
  return entry(topic, { said: found, hollow: [] }, complete);
};

/** What is not found by English words, and stands under a heading in another language: a mention, and a place to read on. */
const orForeign = (found: Entry, { statements }: Material): Entry => {
  const said = found.level === 'none' ? underForeignHeading(found.topic, statements) : [];
  return said.length === 0 ? found : { ...found, level: 'mention', excerpts: excerptsOf(said) };
};

/** The candidate's own writing, wherever it stands, by topic; the brief's text is set aside first. Pure. */
export const gatherNotes = ({ facts, challenge, workspace }: NotesContext): NotesEvidence => {
  const { files, words, briefWords, ...written } = ownWriting({ facts }, briefOf(challenge?.brief ?? ''));
  const statements = written.statements.filter(({ isHead }) => !isHead);
  const total = words + briefWords;
  const done = withoutIntended(statements);
  const own = ownCode(facts);
  const watching = watchingIn(own);
  const foreign = foreignStatements(statements);
  const material = { statements, facts, own, watching, foreign };
  const found = topics.map((topic) =>
    byTopic(topic, topic === 'next-steps' ? material : { ...material, statements: done }),
  );
  return {
    words,
    files,
    briefShare: total === 0 ? 0 : briefWords / total,
    foreign: foreignWriting(foreign),
    unread: unreadDocuments(facts, { written: statements, begun: workspace?.begun ?? null }),
    topics: foreign.size === 0 ? found : found.map((entry) => orForeign(entry, material)),
    watching,
  };
};
