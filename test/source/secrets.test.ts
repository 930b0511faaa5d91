import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import type { FileFact } from '../../harness/source/protocol.ts';
import { loadTokenRules, mayHoldToken, rulesSetAside, ruleWords } from '../../harness/source/secret-rules.ts';
import { isLookedInto, lookedInto, secretsIn } from '../../harness/source/secrets.ts';

const loaded = loadTokenRules();
const find = (path: string, text: string) => secretsIn({ path, text }, () => loaded);

const notebook = (cell: Readonly<Record<string, unknown>>, space?: number): string =>
  JSON.stringify(
    { cells: [{ cell_type: 'code', id: '3f2a9c0b1d4e5f60718293a4b5c6d7e8', ...cell }] },
    null,
    space,
  );

const github = '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';
const hex = '9f86d081884c7d659a2feaa0c55ad015';
const minted = 'q7Zt2Lw9Xk4Vb8Nc1Rf6Hy3M';
const body = 'MIIEpAIBAAKCAQEAx8Kq'.repeat(8);

describe('a secret', () => {
  it.each<[string, string, string, string]>([
    ['a token of a known service', 'a.py', `T = "${github}"`, github],
    ['a key by its name', 'a.py', `API_KEY = "${hex}"`, hex],
    ['the default of a variable', 'a.py', `key = os.getenv("API_KEY", "${hex}")`, hex],
    [
      'in the environment',
      'a.py',
      `os.environ["OPENAI_API_KEY"] = "sk-9aXk2LmQ8vR4tY7uI3oP"`,
      'sk-9aXk2LmQ8vR4tY7uI3oP',
    ],
    [
      'a signing key',
      'settings.py',
      "SECRET_KEY = 'django-insecure-&x0y=9#k3(v!q7z8w5m2n4b6c1-_t$r@p^e%u*i'",
      'django-insecure-&x0y=9#k3(v!q7z8w5m2n4b6c1-_t$r@p^e%u*i',
    ],
    ['a password', '.env', 'DB_PASSWORD=xK9#mP2$vL5', 'xK9#mP2$vL5'],
    ['a password in YAML', 'config.yml', 'database:\n  password: Zt7!kQp29xW', 'Zt7!kQp29xW'],
    [
      'a weak password of a host that others reach',
      'a.py',
      'c = C("mongodb+srv://anna:kx81mmq@c0.ab1cd.mongodb.net/db")',
      'kx81mmq',
    ],
    ['a key of any service, in hexadecimal', 'a.py', `weatherbit_key = '${hex}'`, hex],
    ['a key of any service', 'a.ts', `const geoKey = "${minted}"`, minted],
    ['a key of any service, unquoted', 'c.yml', `  tides-key: ${hex}`, hex],
    ['in a file of no known kind', '.dvc/config', `['remote "store"']\n    api_key = ${hex}`, hex],
    ['in the header of a request', 'README.md', `curl -H "X-API-Key: ${hex}" https://a.run.app`, hex],
    ['after Bearer', 'call.sh', `curl -H 'Authorization: Bearer ${minted}' "$URL"`, minted],
    ['in compose', 'docker-compose.yml', `    environment:\n      - JWT_SECRET_KEY=${hex}`, hex],
    [
      'a private key',
      'id.pem',
      `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`,
      body,
    ],
    ['in a cell', 'a.ipynb', notebook({ source: [`token = "${github}"\n`], outputs: [] }, 1), github],
    [
      'in a notebook of one line',
      'a.ipynb',
      notebook({ source: [`token = "${github}"\n`], outputs: [] }),
      github,
    ],
    [
      'printed by a cell',
      'a.ipynb',
      notebook({ source: ['x'], outputs: [{ text: [`{"api_key": "${hex}"}\n`] }] }, 1),
      hex,
    ],
    ['after a comment that switches rules off', 'a.py', `# secretlint-disable\nT = "${github}"`, github],
  ])('%s', async (_, path, text, value) => {
    const found = await find(path, text);
    expect(found).toHaveLength(1);
    expect(found[0]?.value).toContain(value);
    const line = text.split('\n')[(found[0]?.line ?? 0) - 1] ?? '';
    expect(line).toContain(value === body ? 'BEGIN RSA' : value);
  });

  it.each<[string, string, string]>([
    [
      'local defaults',
      '.env',
      'POSTGRES_PASSWORD=postgres\nMINIO_ROOT_PASSWORD=minioadmin\nX_PASSWORD=changeme123\nGF_ADMIN_PASSWORD=Admin@123\nDB_PASSWORD=mlops_pass123',
    ],
    [
      'placeholders',
      '.env',
      'API_KEY=your-api-key\nOPENAI_API_KEY=sk-...\nHF_TOKEN=<your-huggingface-token>\nSECRET_KEY=dev-secret-key-change-in-production-2024',
    ],
    [
      'references',
      'c.yml',
      'password: $' +
        '{{ secrets.DOCKER_PASSWORD }}\ntoken: $(TOKEN)\nuses: codecov/codecov-action@b9fd7d16f6d7d1b5d2bec1a2887e65ceed900238',
    ],
    ['addresses of this machine', 'a.py', 'uri = "postgresql://postgres:postgres@db:5432/x"'],
    ['addresses in words', 'README.md', '`postgresql://<user>:<password>@<host>:<port>/<db>`'],
    [
      'names of artifacts and runs',
      'a.py',
      `artifact_key = "churn-model-2024-05-01T10-22-33-9f8a7b6c5d4e"\nrun_id = "${hex}"\nmodel_key = "models/xgb_v2_2023.pkl"`,
    ],
    [
      'keys that open nothing',
      'a.py',
      `cache_key = "${hex}"\nSORT_KEY = "${hex}"\npublicKey = "${minted}"\nconfig_hash_key = "${hex}"\nstripe_publishable_key = "${minted}"\ns3_object_key = "${minted}"\nkey = "${hex}"\nmonkey = "${hex}"`,
    ],
    [
      'keys that are spelt, short or ids',
      'a.py',
      `title_key = "pages.home.title_v2_Heading"\nred_key = "9f86d081884c7d65"\ntenant_key = "9f86d081-884c-7d65-9a2f-eaa0c55ad015"\nplace_key = "store-2024-9f86d081884c7d659a2f"`,
    ],
    [
      'variables of the shell in a Makefile',
      'Makefile',
      '\texport AWS_SECRET_ACCESS_KEY=$$S3_SECRET_KEY; \\',
    ],
    [
      'headers whose value comes from elsewhere',
      'README.md',
      'curl -H "Authorization: Bearer $GCP_TOKEN" -H "X-API-Key: <your key>" -H "X-Auth-Token: YOUR_API_TOKEN_GOES_HERE_1"\n`Authorization: Bearer eyJhbGciOi...`\nidempotency-key: sent-with-every-request',
    ],
    [
      'tokens of text',
      'a.py',
      'pad_token = "<pad>"\ntoken_pattern = r"(?u)\\b\\w\\w+\\b"\ntokenizer = "sentence-transformers/all-MiniLM-L6-v2"',
    ],
    [
      'hashes of passwords',
      'a.py',
      '"hashed_password": "$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW"',
    ],
    ['defaults in base64', 'secret.yaml', 'password: cG9zdGdyZXM=\nDB_PASSWORD: bXlzZWNyZXRwYXNzd29yZA=='],
    ['what a test makes up', 'tests/test_a.py', 'password = "Zt7!kQp29xW"'],
    [
      'a picture and the id of its cell',
      'a.ipynb',
      notebook({ source: ['x'], outputs: [{ data: { 'image/png': 'aB3x9+/'.repeat(1_000) } }] }, 1),
    ],
    [
      'the example of the documentation',
      'a.py',
      'aws_secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"',
    ],
  ])('is none: %s', async (_, path, text) => {
    expect(await find(path, text)).toEqual([]);
  });
});

