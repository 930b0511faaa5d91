import { baseName } from '../source/paths.ts';
import {
  asks,
  asksAbroad,
  asksInHeading,
  asksYou,
  madeTheTask,
  mayAsk,
  namedAsTask,
} from './notes-asking-words.ts';
import type { Statement } from './notes-statements.ts';

const speaks =
  /\b(i|i'm|i've|i'd|i’ve|i’d|i’m|my|eu|meu|minha|optei|escolhi|utilizei|implementei|fiz|criei|treinei|decidi|yo|elegi|utilice|entrene)\b/i;
const addresses = /\b(you|your|yours|you're|you’re|you'll|you’ll|you'd|you’d)\b/i;

type Bar = { readonly least: number; readonly share: number };
const whole: Bar = { least: 4, share: 0.08 };
/** A document or a section of a few sentences needs fewer of them, and more of its length. */
const short: Bar = { least: 2, share: 0.3 };
/** Headings of an assignment tell as well: several of them of a document, one of them of its section. */
const headed = {
  whole: { headings: 3, least: 3, share: 0.02 },
  section: { headings: 1, least: 2, share: 0.1 },
};
/** What is called a task need not ask much more. */
const called: Bar = { least: 2, share: 0.03 };
/** Who speaks to a reader throughout and never of themselves, under headings of an assignment, is no candidate. */
const spokenTo = { addressing: 0.25, headings: 2, least: 2, share: 0.04 };

type Count = {
  readonly asking: number;
  readonly speaking: number;
  readonly addressing: number;
  readonly all: number;
  readonly headings: number;
};

const isQuestion = ({ text }: Statement): boolean => asksYou.test(text);

/** Questions that nobody answers: the next words are another question, or stand elsewhere. */
const openQuestions = (statements: readonly Statement[]): ReadonlySet<Statement> =>
  new Set(
    statements.filter((one, at) => {
      const next = statements[at + 1];
      const isLast = !next || next.headings.join('\n') !== one.headings.join('\n');
      return isQuestion(one) && (isLast || isQuestion(next));
    }),
  );

/** What asks, looked for once a statement. */
type Marked = {
  readonly statement: Statement;
  readonly asks: boolean;
  readonly mayAsk: boolean;
  readonly speaks: boolean;
  readonly addresses: boolean;
};

const marked = (statements: readonly Statement[]): readonly Marked[] => {
  const open = openQuestions(statements);
  return statements.map((statement) => {
    const { kind, text } = statement;
    const isProse = kind !== 'code';
    return {
      statement,
      asks: isProse && (asks.test(text) || asksAbroad.test(text) || open.has(statement)),
      mayAsk: isProse && mayAsk.test(text),
      speaks: isProse && speaks.test(text),
      addresses: isProse && addresses.test(text),
    };
  });
};

const counted = (part: readonly Marked[], depth = 0): Count => {
  const sure = part.some((one) => one.asks);
  const titles = new Set(part.flatMap(({ statement }) => statement.headings.slice(depth)));
  return {
    asking: part.filter((one) => one.asks || (sure && one.mayAsk)).length,
    speaking: part.filter((one) => one.speaks).length,
    addressing: part.filter((one) => one.addresses).length,
    all: part.filter(({ statement }) => statement.kind !== 'code').length,
    headings: [...titles].filter((title) => asksInHeading.test(title)).length,
  };
};

const tells = ({ asking, speaking, all }: Count, { least, share }: Bar): boolean =>
  asking >= least && asking > speaking && asking >= all * share;

const tellsHeaded = (count: Count, bar: (typeof headed)['whole']): boolean =>
  count.headings >= bar.headings && tells(count, bar);

const tellsSpeaking = (count: Count): boolean =>
  count.speaking === 0 && count.addressing >= count.all * spokenTo.addressing && tellsHeaded(count, spokenTo);

const isNamed = ([one]: readonly Marked[]): boolean =>
  one?.statement.from === 'document' && namedAsTask.test(baseName(one.statement.path).replace(/\.\w+$/, ''));

const isTask = (all: readonly Marked[], count: Count): boolean =>
  tells(count, whole) ||
  tells(count, short) ||
  tellsHeaded(count, headed.whole) ||
  tellsSpeaking(count) ||
  (isNamed(all) && tells(count, called));

type Section = { readonly depth: number; readonly part: readonly Marked[] };

/** Sections by their headings, and what stands in each with all that is below it; six levels at most. */
const sections = (all: readonly Marked[]): readonly Section[] => {
  const found = new Map<string, { depth: number; part: Marked[] }>();
  for (const one of all)
    for (let depth = 1; depth <= Math.min(6, one.statement.headings.length); depth += 1) {
      const key = one.statement.headings.slice(0, depth).join('\n');
      const open = found.get(key);
      if (open) open.part.push(one);
      else found.set(key, { depth, part: [one] });
    }
  return [...found.values()];
};

const askedIn = (all: readonly Marked[]): readonly Marked[] => {
  const parts = sections(all);
  if (isTask(all, counted(all))) {
    const own = parts.filter(({ part }) => {
      const { asking, speaking } = counted(part);
      return part.length < all.length && speaking > asking;
    });
    const kept = new Set(own.flatMap(({ part }) => part));
    return all.filter((one) => !kept.has(one));
  }
  return parts.flatMap(({ depth, part }) => {
    const { headings, ...rest } = counted(part, depth - 1);
    return tells({ headings, ...rest }, short) || tellsHeaded({ headings, ...rest }, headed.section)
      ? part
      : [];
  });
};

const chapters = { most: 3, sentences: 5 };

/** A README may hold two documents, the writer's own and the employer's, each under a title of its own. */
const documents = (all: readonly Marked[]): readonly (readonly Marked[])[] => {
  const parts = [...Map.groupBy(all, ({ statement }) => statement.chapter).values()];
  const silent = parts.filter((part) => part.length >= chapters.sentences && counted(part).asking === 0);
  return parts.length <= chapters.most && silent.length > 0 ? parts : [all];
};

const isByItsMaker = (all: readonly Marked[]): boolean =>
  all.some((one) => one.asks) &&
  all.some(({ statement: { from, text } }) => from === 'notebook' && madeTheTask.test(text));

/**
 * What of a document tells a candidate what to hand in, so that it is an employer's, whatever it is called: the whole, but
 * for sections that speak in the first person and are not its maker's, or single sections of a document that is otherwise the writer's own. A
 * question over the items that answer it is the asker's.
 */
export const askedOf = (statements: readonly Statement[]): ReadonlySet<Statement> => {
  const all = marked(statements);
  const asked = isByItsMaker(all) ? all : documents(all).flatMap(askedIn);
  return new Set([...statements.filter(({ heads }) => heads), ...asked.map(({ statement }) => statement)]);
};
