/** Edits between two words: insertions, deletions, replacements (Levenshtein 1966), one row of the table at a time. */
const distance = (one: string, other: string): number => {
  const last = [...one].reduce<readonly number[]>(
    (above, letter, line) => {
      const row = [line + 1];
      for (const [column, against] of [...other].entries()) {
        const replaced = (above[column] ?? 0) + (letter === against ? 0 : 1);
        row.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1));
      }
      return row;
    },
    Array.from({ length: other.length + 1 }, (_, column) => column),
  );
  return last.at(-1) ?? 0;
};

/** The known name that was probably meant: at most two edits and less than half of the word away. */
export const nearestOf = (word: string, known: readonly string[]): string | null => {
  const ranked = known
    .map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || a.name.localeCompare(b.name));
  const best = ranked[0];
  return best && best.edits <= 2 && best.edits * 2 < best.name.length ? best.name : null;
};
