import { expect, it } from 'vitest';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { type Files, factsOf } from '../source/memory.ts';

const workspace = { forge: null, origin: '/work/submission', leftOut: [] };

const health = (files: Files) => {
  const [image] = gatherDeployment({ facts: factsOf(files), manifest: null, workspace }).dockerfiles;
  const found = image?.practices.find(({ practice }) => practice === 'health check');
  return found ? ([found.holds, found.shown.line] as const) : null;
};

it('a Dockerfile has a health check of its own, in compose or in a manifest', () => {
  const server = 'FROM a:1\nCMD ["uvicorn", "a:app"]';
  const compose =
    'services:\n  api:\n    build: .\n    healthcheck:\n      test: curl localhost\n  db:\n    image: postgres\n';
  expect(health({ Dockerfile: server })).toEqual([false, 2]);
  expect(health({ Dockerfile: `${server}\nHEALTHCHECK CMD curl localhost` })).toEqual([true, 3]);
  expect(health({ Dockerfile: `${server}\nHEALTHCHECK NONE` })?.[0]).toBe(false);
  expect(health({ Dockerfile: server, 'compose.yaml': compose })).toEqual([true, 4]);
  expect(health({ Dockerfile: 'FROM a:1\nCMD ["python", "train.py"]' })).toBeNull();
  expect(health({ Dockerfile: 'FROM a:1\nENTRYPOINT ["sh", "-c"]\nCMD ["uvicorn a:app"]' })).toEqual([
    false,
    3,
  ]);
});

it.each<[string, string, readonly [boolean, number] | null]>([
  ['a port', 'a:\n    build: .\n    ports: ["80:80"]', [false, 4]],
  ['a port, and a health check', 'a:\n    build: .\n    ports: ["80:80"]\n    healthcheck: {}', [true, 5]],
  ['no port', 'a:\n    build: .\n    command: python train.py', null],
  [
    'a port of its image',
    'a:\n    build: .\n    image: $I\n  b:\n    image: $I\n    ports: ["80:80"]',
    [false, 7],
  ],
  [
    'a port and a health check of its image',
    'a:\n    build: .\n    image: $I\n  b:\n    image: $I\n    ports: [80]\n    healthcheck: {}',
    [true, 8],
  ],
  ['a port of another image', 'a:\n    build: .\n  b:\n    image: postgres\n    ports: ["80:80"]', null],
  ['a port of a tool', 'a:\n    build: .\n    command: jupyter lab\n    ports: ["80:80"]', null],
  ['what is merged', 'a:\n    build: .\n    <<: {ports: ["80:80"], healthcheck: {}}', [true, 2]],
])('a Dockerfile listens where compose states %s', (_, services, found) => {
  const files = { Dockerfile: 'FROM a:1\nCOPY . .', 'compose.yaml': `services:\n  ${services}\n` };
  expect(health(files)).toEqual(found);
});
