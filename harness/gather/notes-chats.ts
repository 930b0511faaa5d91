const asker = 'user|human|you( said)?';
const assistant =
  '(ai )?assistant|cursor|claude( \\w+)?|chat ?gpt( said)?|(github )?copilot( \\w+)?|gemini|gpt-?\\d\\w*|deepseek';
/** A line that holds nothing but who speaks: `**User**`, `## Assistant`, `Human:`. */
const turn = (who: string): RegExp =>
  new RegExp(String.raw`^\s{0,3}(#{1,6}\s*)?[*_]{0,3}(${who})[*_]{0,3}\s?:?[*_]{0,3}\s*$`, 'gim');
/** The same before the words that are spoken. */
const spoken = (who: string): RegExp =>
  new RegExp(String.raw`^\s{0,3}[*_]{0,3}(${who})[*_]{0,3}\s?:[*_]{0,3} +\S`, 'gim');
const exported = /^[\W_]{0,6}exported on [^\n]{1,80} from \w+/im;

const fewest = { turns: 2, spoken: 3 };
const head = 500;

const both = (text: string, written: (who: string) => RegExp): number =>
  Math.min(text.match(written(asker))?.length ?? 0, text.match(written(assistant))?.length ?? 0);

/** A conversation with an assistant, kept as a file: most of it was written by nobody who is graded here. */
export const isChat = (text: string): boolean =>
  both(text, turn) >= (exported.test(text.slice(0, head)) ? 1 : fewest.turns) ||
  both(text, spoken) >= fewest.spoken;
