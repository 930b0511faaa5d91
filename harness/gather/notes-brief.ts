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
