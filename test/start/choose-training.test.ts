import { expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { submission } from './submission.ts';

test('training: Makefile, then README, then a script of that name', () => {
  const files = { 'src/train.py': '', 'src/__init__.py': '' };
  const made = { ...files, Makefile: 'PY := python3\ntrain:\n\t@$(PY) -m src.train \\\n\t  --out model\n' };
  const shown = { ...files, 'README.md': '```sh\ncd src\npython train.py --fast\n```\n' };
  expect(chooseCommands(submission(made)).train).toMatchObject({
    shell: 'python -m src.train --out model',
    source: 'makefile',
    place: { line: 2 },
  });
  expect(chooseCommands(submission(shown)).train).toMatchObject({
    shell: 'python train.py --fast',
    workdir: 'src',
    source: 'readme',
  });
  expect(chooseCommands(submission(files)).train).toMatchObject({
    shell: 'python -m src.train',
    source: 'convention',
  });
});

test('a Makefile that runs its own lookups is left alone', () => {
  const input = submission({ Makefile: 'train:\n\tpython train.py $(shell id)\n', 'fit.py': '' });
  expect(chooseCommands(input).train).toMatchObject({ shell: 'python fit.py', source: 'convention' });
});

test('tests run with pytest where tests were found, with packages under src importable', () => {
  const input = submission(
    { 'src/pkg/__init__.py': '', 'tests/test_a.py': '' },
    { 'tests/test_a.py': { tests: 2 } },
  );
  expect(chooseCommands(input).test).toMatchObject({
    shell: 'python -m pytest',
    env: { PYTHONPATH: '.:src' },
    place: { path: 'tests/test_a.py' },
  });
});

test('steps of the README that prepare data run before training, in their order', () => {
  const input = submission({
    'README.md': '```\npython src/prepare_data.py\npython src/train_model.py\npython src/predict.py\n```\n',
    'src/prepare_data.py': '',
    'src/train_model.py': '',
    'src/predict.py': '',
  });
  expect(chooseCommands(input).train).toMatchObject({
    shell: 'python src/prepare_data.py; python src/train_model.py',
    workdir: '.',
  });
});

test('the main entry point of MLproject trains, with the defaults of its parameters', () => {
  const project =
    'entry_points:\n  main:\n    parameters:\n      rows: {default: data/a b.csv}\n    command: "python main.py {rows}"\n';
  const input = submission({ 'model/MLproject': project, 'model/main.py': '' });
  expect(chooseCommands(input).train).toMatchObject({
    shell: "python main.py 'data/a b.csv'",
    workdir: 'model',
  });
});