describe('files', () => {
  it.each<[string, boolean]>([
    ['.env', true],
    ['app/.env.production', true],
    ['deploy.sh', true],
    ['credentials.json', true],
    ['notebooks/a.ipynb', true],
    ['.dvc/config', true],
    ['rclone', true],
    ['rootkey.csv', true],
    ['uv.lock', false],
    ['package-lock.json', false],
    ['plot.png', false],
    ['data.parquet', false],
  ])('%s', (path, looked) => {
    expect(isLookedInto({ path, bytes: 100, origin: 'own' })).toBe(looked);
  });

  it.each<[string, FileFact['origin'], boolean]>([
    ['.dvc/tmp/user-credentials.json', 'generated', true],
    ['mlruns/0/meta.yaml', 'generated', true],
    ['mlruns/0/abc/params/depth', 'generated', false],
    ['.dvc/cache/files/md5/ab/12', 'generated', false],
    ['venv/a.py', 'vendored', false],
    ['brief.md', 'supplied', false],
  ])('%s, %s', (path, origin, looked) => {
    expect(isLookedInto({ path, bytes: 100, origin })).toBe(looked);
  });

  it.each<[string, FileFact['origin'], boolean]>([
    ['train.csv', 'own', false],
    ['dump', 'own', false],
    ['mlruns/0/out.json', 'generated', false],
    ['export.json', 'own', true],
    ['train.py', 'own', true],
    ['src/Client.java', 'own', true],
  ])('%s of 200 kB, %s', (path, origin, looked) => {
    expect(isLookedInto({ path, bytes: 200_000, origin })).toBe(looked);
  });
});

