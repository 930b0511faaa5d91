import { describe, expect, it } from 'vitest';
import { marimoTexts } from '../../harness/source/marimo.ts';
import { factsOf } from './memory.ts';

const notebook = `import marimo
app = marimo.App(width="medium")

@app.cell
def _():
    import marimo as mo
    return (mo,)

@app.cell(hide_code=True)
def _(mo):
    mo.md(r"""
    ## What the data are like
    Fees are skewed.
    """)
    return

@app.function
def rate(rows: list) -> float:
    return sum(rows) / len(rows)
`;

describe('a marimo notebook', () => {
  it('has text cells with the lines that they stand on', () => {
    expect(marimoTexts(notebook)).toEqual([
      { line: 11, text: '\n## What the data are like\nFees are skewed.\n' },
    ]);
  });

  it('is a notebook, whose cells are no functions', () => {
    const [file] = factsOf({ 'explore.py': notebook }).python;
    expect(file?.notebook).toBe(true);
    expect(file?.functions.map(({ name }) => name)).toEqual(['rate']);
    expect(file?.markdown).toMatchObject([{ path: 'explore.py', line: 11 }]);
  });

  it.each([
    ['what only imports it', 'import marimo\nprint(marimo.__version__)\n'],
    ['an application of something else', '@app.cell\ndef f():\n    pass\n'],
  ])('is not %s', (_, source) => {
    expect(marimoTexts(source)).toBeNull();
    expect(factsOf({ 'a.py': source }).python[0]?.notebook).toBe(false);
  });
});
