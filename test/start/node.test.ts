import { describe, expect, test } from 'vitest';
import { chooseCommands } from '../../harness/start/choose.ts';
import { runtimeOf } from '../../harness/start/runtime.ts';
import { submission } from './submission.ts';

type Files = Readonly<Record<string, string>>;
const scripts = (named: Files): string => JSON.stringify({ scripts: named });
const commandsOf = (files: Files, manifest: object | null = null) =>
  chooseCommands({
    ...submission(files),
    manifest,
    manifestPlace: manifest && { path: 'takehome.yaml', line: 1 },
  });
const server = "import http from 'node:http';\nhttp.createServer(f).listen(8000);";

describe('what commands run on', () => {
  test.each<[string, Files, 'python' | 'node']>([
    ['no package.json', { 'requirements.txt': '' }, 'python'],
    ['package.json alone', { 'package.json': '{}' }, 'node'],
    ['a front end beside Python', { 'package.json': '{}', 'requirements.txt': 'fastapi' }, 'python'],
    [
      'an image of Node, and a list for a notebook',
      {
        'package.json': '{}',
        'requirements.txt': 'pandas',
        Dockerfile: 'FROM node:24\nCMD ["node", "a.js"]\n',
      },
      'node',
    ],
    [
      'an image of each',
      {
        'package.json': '{}',
        'web/Dockerfile': 'FROM node:24\nCMD ["node", "a.js"]\n',
        Dockerfile: 'FROM python:3.13\nCMD python a.py\n',
      },
      'python',
    ],
    ['package.json of a package', { 'node_modules/a/package.json': '{}' }, 'python'],
  ])('%s', (_, files, runtime) => {
    expect(runtimeOf(submission(files))).toBe(runtime);
  });

  test('an application in Python, unless takehome.yaml starts Node', () => {
    const input = submission({ 'package.json': '{}' }, { 'app.py': { apps: [{}] } });
    expect(runtimeOf(input)).toBe('python');
    expect(runtimeOf({ ...input, manifest: { serve: { command: 'PORT=8000 npm start' } } })).toBe('node');
  });
});

describe('commands on Node', () => {
  test('come from scripts, and from the file that opens a port', () => {
    const files = {
      'package.json': scripts({ start: 'node src/server.js', train: 'node train.js', test: 'node --test' }),
      'src/server.js': server,
      'train.js': '',
    };
    const { train, test: tests, serve } = commandsOf(files);
    expect(serve.map(({ shell }) => shell)).toEqual(['npm run --silent start', 'node src/server.js']);
    expect([train?.shell, tests?.shell]).toEqual(['npm run --silent train', 'npm run --silent test']);
  });

  test('a placeholder is no test, and a name that a shell would read is no script', () => {
    const files = {
      'package.json': scripts({
        test: 'echo "Error: no test specified" && exit 1',
        'start;reboot': 'x',
        start: 'node a.js',
      }),
      'a.js': '',
    };
    const { test: tests, serve } = commandsOf(files);
    expect(tests).toBeNull();
    expect(serve.map(({ shell }) => shell)).toEqual(['npm run --silent start']);
  });

  test.each([
    ['npm start', 'npm run --silent build && npm start'],
    ['npm run start', 'npm run --silent build && npm run start'],
    ['node dist/server.js', 'npm run --silent build && node dist/server.js'],
    ['npm run build && npm start', 'npm run build && npm start'],
    ['node src/other.js', 'node src/other.js'],
    ['yarn start', 'npm run --silent build && npm run --silent start'],
    ['pnpm run api', 'npm run --silent api'],
    ['npm ci && node src/other.js', 'node src/other.js'],
  ])('%s becomes %s', (command, shell) => {
    const files = {
      'package.json': scripts({ build: 'tsc', start: 'node dist/server.js', api: 'node src/other.js' }),
      'src/other.js': server,
    };
    expect(commandsOf(files, { serve: { command } }).serve[0]?.shell).toBe(shell);
  });

  test('a Dockerfile on Node is replayed', () => {
    const files = {
      'package.json': scripts({}),
      'src/server.ts': server,
      Dockerfile:
        'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY src src\nUSER node\nCMD ["node", "src/server.ts"]\n',
    };
    const [first] = commandsOf(files).serve;
    expect(first).toMatchObject({ shell: 'node src/server.ts', workdir: '.', source: 'dockerfile' });
  });

  test('a submission in Python gets none', () => {
    const files = {
      'package.json': scripts({ start: 'vite' }),
      'requirements.txt': 'fastapi',
      'server.js': server,
    };
    expect(commandsOf(files).serve).toEqual([]);
  });
});
