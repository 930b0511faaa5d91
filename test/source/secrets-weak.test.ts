import { expect, it } from 'vitest';
import { loadTokenRules } from '../../harness/source/secret-rules.ts';
import { secretsIn } from '../../harness/source/secrets.ts';

const loaded = loadTokenRules();
const find = (path: string, text: string) => secretsIn({ path, text }, () => loaded);

it.each<[string, string, readonly string[]]>([
  ['.env', 'DB_USER=root\nDB_PASSWORD=120800', ['120800']],
  ['api/.env', 'export SMTP_PASSWD="blue moon" # mail', ['blue moon']],
  ['.env', "APP_SECRET='lighthouse'", ['lighthouse']],
  ['.env', 'DB_PASSWORD=xK9#mP2$vL5', []],
  ['.env', 'POSTGRES_PASSWORD=postgres\nX_PASSWORD=changeme123\nY_PASSWORD=your-password', []],
  [
    '.env',
    'DB_PASSWORD=admin\nA_PASSWORD=password\nB_PASSWORD=example\nC_PASSWORD=test\nD_PASSWORD=root',
    [],
  ],
  ['.env', 'DB_USER=churn\nDB_NAME=churn\nDB_PASSWORD=churn', []],
  [
    '.env',
    'A_PASSWORD=\nB_PASSWORD=123456\nC_PASSWORD=$(D)\nE_PASSWORD=/run/secrets/db\nUSE_PASSWORD=yes',
    [],
  ],
  ['.env', 'DB_HOST=lighthouse\nPASSWORD_FIELD=lighthouses\n# DB_PASSWORD=lighthouses', []],
  ['.env.example', 'DB_PASSWORD=120800', []],
  ['.env_template', 'DB_PASSWORD=120800', []],
  ['config.ini', 'DB_PASSWORD=120800', []],
  ['tests/.env', 'DB_PASSWORD=120800', []],
])('passwords of %s that are easily guessed: %j', async (path, text, values) => {
  const found = (await find(path, text)).filter(({ weak }) => weak);
  expect(found.map(({ value }) => value)).toEqual(values);
});
