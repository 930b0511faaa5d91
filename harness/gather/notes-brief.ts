/** Words of a text, lower-case, without Markdown and punctuation. */
export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

const size = 5;

const shingles = (words: readonly string[]): readonly string[] =>
  words.length < size
    ? words.length > 0
      ? [words.join(' ')]
      : []
    : Array.from({ length: words.length - size + 1 }, (_, at) => words.slice(at, at + size).join(' '));

export type Brief = {
  /** Whether most of a piece of writing is the brief's own: 60 % of its five-word shingles, or all of a shorter piece. */
  readonly holds: (text: string) => boolean;
};

const most = 0.6;

/** The brief's own text, to be set aside from the candidate's. Line breaks and Markdown do not matter. */
export const briefOf = (brief: string): Brief => {
  const known = new Set(shingles(wordsOf(brief)));
  const lines = new Set(brief.split('\n').map((line) => wordsOf(line).join(' ')));
  const holds = (text: string): boolean => {
    const words = wordsOf(text);
    if (words.length < size) return words.length > 0 && lines.has(words.join(' '));
    const own = shingles(words);
    return own.filter((shingle) => known.has(shingle)).length / own.length >= most;
  };
  return { holds };
};

const addresses =
  /\b(your (task|solution|submission|assignment|mission|answers?)|you (are|'re|will be) (asked|expected|required|free to|encouraged|evaluated|assessed)|candidates? (should|will|must|is|are)|we (expect|want|ask|encourage)( you)?|we (would|'d) (like|love|expect|want)( you)?( to (see|understand|stress|discuss))?|we (will|'ll) (evaluate|assess|review|discuss|look)|we are looking (for|at)|please (do )?(submit|provide|send|share|return|mention|include)|good luck|this (exercise|assignment|challenge|test) (is|aims|consists|will))\b/i;
const speaks = /\b(i|i'm|i've|i'd|my)\b/i;
const least = 4;

/** A document that tells somebody what to hand in is an employer's, whatever it is called: four such sentences, and more than in the first person. */
export const addressesCandidate = (sentences: readonly string[]): boolean => {
  const asking = sentences.filter((text) => addresses.test(text)).length;
  const speaking = sentences.filter((text) => speaks.test(text)).length;
  return asking >= least && asking > speaking && asking >= sentences.length * 0.08;
};
