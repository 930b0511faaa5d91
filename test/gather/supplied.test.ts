import { describe, expect, test } from 'vitest';
import { suppliedIn, without } from '../../harness/gather/supplied.ts';
import type { Begun } from '../../harness/workspace/types.ts';
import { type Files, factsOf } from '../source/memory.ts';

const task = `# Challenge

Your task is to serve this model.
A notebook (\`exploration.ipynb\`) has been provided with the work of a data scientist.
We have provided a template in \`src/api.py\` for you to fill in.
The data scientists have handed us the notebooks in \`lab/analysis\`.
You must submit your solution within a week.
Please document your reasoning. Good luck!
`;

const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', source: 'x = 1', metadata: {}, outputs: [], execution_count: 1 }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

const files: Files = {
  'README.md': task,
  'challenge/exploration.ipynb': notebook,
  'lab/analysis/1.ipynb': notebook,
  'lab/analysis/own.py': 'x = 1\n',
  'src/api.py': 'x = 1\n',
  'tests/test_api.py': 'def test_it():\n    assert True\n',
  Dockerfile: 'FROM python:3.13\n',
};
const everything = Object.keys(files);

const found = (begun: Begun | null, over: { readonly files?: Files; readonly brief?: string } = {}) =>
  suppliedIn({ facts: factsOf(over.files ?? files), begun, brief: over.brief ?? null });
const pathsOf = (...given: Parameters<typeof found>) =>
  found(...given).map(({ path, because }) => `${because} ${path}`);

const byAuthor = (unchanged: readonly string[]): Begun => ({ by: 'author', unchanged });

describe('what the task names as handed over', () => {
  test('is set aside where it is as the author’s first commit had it, with the place that says so', () => {
    expect(found(byAuthor(everything))).toEqual([
      { path: 'challenge/exploration.ipynb', because: 'named', told: { path: 'README.md', line: 4 } },
      { path: 'lab/analysis/1.ipynb', because: 'named', told: { path: 'README.md', line: 6 } },
    ]);
  });

  test('is the candidate’s once it was changed, or where no history can tell', () => {
    expect(pathsOf(byAuthor(['README.md', 'lab/']))).toEqual(['named lab/analysis/1.ipynb']);
    expect(pathsOf(byAuthor([]))).toEqual([]);
    expect(pathsOf(null)).toEqual([
      'only-named challenge/exploration.ipynb',
      'only-named lab/analysis/1.ipynb',
    ]);
    expect(without(factsOf(files), found(null)).files.map(({ origin }) => origin)).not.toContain('supplied');
  });

  test('counts from the challenge’s brief alone where there is one', () => {
    expect(pathsOf(byAuthor(everything), { brief: 'Train a model on data/train.csv and serve it.' })).toEqual(
      [],
    );
    expect(pathsOf(byAuthor(everything), { brief: task })).toHaveLength(2);
  });

  test('is nothing that the candidate’s own words name', () => {
    const own = `# My solution

I provided a notebook (\`challenge/exploration.ipynb\`) with my exploration.
The scripts are included in \`src/api.py\`.
`;
    expect(pathsOf(byAuthor(everything), { files: { ...files, 'README.md': own } })).toEqual([]);
  });
});

describe('what whoever committed the task committed', () => {
  const byOthers = (unchanged: readonly string[]): Begun => ({ by: 'others', unchanged });

  test('is set aside with its tests, while configuration and the README stay', () => {
    expect(pathsOf(byOthers(everything))).toEqual([
      'named challenge/exploration.ipynb',
      'named lab/analysis/1.ipynb',
      'with-task lab/analysis/own.py',
      'with-task src/api.py',
      'with-task tests/test_api.py',
    ]);
  });

  test('is the candidate’s where those commits brought no task: two names may be one person', () => {
    expect(pathsOf(byOthers(everything.filter((path) => path !== 'README.md')))).not.toContain(
      'with-task src/api.py',
    );
    const own = { ...files, 'README.md': '# Churn\n\nI trained a model. I serve it with FastAPI.\n' };
    expect(pathsOf(byOthers(everything), { files: own })).toEqual([]);
  });
});

test('facts without what was supplied keep the files, and say so', () => {
  const facts = factsOf(files);
  const own = without(facts, [{ path: 'tests/test_api.py', because: 'with-task' }]);
  expect(own.python.map(({ path }) => path)).not.toContain('tests/test_api.py');
  expect(own.files.find(({ path }) => path === 'tests/test_api.py')?.origin).toBe('supplied');
  expect(own.files).toHaveLength(facts.files.length);
  expect(without(facts, [])).toBe(facts);
});
