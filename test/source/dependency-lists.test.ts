import { describe, expect, it } from 'vitest';
import { readDeclared } from '../../harness/environment/declared.ts';
import { formatRequirement } from '../../harness/environment/requirement.ts';
import { type Files, factsOf } from './memory.ts';

const pins = 'numpy==1.26.4\npandas==2.2.0\nscikit-learn==1.5.0\nscipy==1.13.0\n';
const kindOf = (files: Files, path: string) => factsOf(files).files.find((file) => file.path === path)?.kind;

describe('a list of dependencies of any name', () => {
  it.each<[string, Files, string]>([
    [
      'that a README installs',
      { 'README.md': '```\npip install -r libs/needed.txt\n```', 'libs/needed.txt': 'numpy\n' },
      'libs/needed.txt',
    ],
    [
      'that a Dockerfile installs',
      {
        Dockerfile: 'FROM python:3.13\nRUN pip3 install --no-cache-dir --requirement=deps.txt\n',
        'deps.txt': 'numpy\n',
      },
      'deps.txt',
    ],
    [
      'that the CI installs',
      {
        '.github/workflows/a.yml': 'jobs:\n  a:\n    steps:\n      - run: uv pip install -r ./deps.txt\n',
        'deps.txt': 'numpy\n',
      },
      'deps.txt',
    ],
    [
      'that a target installs',
      { Makefile: 'install:\n\tpython -m pip install -rdeps.txt\n', 'deps.txt': 'numpy\n' },
      'deps.txt',
    ],
    [
      'of nothing but pins',
      { 'requeriments.txt': `# frozen\r\n${pins.replaceAll('\n', '\r\n')}` },
      'requeriments.txt',
    ],
  ])('%s is configuration, and no writing', (_, files, path) => {
    expect(kindOf(files, path)).toBe('config');
  });

  it.each<[string, Files, string]>([
    [
      'notes with a version',
      { 'notes.txt': `We tried:\nnumpy==1.26.4\nand then\npandas==2.2.0\n` },
      'notes.txt',
    ],
    ['two pins', { 'notes.txt': 'numpy==1.26.4\npandas==2.2.0\n' }, 'notes.txt'],
    ['comparisons', { 'notes.txt': 'a == b\nc == d\ne == f\n' }, 'notes.txt'],
    [
      'a text that another program is given',
      { 'README.md': 'wget -r notes.txt', 'notes.txt': 'numpy\n' },
      'notes.txt',
    ],
    [
      'another text of the same ending',
      { 'README.md': 'pip install -r needed.txt', 'unneeded.txt': 'numpy\n' },
      'unneeded.txt',
    ],
  ])('is not %s', (_, files, path) => {
    expect(kindOf(files, path)).toBe('markdown');
  });

  it.each<[string, Files, readonly string[]]>([
    [
      'is what is installed',
      { 'requeriments.txt': pins, 'README.md': 'pip install -r requeriments.txt' },
      ['numpy==1.26.4', 'pandas==2.2.0', 'scikit-learn==1.5.0', 'scipy==1.13.0'],
    ],
    ['comes after requirements.txt', { 'frozen.txt': pins, 'requirements.txt': 'numpy\n' }, ['numpy']],
    [
      'comes after the list of the project',
      { 'frozen.txt': pins, 'pyproject.toml': '[project]\ndependencies = ["pandas"]\n' },
      ['pandas'],
    ],
  ])('%s', (_, files, expected) => {
    const read = (path: string) => (files[path] as string | undefined) ?? null;
    const declared = readDeclared({ facts: factsOf(files), manifest: null, manifestPlace: null, read });
    expect(declared.requirements.map(formatRequirement)).toEqual(expected);
  });
});
