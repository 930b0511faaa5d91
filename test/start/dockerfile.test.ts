import { expect, test } from 'vitest';
import { parseDockerfile, replayDockerfile } from '../../harness/start/dockerfile.ts';
import { readLayout } from '../../harness/start/layout.ts';

test('continuation lines are joined, comments and here-documents left out', () => {
  const text =
    'FROM a\n# no\nRUN pip install \\\n  # within\n  x \\\n  y\nRUN <<EOF\nCMD evil\nEOF\ncmd ["a"]\n';
  expect(parseDockerfile(text).map(({ name, line }) => `${name}:${line}`)).toEqual([
    'FROM:1',
    'RUN:3',
    'RUN:7',
    'CMD:10',
  ]);
  expect(parseDockerfile(text)[1]?.text.split(/\s+/)).toEqual(['pip', 'install', 'x', 'y']);
});

test('the last stage is replayed on the stage it is built from', () => {
  const replayed = replayDockerfile(`ARG VERSION=3.11
FROM python:\${VERSION}-slim AS base
WORKDIR /srv
ENV A=1 B="two words"
FROM node:20 AS page
WORKDIR /page
CMD ["npm", "start"]
FROM base
WORKDIR app
COPY --chown=1:1 . .
COPY --from=page /page/dist /srv/app/dist
EXPOSE 8080/tcp 9090
CMD uvicorn main:app --port $PORT
`);
  expect(replayed).toMatchObject({
    image: 'python:3.11-slim',
    workdir: '/srv/app',
    env: { A: '1', B: 'two words' },
    copies: [{ from: ['.'], to: '/srv/app/' }],
    ports: [8080, 9090],
    cmd: { text: 'uvicorn main:app --port $PORT', exec: null },
  });
});

test.each([
  ['the whole tree', 'WORKDIR /app\nCOPY . .', ['main.py'], '/app', '.'],
  [
    'a folder under its own name',
    'WORKDIR /code\nCOPY app /code/app\nCOPY requirements.txt .',
    ['app/main.py', 'requirements.txt'],
    '/code',
    '.',
  ],
  ['the contents of a folder', 'WORKDIR /app\nCOPY api/ .', ['api/main.py'], '/app', 'api'],
  [
    'a list from elsewhere beside the code',
    'WORKDIR /app\nCOPY api/requirements.txt requirements.txt\nCOPY api ./api',
    ['api/main.py', 'api/requirements.txt'],
    '/app',
    '.',
  ],
  ['files by pattern', 'WORKDIR /app\nCOPY src/*.py ./', ['src/main.py'], '/app', 'src'],
  [
    'folders that change places',
    'WORKDIR /app\nCOPY api ./\nCOPY models ./model',
    ['api/main.py', 'models/m.pkl'],
    '/app',
    null,
  ],
])('the working folder of an image is found in the submission: %s', (_, lines, files, folder, expected) => {
  const replayed = replayDockerfile(`FROM python:3.11\n${lines}\n`);
  if (!replayed) throw new Error('not replayed');
  expect(readLayout(replayed, { context: '.', files }).baseOf(folder)).toBe(expected);
});

test('a path means what it meant at its line, before later copies', () => {
  const text =
    'FROM python\nWORKDIR /app\nCOPY api/requirements.txt requirements.txt\nRUN pip install -r requirements.txt\nCOPY . .\n';
  const replayed = replayDockerfile(text);
  if (!replayed) throw new Error('not replayed');
  const layout = readLayout(replayed, { context: '.', files: ['api/requirements.txt', 'requirements.txt'] });
  expect(layout.before(4).toSource('/app/requirements.txt')).toBe('api/requirements.txt');
  expect(layout.toSource('/app/requirements.txt')).toBe('requirements.txt');
});

test('nothing outside the submission is ever a source', () => {
  const replayed = replayDockerfile(
    'FROM python\nWORKDIR /app\nCOPY ../secrets /app/x\nCOPY ../../.. /app/y\n',
  );
  if (!replayed) throw new Error('not replayed');
  expect(readLayout(replayed, { context: '.', files: ['a.py'] }).copies).toEqual([]);
});
