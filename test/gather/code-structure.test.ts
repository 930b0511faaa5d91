import { describe, expect, it } from 'vitest';
import { gatherCode } from '../../harness/gather/code.ts';
import { factsOf } from '../source/memory.ts';

describe('what can be imported', () => {
  const body = 'def clean(x):\n    y = x + 1\n    return y\n';
  it.each([
    ['calls a function of its own', `${body}clean(3)\n`, 2],
    ['loads data', `import pandas as pd\n${body}frame = pd.read_csv('a.csv')\n`, 2],
    ['trains', `${body}model.fit(x, y)\n`, 2],
    ['works behind a guard', `${body}if __name__ == '__main__':\n    clean(3)\n`, null],
    ['sets a few things', `import os\n${body}os.makedirs('out', exist_ok=True)\nLIMIT = 3\n`, null],
    ['is a page of Streamlit', `import streamlit as st\n${body}st.write(clean(3))\n`, null],
    ['is served', `from fastapi import FastAPI\napp = FastAPI()\n${body}model = clean(3)\n`, null],
  ])('tells what a script does when it is imported: one that %s', (_, source, behind) => {
    const { behindWork, importable } = gatherCode({ facts: factsOf({ 'run.py': source }) });
    expect(behindWork?.statements ?? null).toBe(behind);
    expect(importable > 0).toBe(behind === null);
  });
});

describe('functions', () => {
  it.each([
    ['', 1],
    ['/** @param {number} x */\nfunction h(x) {\n  return x;\n}\n', undefined],
  ])('can be annotated in plain JavaScript where types are in use: %j', (typed, annotatable) => {
    const { functions } = gatherCode({
      facts: factsOf({
        'src/a.py': 'def f(a: int) -> int:\n    return a\n',
        'web/app.js': `${typed}function g(x) {\n  return x;\n}\n`,
      }),
    });
    expect(functions.annotatable).toBe(annotatable);
    expect(functions.bare.map(({ name }) => name)).toEqual(typed === '' ? [] : ['g']);
  });
});