describe('many files', () => {
  it('are looked into near the root, and all that people write', () => {
    const at = (path: string) => ({ path, bytes: 100, origin: 'own' as const });
    const many = Array.from({ length: 600 }, (_, index) => at(`data/rows/${index}.csv`));
    const looked = lookedInto([...many, at('rootkey.csv'), at('src/deep/er/a.py')]);
    expect(looked.size).toBe(501);
    expect(looked).toContain('rootkey.csv');
    expect(looked).toContain('src/deep/er/a.py');
  });
});

describe('rules of secretlint', () => {
  const ids = rules.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', ''));

  it('are all asked or set aside', () => {
    expect([...Object.keys(ruleWords), ...rulesSetAside].sort()).toEqual(ids.sort());
  });

  const letters = 'aB3dE5gH7jK9mN1pQ2sT4vX6zC8fL0wR';
  it.each([
    ['anthropic', `sk-ant-api03-${letters.repeat(3)}AA`],
    ['aws', `aws_secret_access_key = "${letters}Yu8Kp2Lq"`],
    ['databricks', `dapi${hex}`],
    ['docker', `dckr_pat_${letters.slice(0, 27)}`],
    ['figma', `figd_${letters}${letters}`],
    ['github', github],
    ['gitlab', `glpat-${letters.slice(0, 20)}`],
    ['grafana', `glsa_${letters}_9f86d081`],
    ['groq', `gsk_${letters}${letters.slice(0, 20)}`],
    ['hashicorp-vault', `hvs.${letters.repeat(3)}`],
    ['huggingface', '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'],
    ['linear', `lin_api_${letters}`],
    ['notion', `ntn_83920174650${letters}abc`],
    ['npm', `npm_${letters}Yu8K`],
    ['openai', `sk-${letters.slice(0, 20)}T3BlbkFJ${letters.slice(0, 20)}`],
    ['privatekey', `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`],
    ['sendgrid', `SG.${letters.slice(0, 22)}.${letters}Yu8Kp2Lq4Zt`],
    ['shopify', `shpat_${letters}`],
    ['slack', `xoxb-839201746502-${letters}`],
    ['stripe', `sk_live_${letters}`],
    ['tailscale', `tskey-auth-${letters.slice(0, 12)}-${letters}`],
    ['vercel', `vcp_${letters}`],
  ])('%s: no text that it finds something in is passed over', async (id, text) => {
    const found = await (await loaded)(text);
    expect(found.length, 'found by the rule').toBeGreaterThan(0);
    expect(mayHoldToken(text)).toBe(true);
    expect(ruleWords[id]?.test(text)).toBe(true);
  });

  it.each(['msg.send(x)', 'token = os.environ["TOKEN"]', 'import numpy as np'])(
    'are not loaded for %j',
    (text) => {
      expect(mayHoldToken(text)).toBe(false);
    },
  );
});
