import { describe, expect, it } from 'vitest';
import { deploymentSchema } from '../../harness/evidence/deployment.ts';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { type Files, factsOf } from '../source/memory.ts';

const workspace = { forge: null, origin: '/work/submission', leftOut: [] };

const gather = (files: Files) => gatherDeployment({ facts: factsOf(files), manifest: null, workspace });

it('fits its schema and says nothing of an empty submission', () => {
  const evidence = gather({});
  expect(deploymentSchema.parse(evidence)).toEqual(evidence);
  expect(evidence).toMatchObject({ dockerfiles: [], compose: [], ci: [], serving: [] });
});

describe('a Dockerfile', () => {
  const practice = (name: string, files: Files) => {
    const [image] = gather(files).dockerfiles;
    const found = image?.practices.find(({ practice: at }) => at === name);
    return found ? ([found.holds, found.shown.line] as const) : null;
  };

  it.each([
    ['FROM python:3.11-slim', true],
    ['FROM python@sha256:abc', true],
    ['FROM node:22', true],
    ['FROM python:3', false],
    ['FROM python:slim', false],
    ['FROM python:latest', false],
    ['FROM python', false],
    ['ARG V=3.11\nFROM python:$V-slim', true],
    ['ARG V\nFROM python:$V', null],
    ['FROM python:3.11 AS a\nFROM a', true],
    ['FROM python:3.11 AS a\nFROM nginx', false],
    ['FROM scratch', null],
  ])('%j has a version of its base: %s', (text, holds) => {
    expect(practice('base image has a version', { Dockerfile: text })?.[0] ?? null).toBe(holds);
  });

  it.each([
    ['COPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .', true],
    ['COPY . .\nRUN pip install -r requirements.txt', false],
    ['COPY src src\nCOPY requirements.txt .\nRUN pip install -r requirements.txt', false],
    ['COPY pyproject.toml uv.lock ./\nRUN uv sync --frozen\nCOPY . .', true],
    ['COPY package*.json ./\nRUN npm ci\nCOPY . .', true],
    ['RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync\nCOPY . .', true],
    ['COPY . .\nRUN pip install fastapi', null],
    ['COPY . .\nRUN make install', false],
    ['COPY Makefile pyproject.toml uv.lock ./\nRUN make -s install\nCOPY . .', true],
    ['COPY . .\nRUN make plots', null],
    ['COPY . .\nRUN make tools', null],
  ])('%j installs before it copies sources: %s', (text, holds) => {
    const files = {
      Dockerfile: `FROM python:3.11\n${text}`,
      Makefile: 'install:\n\tuv sync\nplots:\n\tpython src/a.py\n',
      'tools/Makefile': 'tools:\n\tpip install -r requirements.txt\n',
      'requirements.txt': 'a==1',
      'src/a.py': 'a()',
    };
    expect(practice('dependencies before sources', files)?.[0] ?? null).toBe(holds);
  });

  it.each([
    ['CMD ["python", "a.py"]', true],
    ['CMD python a.py', false],
    ['ENTRYPOINT exec python a.py', true],
    ['CMD python a.py\nCMD ["python", "a.py"]', true],
    ['ENTRYPOINT ["/bin/bash", "-c"]\nCMD ["python a.py"]', false],
    ['CMD ["sh", "-c", "exec python a.py"]', true],
    ['RUN true', null],
  ])('%j starts in exec form: %s', (text, holds) => {
    expect(practice('start command in exec form', { Dockerfile: `FROM a:1\n${text}` })?.[0] ?? null).toBe(
      holds,
    );
  });

  it('needs an ignore file only where the whole folder is copied', () => {
    const name = 'ignore file for the build';
    expect(practice(name, { Dockerfile: 'FROM a:1\nCOPY . .' })).toEqual([false, 2]);
    expect(practice(name, { Dockerfile: 'FROM a:1\nCOPY . .', '.dockerignore': '.git' })?.[0]).toBe(true);
    expect(practice(name, { Dockerfile: 'FROM a:1\nCOPY src src' })).toBeNull();
  });

  it.each([
    ['ENV API_TOKEN=aB3dE5gH7jK9mN1p', false],
    ['ARG HF_TOKEN', false],
    ['ENV API_TOKEN=""', true],
    ['ENV PORT=80', true],
    ['ENV TOKENIZERS_PARALLELISM=false', true],
  ])('%j keeps no secret: %s', (text, holds) => {
    expect(practice('no secret in ARG or ENV', { Dockerfile: `FROM a:1\n${text}` })?.[0]).toBe(holds);
  });

  it.each([
    ['FROM a:1\nUSER app', 'ordinary', 2],
    ['FROM a:1\nUSER 10001:10001', 'ordinary', 2],
    ['FROM a:1\nUSER app\nUSER root', 'root', 3],
    ['FROM a:1\nUSER 0', 'root', 2],
    ['FROM a:1 AS b\nUSER app\nFROM b', 'ordinary', 2],
    ['FROM a:1 AS b\nUSER app\nFROM c:1', 'unstated', 3],
    ['FROM apache/airflow:2.2.2', 'ordinary', 1],
    ['FROM a:1\nENTRYPOINT ["gosu", "app", "python"]', 'ordinary', 2],
  ])('%j runs as %s', (text, is, line) => {
    expect(gather({ Dockerfile: text }).dockerfiles[0]?.user).toEqual({
      is,
      place: { path: 'Dockerfile', line },
    });
  });

  it.each(['dockerfile', 'api.Dockerfile', 'docker/Dockerfile.train', 'Containerfile'])(
    'is found as %s',
    (path) => {
      expect(gather({ [path]: 'FROM python:3.11' }).dockerfiles).toHaveLength(1);
    },
  );
});

