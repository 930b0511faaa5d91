const notebook = /\bmarimo\.App\(/;
const cell = /^@app\.cell\b/m;
const text = /\bmo\.md\(\s*(?:r|f|rf|fr)?("""|''')([\s\S]{1,20000}?)\1/g;
const mostTexts = 400;

const linesBefore = (source: string, at: number): number => source.slice(0, at).split('\n').length;

/** Text cells of a marimo notebook, which is a Python file, with the lines that they begin on. Null for any other file. */
export const marimoTexts = (
  source: string,
): readonly { readonly line: number; readonly text: string }[] | null => {
  if (!notebook.test(source) || !cell.test(source)) return null;
  return [...source.matchAll(text)].slice(0, mostTexts).map(({ 0: all, 2: written = '', index }) => ({
    line: linesBefore(source, index + all.length - written.length - 3),
    text: written.replace(/^[ \t]+/gm, ''),
  }));
};
