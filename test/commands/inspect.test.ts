import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossierSchema } from '../../harness/evidence/dossier.ts';
import { gradeSchema } from '../../harness/grade-schema.ts';
import { gradeFrom, takehome } from '../helpers/cli.ts';

const plain = 'challenges/churn/reference/plain';
const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehome-inspect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const inspect = (...args: readonly string[]) => takehome(['inspect', ...args], { env: noEngine });

describe('the files of plain, without an engine or a challenge', () => {
  test('give a grade by the portfolio rubric, a dossier and a short report', async () => {
    const out = join(folder, 'plain');
    const result = await inspect(plain, '--out', out, '--json');
    expect(result.code).toBe(0);
    const grade = gradeFrom(result);
    expect(gradeSchema.parse(grade)).toEqual(grade);
    expect(grade).toMatchObject({ challenge: null, rubric: { id: 'portfolio' }, faults: [] });
    const dossier = dossierSchema.parse(JSON.parse(await readFile(join(out, 'dossier.json'), 'utf8')));
    expect(dossier.header).toMatchObject({ challenge: null, sandbox: null, limits: null });
    expect(dossier.serving).toEqual({ state: 'not-asked' });
    expect(dossier.tests).toMatchObject({ state: 'gathered', value: { notAsked: true, execution: null } });
    const report = await readFile(join(out, 'report.html'), 'utf8');
    expect(report).toContain('nothing was run');
    expect(report).toContain(`takehome inspect ${plain} --rubric portfolio`);
    for (const section of ['run', 'model', 'behaviour', 'malformed', 'service'])
      expect(report).not.toContain(`id="${section}"`);
    expect(Buffer.byteLength(report)).toBeLessThan(200 * 1024);
  });

  test('are regraded by the same rubric, to the same grade', async () => {
    const out = join(folder, 'again');
    await inspect(plain, '--out', out);
    const first = await readFile(join(out, 'grade.json'), 'utf8');
    expect((await takehome(['regrade', out])).code).toBe(0);
    expect(await readFile(join(out, 'grade.json'), 'utf8')).toBe(first);
  });

  test('say nothing of what only shows when it runs, also where a rubric asks', async () => {
    const result = await inspect(
      plain,
      '--rubric',
      'ml-engineer',
      '--out',
      join(folder, 'weighed'),
      '--json',
    );
    const { findings, criteria } = gradeFrom(result);
    const asked = (check: string) => findings.find((finding) => finding.check === check)?.verdict.kind;
    expect(asked('serving-starts')).toBe('not-applicable');
    expect(asked('tests-pass-when-run')).toBe('not-applicable');
    expect(asked('tests-exist-and-assert')).toBe('scored');
    expect(criteria.find(({ id }) => id === 'model')?.score).toBeNull();
  });
});

test('a secret is told masked: in full it stands neither in the dossier, nor in the grade, nor in the report', async () => {
  const out = join(folder, 'secret');
  const source = join(folder, 'careless');
  const [token, password] = ['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', 'xK9#mP2$vL5'];
  await mkdir(source);
  await writeFile(
    join(source, 'train.py'),
    `import mlflow\nTOKEN = "${token}"\n\ndef train():\n  mlflow.log_param("token", "${token}")\n\ntrain()\n`,
  );
  await writeFile(join(source, '.env'), `DB_PASSWORD=${password}\n`);
  await writeFile(join(source, 'README.md'), `# Run\n\nSet HF_TOKEN=${token} and run \`python train.py\`.\n`);
  const result = await inspect(source, '--out', out, '--json');
  const written = await Promise.all(
    ['dossier.json', 'grade.json', 'report.html'].map((name) => readFile(join(out, name), 'utf8')),
  );
  for (const text of [...written, result.stdout, result.stderr]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(password);
  }
  expect(written[0]).toContain('hf_q… (37 characters)');
  const found = gradeFrom(result).findings.find(({ check }) => check === 'secrets-stay-out');
  expect(found?.verdict).toEqual({ kind: 'scored', score: 0 });
});

test('with a challenge, its brief and its columns are known', async () => {
  const out = join(folder, 'leaky');
  await inspect('challenges/churn/reference/leaky', '--challenge', 'churn', '--out', out);
  const { header, repository } = JSON.parse(await readFile(join(out, 'dossier.json'), 'utf8'));
  expect(header.challenge).toMatchObject({ id: 'churn', candidate: 'reference' });
  expect(repository.value.leakingColumn.column).not.toBeNull();
});

test.each([
  ['a source that is not there', ['nowhere/at/all'], 'SOURCE_NOT_FOUND'],
  ['a rubric that is not there', [plain, '--rubric', 'portfolo'], 'UNKNOWN_RUBRIC'],
  ['a challenge that is not there', [plain, '--challenge', 'chrun'], 'UNKNOWN_CHALLENGE'],
])('%s is told in one line, with exit code 2', async (_, args, code) => {
  const result = await inspect(...args);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(`${code}: `);
});

test('a rubric that is not there ends a fetch that would not end', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const source = `http://127.0.0.1:${port}/a/b`;
  const result = await inspect(source, '--allow-http', '127.0.0.1', '--rubric', 'portfolo');
  silent.close();
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('UNKNOWN_RUBRIC: ');
}, 20_000);
