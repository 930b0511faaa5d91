import { describe, expect, it } from 'vitest';
import { readNotebook } from '../../harness/source/notebook.ts';
import { factsOf } from './memory.ts';

type Cell = {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly unknown[];
};

const notebook = (cells: readonly Cell[], metadata: unknown = {}): string =>
  JSON.stringify({ cells: cells.map((cell) => ({ metadata: {}, ...cell })), metadata, nbformat: 4 }, null, 1);

const code = (...source: readonly string[]): Cell => ({
  cell_type: 'code',
  outputs: [],
  source: source.map((line, at) => (at < source.length - 1 ? `${line}\n` : line)),
});

describe('notebooks', () => {
  it('keeps its lines where they are behind empty cells', () => {
    const text = notebook([code(), code(), code('a = 1', 'b = 2'), code(''), code('c = 3')]);
    const { source = '', lines = [] } = readNotebook(text) ?? {};
    const rows = text.split('\n');
    for (const [at, line] of source.split('\n').entries()) expect(rows[(lines[at] ?? 0) - 1]).toContain(line);
  });

  it.each([
    ['%matplotlib inline', 'pass'],
    ['  !pip install x', '  pass'],
    ['%time model.fit(X)', 'model.fit(X)'],
    ['files = !ls', 'files = None'],
    ['df.head?', 'pass'],
    ['x = 5 % 2', 'x = 5 % 2'],
    ['x != y', 'x != y'],
  ])('make %j into %j', (line, python) => {
    expect(readNotebook(notebook([code(line)]))?.source).toBe(python);
  });

  it.each([
    ['%%bash', ''],
    ['%%writefile train.py', ''],
    ['%%time', 'import os'],
  ])('under %s keep %j', (magic, kept) => {
    expect(readNotebook(notebook([code(magic, 'import os')]))?.source.split('\n')[1]).toBe(kept);
  });

  it('place each line where it stands in the file', () => {
    const text = notebook([
      { cell_type: 'markdown', source: ['# Findings\n', 'Most values are missing.'] },
      {
        ...code('import mlflow', 'mlflow.log_metric("auc", 1)'),
        outputs: [{ output_type: 'stream', source: ['decoy'] }],
      },
      code('', 'mlflow.log_param("é", 2)'),
    ]);
    const lineOf = (part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    const [file] = factsOf({ 'eda.ipynb': text }).python;
    expect(file?.markdown).toEqual([
      { path: 'eda.ipynb', line: lineOf('# Findings'), text: '# Findings\nMost values are missing.' },
    ]);
    expect(file?.calls.map(({ name, place }) => [name, place.line])).toEqual([
      ['mlflow.log_metric', lineOf('log_metric')],
      ['mlflow.log_param', lineOf('log_param')],
    ]);
  });

  it.each([
    [{}, ['The ages are skewed.']],
    [{ format: 'text/markdown' }, ['The ages are skewed.']],
    [{ raw_mimetype: 'text/latex' }, []],
  ])('take raw cells with %j for writing: %j', (metadata, texts) => {
    const raw = { cell_type: 'raw', metadata, source: ['The ages are skewed.'] };
    expect(readNotebook(notebook([raw, code('x = 1')]))?.markdown.map(({ text }) => text)).toEqual(texts);
  });

  it('count as line 1 when they are written on one line', () => {
    const text = JSON.stringify(JSON.parse(notebook([code('import os', 'os.getcwd()')])));
    expect(factsOf({ 'eda.ipynb': text }).python[0]?.calls[0]?.place.line).toBe(1);
  });

  it('keep printed text apart from code, and no picture', () => {
    const outputs = [{ text: ['import printed\n', 'AUC 0.9\n'] }, { data: { 'image/png': 'iVBORw0' } }];
    const facts = factsOf({ 'eda.ipynb': notebook([{ ...code('x = 1'), outputs }]) });
    const [file] = facts.python;
    expect(file?.outputs.map(({ text }) => text)).toEqual(['import printed\nAUC 0.9\n']);
    expect(file?.imports).toEqual([]);
    expect(JSON.stringify(facts)).not.toContain('iVBORw0');
  });

  it('of another language or broken JSON are none', () => {
    expect(readNotebook(notebook([code('x')], { kernelspec: { language: 'R' } }))).toBeNull();
    expect(factsOf({ 'a.ipynb': '{"cells": [' }).unread).toEqual([{ path: 'a.ipynb', because: 'encoding' }]);
  });

  it.each([
    '[]',
    '1',
    'null',
    '{"cells": 3}',
    '{"cells": [null, {"cell_type": "code", "source": [1, null]}]}',
  ])('survive %s', (text) => expect(readNotebook(text)?.source).toBe(''));
});