describe('dependencies', () => {
  const told = (files: Files) => {
    const { lock, requirements, files: lists, everywhere } = gather(files).dependencies;
    const pinned = requirements.filter((one) => one.pinned).length;
    return {
      lock: lock?.path ?? null,
      lists,
      pinned,
      total: requirements.length,
      everywhere: everywhere.total,
    };
  };

  it.each<[string, Files, Partial<ReturnType<typeof told>>]>([
    ['pinned lines', { 'requirements.txt': 'a==1.0\nb>=2\n-e .\n--index-url x\n' }, { pinned: 1, total: 2 }],
    [
      'the list that the service installs',
      {
        Dockerfile:
          'FROM python:3.11\nCOPY api/requirements.txt .\nRUN pip install -r requirements.txt\nCMD ["uvicorn", "a:app"]',
        'api/requirements.txt': 'fastapi==0.1\n',
        'requirements.txt': 'a\nb\n',
      },
      { lists: ['api/requirements.txt'], pinned: 1, total: 1, everywhere: 3 },
    ],
    [
      'a list of another name that the README installs',
      { 'needed.txt': 'a==1.0\nb\n', 'README.md': 'pip install -r needed.txt' },
      { lists: ['needed.txt'], pinned: 1, total: 2, everywhere: 2 },
    ],
    [
      'no list for development',
      { 'requirements.txt': 'a==1.0\n', 'requirements-dev.txt': 'b\nc\n' },
      { total: 1, everywhere: 1 },
    ],
    [
      'a lock beside the list',
      { 'pyproject.toml': '[project]\ndependencies = ["a>=1"]\n', 'uv.lock': 'hash = "sha256:1f"' },
      { lock: 'uv.lock', pinned: 0, total: 1 },
    ],
    [
      'a lock that holds nothing but the project',
      {
        'pyproject.toml': '[project]\ndependencies = ["a>=1"]\n',
        'uv.lock': '[[package]]\nname = "own"\nversion = "0.1.0"\nsource = { editable = "." }\n',
        'requirements.lock': '# generated by rye\n-e file:.\n',
      },
      { lock: null },
    ],
    [
      'not the lock of the pages beside it',
      { 'requirements.txt': 'a\n', 'web/package.json': '{}', 'web/package-lock.json': '{}' },
      { lock: null },
    ],
    [
      'a lock of Node where that is the runtime',
      { 'package.json': '{"dependencies": {"express": "^4.0.0"}}', 'package-lock.json': '{"resolved": ""}' },
      { lock: 'package-lock.json', pinned: 0, total: 1 },
    ],
    [
      'versions of conda',
      { 'environment.yml': 'dependencies:\n  - python=3.11\n  - numpy=1.26.4\n  - pandas>=2\n' },
      { pinned: 1, total: 2 },
    ],
    [
      'a commit',
      { 'requirements.txt': 'a @ git+https://github.com/a/a@9f86d081884c\n' },
      { pinned: 1, total: 1 },
    ],
  ])('%s', (_, files, expected) => {
    expect(told(files)).toMatchObject(expected);
  });
});

describe('what is served', () => {
  it.each<[string, Files, readonly string[]]>([
    ['an application', { 'a.py': 'from fastapi import FastAPI\napp = FastAPI()\n' }, ['fastapi']],
    [
      'nothing: a line in a list',
      { 'requirements.txt': 'fastapi\nuvicorn\n', 'a.py': 'import fastapi\n' },
      [],
    ],
    [
      'nothing: a test',
      { 'tests/test_a.py': 'import pytest\nfrom flask import Flask\napp = Flask(__name__)\n' },
      [],
    ],
    [
      'the one with routes',
      {
        'a.py': 'from flask import Flask\napp = Flask(__name__)\n',
        'z.py': 'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef f(): pass\n',
      },
      ['fastapi', 'flask'],
    ],
    [
      'an interface before a dashboard',
      {
        'a.py': 'import streamlit as st\nst.title("a")\nst.write("b")\n',
        'b.py': 'from flask import Flask\napp = Flask(__name__)\n',
      },
      ['flask', 'streamlit'],
    ],
    [
      'a server of Node',
      { 'src/a.ts': 'import express from "express";\nconst app = express();\n' },
      ['express'],
    ],
    [
      'Django',
      {
        'manage.py': 'from django.core.management import execute_from_command_line\n',
        'api/urls.py': 'x = 1\n',
      },
      ['django'],
    ],
    [
      'a model, by a command',
      { 'README.md': '# Serve\n\n```\nmlflow models serve -m runs:/1/model\n```\n' },
      ['mlflow'],
    ],
    ['nothing: a command in a sentence', { 'README.md': 'One could use mlflow models serve for it.\n' }, []],
    [
      'a function of a platform',
      { 'a.py': 'def lambda_handler(event, context):\n  return 1\n' },
      ['aws lambda'],
    ],
  ])('%s', (_, files, frameworks) => {
    expect(gather(files).serving.map(({ framework }) => framework)).toEqual(frameworks);
  });
});
