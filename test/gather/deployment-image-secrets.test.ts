import { describe, expect, it } from 'vitest';
import { gatherDeployment } from '../../harness/gather/deployment.ts';
import { type Files, factsOf } from '../source/memory.ts';

const workspace = { forge: null, origin: '/work/submission', leftOut: [] };

describe('a Dockerfile', () => {
  it.each<[string, Files, boolean | null]>([
    ['COPY app/.env /app/.env', {}, false],
    ['ADD .env.production ./', {}, false],
    ['COPY ["server.pem", "/etc/server.pem"]', {}, false],
    ['COPY id_rsa /root/.ssh/', {}, false],
    ['COPY secrets/ /app/secrets/', {}, false],
    ['COPY .env .', { '.env': 'API_TOKEN=aB3dE5gH7jK9mN1p\n' }, false],
    ['COPY .env .', { '.env': 'PORT=80\nAPI_TOKEN=changeme\n' }, true],
    ['COPY secrets /secrets', { 'secrets/README.md': 'Put them here.' }, true],
    ['COPY .env.example .env', {}, null],
    ['COPY .env* ./', {}, null],
    ['COPY rds-ca-bundle.pem /etc/ssl/', {}, null],
    ['COPY id_rsa.pub /root/', {}, null],
    ['COPY . .', { '.env': 'API_TOKEN=aB3dE5gH7jK9mN1p\n' }, null],
    ['COPY --from=build /app/.env .', {}, null],
    ['COPY .env .\nFROM a:2\nCOPY src src', {}, null],
  ])('%j copies no secret beside %j: %s', (text, files, holds) => {
    const facts = factsOf({ Dockerfile: `FROM a:1\n${text}`, ...files });
    const [image] = gatherDeployment({ facts, manifest: null, workspace }).dockerfiles;
    const found = image?.practices.find(({ practice }) => practice === 'no secret copied in');
    expect(found?.holds ?? null).toBe(holds);
  });
});
