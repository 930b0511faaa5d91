import { describe, expect, it } from 'vitest';
import { gatherCode } from '../../harness/gather/code.ts';
import { type Files, factsOf } from '../source/memory.ts';

const placesIn = (files: Files) =>
  gatherCode({ facts: factsOf(files) }).machinePaths.map(({ path, line }) => `${path}:${line}`);

describe('paths of the author’s machine', () => {
  it('are none where the container has that home, or conda wrote it', () => {
    expect(
      placesIn({
        Dockerfile: 'RUN useradd -d /home/svc svc\n',
        'a.py': 'p = "/home/svc/model.pkl"\nq = "/home/anna/data.csv"\n',
        'environment.yml': 'name: x\nprefix: /Users/anna/conda\n',
        'config.yaml': 'data: /Users/anna/data.csv\n',
        'README.md': 'Put data into /Users/you/data\n',
      }),
    ).toEqual(['a.py:2', 'config.yaml:1']);
  });

  it('count once each, wherever they stand', () => {
    expect(
      placesIn({
        'a.py': 'p = "/Users/anna/a.csv"\nq = "/Users/anna/a.csv"\nr = "/Users/anna/b.csv"\n',
        'b.py': 'p = "/Users/anna/a.csv"\n',
      }),
    ).toEqual(['a.py:1', 'a.py:3']);
  });

  it.each<[string, Files]>([
    ['CodeDeploy’s destination', { 'appspec.yml': 'files:\n  - destination: /home/release/app\n' }],
    ['written by MLflow', { 'model/MLmodel': 'a: b\n', 'model/python_env.yaml': 'at: /Users/anna/x\n' }],
    ['written by spaCy', { 'ner/meta.json': '{}', 'ner/config.cfg': 'train = /Users/anna/train.spacy\n' }],
    [
      'written by Hugging Face',
      { 'bert/tokenizer_config.json': '{}', 'bert/train.yaml': 'name: /Users/anna/bert\n' },
    ],
  ])('are nobody’s: %s', (_, files) => {
    expect(placesIn(files)).toEqual([]);
  });

  it.each<[string, Files]>([
    ['a configuration of spaCy’s', { 'ner/config.cfg': 'train = /Users/anna/train.spacy\n' }],
    ['beside a model at the root', { MLmodel: 'a: b\n', 'config.yaml': 'at: /Users/anna/x\n' }],
  ])('are somebody’s in %s', (_, files) => {
    expect(placesIn(files)).toHaveLength(1);
  });
});
