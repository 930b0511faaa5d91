import { expect, it } from 'vitest';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { factsOf } from '../source/memory.ts';

const workspace = { forge: null, origin: '/work/submission', leftOut: [] };
const sources = { 'src/main.py': 'app = 1\n', 'src/__init__.py': '', 'run.py': 'print(1)\n' };

const told = (text: string): number | null => {
  const facts = factsOf({ Dockerfile: text, ...sources });
  const [image] = gatherDeployment({ facts, manifest: null, workspace }).dockerfiles;
  const found = image?.practices.find(({ practice }) => practice === 'what it starts is copied');
  return found ? found.shown.line : null;
};

const from = 'FROM python:3.13-slim\nWORKDIR /app\n';
const serve = 'CMD ["uvicorn", "src.main:app", "--port", "80"]';

it.each([
  ['a folder under another name', `${from}COPY src/ ./app/\n${serve}`, 4],
  ['a folder whose contents are taken', `${from}COPY src .\n${serve}`, 4],
  ['a script that is not copied', `${from}COPY src src\nCMD ["python", "run.py"]`, 4],
  ['a module in a shell', `${from}COPY src .\nCMD gunicorn -b :80 src.main:app`, 4],
])('a command does not find what it starts: %s', (_, text, line) => {
  expect(told(text)).toBe(line);
});

it.each([
  ['the whole', `${from}COPY . .\n${serve}`],
  ['the folder', `${from}COPY src src\n${serve}`],
  ['the folder, with an ending slash', `${from}COPY src/ ./src/\n${serve}`],
  ['the folder, into the root', `FROM python:3.13\nCOPY src /code/src\nWORKDIR /code\n${serve}`],
  ['a file', `${from}COPY run.py ./\nCMD ["python", "run.py"]`],
  ['what a step installs', `${from}COPY src lib\nRUN pip install .\n${serve}`],
  ['what make may install', `${from}COPY src lib\nRUN make install\n${serve}`],
  ['what a step moves', `${from}COPY src lib\nRUN mv lib src\n${serve}`],
  ['what a path of modules finds', `${from}ENV PYTHONPATH=/opt\nCOPY src /opt/src\n${serve}`],
  ['what an option finds', `${from}COPY src /opt/src\nCMD ["uvicorn", "--app-dir", "/opt", "src.main:app"]`],
  ['another image’s code', `FROM mine:1\nWORKDIR /app\nCOPY src lib\n${serve}`],
  ['a module that is not the submission’s', `${from}COPY src lib\nCMD ["uvicorn", "other.main:app"]`],
  [
    'an earlier stage’s',
    `FROM python:3.13 AS a\nCOPY src /app/src\nFROM python:3.13\nCOPY --from=a /app /app\nWORKDIR /app\n${serve}`,
  ],
])('a command finds, or may find, what it starts: %s', (_, text) => {
  expect(told(text)).toBeNull();
});
