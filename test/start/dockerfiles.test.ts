import { expect, it } from 'vitest';
import { allDockerfiles } from '../../harness/start/dockerfiles.ts';
import { factsOf } from '../source/memory.ts';

it.each<[string, boolean]>([
  ['Dockerfile', true],
  ['docker/api.Dockerfile', true],
  ['Dockerfile.train', true],
  ['Containerfile', true],
  ['Containerfile.inference', true],
  ['Dockerfile.dockerignore', false],
  ['dockerfile_notes.md', false],
])('%s is a Dockerfile: %s', (path, is) => {
  const text = 'FROM python:3.13-slim\nCOPY . .\nCMD ["python", "app.py"]\n';
  const facts = factsOf({ [path]: text, 'app.py': 'print(1)\n' });
  expect(allDockerfiles({ facts, read: () => text }).map((found) => found.path)).toEqual(is ? [path] : []);
});
