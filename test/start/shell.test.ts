import { expect, test } from 'vitest';
import { segments, unwrap } from '../../harness/start/shell.ts';

test.each([
  ['poetry run uvicorn app:app', 'uvicorn app:app'],
  ['sudo pipenv run python main.py', 'python main.py'],
  ['A=1 PYTHONPATH="x y" poetry run uvicorn app:app', 'A=1 PYTHONPATH="x y" uvicorn app:app'],
  ['PORT=80 ./venv/bin/python app.py', 'PORT=80 python app.py'],
  ['uv run --no-sync --extra api uvicorn app:app', 'uvicorn app:app'],
  ['conda run -n churn --no-capture-output python main.py', 'python main.py'],
  ['pip install -r requirements.txt && python3.8 app.py', 'python app.py'],
  ['source .venv/bin/activate && flask run', 'flask run'],
  ['./venv/bin/uvicorn app:app', 'uvicorn app:app'],
  ['/usr/local/bin/gunicorn -b :80 app:app', 'gunicorn -b :80 app:app'],
  ['uvicorn app:app --reload --port 80', 'uvicorn app:app --port 80'],
  [`bash -c "cd src && python app.py"`, 'cd src && python app.py'],
  ['py -3.10 app.py', 'python app.py'],
  ['pip install x', ''],
  ['python train.py; python app.py', 'python train.py; python app.py'],
  [`python -c "import a; a.run('x && y')"`, `python -c "import a; a.run('x && y')"`],
])('%s -> %s', (line, shell) => {
  expect(unwrap(line).shell).toBe(shell);
});

test('what was taken off is said', () => {
  expect(unwrap('pip install x && poetry run uvicorn app:app --reload').assumptions).toEqual([
    'install steps left out',
    'run in the environment that was installed',
    'without --reload',
  ]);
  expect(unwrap('uvicorn app:app').assumptions).toEqual([]);
});

test('separators inside quotes do not separate', () => {
  expect(segments(`a 'b && c' && d; e`).map(({ text }) => text)).toEqual([`a 'b && c'`, 'd', 'e']);
});
