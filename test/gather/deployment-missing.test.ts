import { describe, expect, it } from 'vitest';
import { deploymentSchema } from '../../harness/evidence/deployment.ts';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { type Files, factsOf } from '../source/memory.ts';

const told = (files: Files, leftOut: readonly { path: string; because: 'link' }[] = []) => {
  const workspace = { forge: null, origin: '/work/submission', leftOut };
  const evidence = gatherDeployment({ facts: factsOf(files), manifest: null, workspace });
  expect(deploymentSchema.parse(evidence)).toEqual(evidence);
  return (evidence.missing ?? []).map(({ path, line, name }) => `${path}:${line} ${name}`);
};

const makefile = '.PHONY: test\ntest lint:\n\tpytest\nbuild: test\n\tdocker build .\n';

describe('what the writing names and was not handed in', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a target in a block', { Makefile: makefile, 'README.md': '```\nmake run\n```\n' }, ['README.md:2 run']],
    [
      'a target in a sentence',
      { Makefile: makefile, 'README.md': 'Call `make run`, then `make test`.\n' },
      ['README.md:1 run'],
    ],
    [
      'a target where there is no Makefile',
      { 'README.md': '```sh\n$ make train\n```\n' },
      ['README.md:2 train'],
    ],
    [
      'a document',
      { 'README.md': 'See [why](docs/DECISIONS.md#models).\n' },
      ['README.md:1 docs/DECISIONS.md'],
    ],
    ['a notebook, from a folder', { 'docs/a.md': 'See [it](../eda.ipynb "EDA") and [me](a.md).\n' }, []],
  ])('is told: %s', (_, files, missing) => {
    expect(told(files)).toEqual(missing);
  });

  it.each<[string, Files]>([
    [
      'targets that are there',
      { Makefile: makefile, 'README.md': '```\nmake test\nmake lint\nmake build\n```\n' },
    ],
    ['a target of another folder', { 'src/Makefile': makefile, 'README.md': '`make build`\n' }],
    [
      'targets that may be included',
      { Makefile: `include other.mk\n${makefile}`, 'README.md': '`make run`\n' },
    ],
    ['targets of a pattern', { Makefile: `run-%:\n\tpython $*.py\n`, 'README.md': '`make run-a`\n' }],
    ['targets by a variable', { Makefile: `$(NAMES):\n\tpython $@\n`, 'README.md': '`make run`\n' }],
    ['words that are no command', { Makefile: makefile, 'README.md': 'We make sure that it runs.\n' }],
    [
      'files that are there',
      { 'README.md': '[a](docs/a.md) [b](./DOCS/A.md) [c](docs)\n', 'docs/a.md': 'a' },
    ],
    ['addresses', { 'README.md': '[a](https://a.example/b.md) [b](#b) [c](mailto:a@b.c)\n' }],
    ['what is made later', { 'README.md': '[a](models/model.pkl) [b](report.html) ![c](plot.png)\n' }],
    ['links in code', { 'README.md': '```\n[a](a.md)\n```\nor `[a](a.md)`\n' }],
  ])('is not told: %s', (_, files) => {
    expect(told(files)).toEqual([]);
  });

  it('is not told of what was handed in and not read', () => {
    const files = { 'README.md': '`make run` [a](a.md)\n' };
    expect(
      told(files, [
        { path: 'Makefile', because: 'link' },
        { path: 'a.md', because: 'link' },
      ]),
    ).toEqual([]);
  });
});
