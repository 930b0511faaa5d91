import type { Excerpt } from '../evidence/common.ts';
import { wordsOf } from './notes-brief.ts';
import { isEnumeration } from './notes-enumeration.ts';
import type { Statement } from './notes-statements.ts';

/** Small words that every text has; those that two languages share are left out. */
const english =
  /^(the|and|of|to|is|are|was|were|for|that|with|this|it|be|by|from|which|not|we|have|has|will|can|because|but|if)$/;
const others =
  /^(el|los|las|del|que|y|una|por|con|para|se|su|al|como|más|pero|es|en|os|dos|das|em|um|uma|não|com|mais|são|le|les|des|et|est|une|dans|pour|qui|pas|avec|aux|sont|der|das|und|ist|nicht|eine|den|dem|mit|für|von|zu|auf|wird|sind|il|che|è|di|della|sono|het|een|van|dat|niet|voor|zijn|jest|się|nie|ve|bir|için|och|att|som|är)$/;

/** Shared by several of them. */
const shared = /^(de|la|le|da|un)$/;

const least = { letters: 60, words: 5, share: 0.3, sentence: 6, written: 40, begin: 3 };
const most = 3;
/** Lists of names have none. */
const stops = /[.,;:!?](\s|$)/;
/** English has a fifth of them and more, and terse notes a tenth. */
const joins = { words: /^(in|on|at|an|or|as)$/, most: 0.04 };

const counted = (words: readonly string[], pattern: RegExp): number =>
  words.filter((word) => pattern.test(word)).length;

const isForeign = (texts: readonly string[]): boolean => {
  const text = texts.join(' ').slice(0, 20_000);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < least.letters) return false;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters - latin > letters * least.share) return true;
  const words = wordsOf(text);
  const foreign = counted(words, others);
  return foreign >= least.words && foreign > counted(words, english);
};

/** Sentences with next to no small words of English are in another language, whichever it is. */
const isStrange = (statements: readonly Statement[]): boolean => {
  const words = statements
    .filter(({ from, kind, text }) => from !== 'code' && kind !== 'table' && !isEnumeration(text))
    .filter(({ raw }) => stops.test(raw))
    .map(({ text }) => wordsOf(text).filter((word) => !/\d/.test(word)))
    .filter((said) => said.length >= least.sentence)
    .flat();
  const small = counted(words, english) + counted(words, joins.words);
  return words.length >= least.written && small < words.length * joins.most;
};

const lengthOf = (statements: readonly Statement[]): number =>
  statements.reduce((sum, { text }) => sum + text.length, 0);

const isEnglish = ({ text }: Statement): boolean => {
  const words = wordsOf(text);
  return counted(words, english) + counted(words, joins.words) > counted(words, others);
};

/** What is written in files that are not in English, but for sentences that are. Empty where that is little. */
export const foreignStatements = (statements: readonly Statement[]): ReadonlySet<Statement> => {
  const prose = statements.filter(({ kind }) => kind !== 'code');
  const files = [...Map.groupBy(prose, ({ path }) => path).values()];
  const foreign = files.filter((file) => isStrange(file) || isForeign(file.map(({ raw }) => raw))).flat();
  const isLittle = lengthOf(foreign) < lengthOf(prose) * least.share;
  return new Set(isLittle ? [] : foreign.filter((one) => !isEnglish(one)));
};

/** Where to begin to read what is not written in English: topics are found by English words. */
export const foreignWriting = (foreign: ReadonlySet<Statement>): readonly Excerpt[] => {
  const files = [...Map.groupBy(foreign, ({ path }) => path).values()];
  return files
    .flatMap((file) => {
      const sentences = file.filter(({ text }) => wordsOf(text).length >= least.begin);
      const telling = sentences.find(({ text }) =>
        wordsOf(text).some((word) => others.test(word) || shared.test(word)),
      );
      return telling ?? sentences[0] ?? file[0] ?? [];
    })
    .slice(0, most)
    .map(({ path, line, endLine, raw }) => ({ path, line, endLine, text: raw }));
};
