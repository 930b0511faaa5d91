import { expect, test } from 'vitest';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { factsOf } from '../source/memory.ts';

const files = {
  'app.py': '',
  'requirements.txt': 'a',
  'src/a.py': '',
  'service/main.py': '',
  'service/list.txt': '',
};
const leftOut = [{ path: 'shared', because: 'link' as const }];
const workspace = { forge: null, origin: '/work/submission', leftOut };

test.each<[string, string, boolean | null]>([
  ['a file', 'COPY app.py .', true],
  ['a folder', 'COPY src/ /src', true],
  ['everything', 'COPY . .', true],
  ['a lock that nobody handed in', 'COPY requirements.txt poetry.lock ./', false],
  ['a folder that nobody handed in', 'COPY --chown=app ["lib", "/lib"]', false],
  ['what lies in a folder that may be sent', 'COPY list.txt .\nCOPY main.py .', true],
  ['what no one folder holds together', 'COPY list.txt .\nCOPY app.py .', false],
  ['what may be there or not', 'COPY poetry.lock* ./', null],
  ['what training makes', 'COPY models/model.pkl /app/', null],
  ['what another stage made', 'COPY --from=build /out /out', null],
  ['what was handed in and not read', 'COPY shared /shared', true],
])('a Dockerfile copies %s: %s', (_, text, holds) => {
  const facts = factsOf({ ...files, Dockerfile: `FROM a:1\n${text}` });
  const [image] = gatherDeployment({ facts, manifest: null, workspace }).dockerfiles;
  const found = image?.practices.find(({ practice }) => practice === 'what it copies is there');
  expect(found?.holds ?? null).toBe(holds);
});
