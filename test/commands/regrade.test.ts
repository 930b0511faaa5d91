import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandIo } from '../../harness/commands/io.ts';
import { type RegradeOptions, regrade } from '../../harness/commands/regrade.ts';
import { gradeSchema } from '../../harness/grade-schema.ts';
import type { Dossier } from '../../harness/types.ts';
import { faultedDossier, notebookDossier, strongDossier } from '../helpers/evidence.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'takehome-regrade-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function save(name: string, dossier: Dossier): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const file = join(folder, name, 'dossier.json');
  await writeFile(file, `${JSON.stringify(dossier, null, 2)}\n`);
  return file;
}

async function run(options: RegradeOptions, json = true) {
  const printed: string[] = [];
  const io: CommandIo = {
    out: (line) => printed.push(line),
    err: (line) => printed.push(line),
    env: {},
    signal: new AbortController().signal,
    isTty: false,
    json,
  };
  const code = await regrade(options, io);
  return { code, printed: printed.join('\n') };
}

test('a dossier gives grade and report beside it, and stays as it was, byte for byte', async () => {
  const file = await save('strong', strongDossier());
  const before = await readFile(file, 'utf8');
  const { code, printed } = await run({ dossiers: [file], rubric: 'rubrics/ml-engineer.yaml' });
  expect(code).toBe(0);
  const written = await readFile(join(folder, 'strong', 'grade.json'), 'utf8');
  const grade = gradeSchema.parse(JSON.parse(printed));
  expect(JSON.parse(written)).toEqual(grade);
  expect(grade.report).toBe(join(folder, 'strong', 'report.html'));
  expect(await readFile(grade.report ?? '', 'utf8')).toContain('<!doctype html>');
  expect(await readFile(file, 'utf8')).toBe(before);
});

test('a run folder will do, and the same input gives the same bytes', async () => {
  await save('strong', strongDossier());
  const once = await run({ dossiers: [join(folder, 'strong')] });
  const again = await run({ dossiers: [join(folder, 'strong')] });
  expect(again).toEqual(once);
});

test('without a rubric the challenge’s own is used', async () => {
  const { printed } = await run({ dossiers: [await save('strong', strongDossier())] });
  expect(JSON.parse(printed).rubric.id).toBe('ml-engineer');
});

test('several dossiers give a list, and --out keeps their folders apart', async () => {
  const dossiers = [await save('a', strongDossier()), await save('b', notebookDossier())];
  const { printed } = await run({ dossiers, out: join(folder, 'out') });
  expect(JSON.parse(printed)).toHaveLength(2);
  expect(await readdir(join(folder, 'out'))).toHaveLength(2);
  expect(await readdir(join(folder, 'a'))).toEqual(['dossier.json']);
});

test('without --json a person reads a few lines', async () => {
  const { printed } = await run({ dossiers: [await save('strong', strongDossier())] }, false);
  expect(printed.split('\n').length).toBeLessThanOrEqual(15);
  expect(printed).toContain('report.html');
});

test.each([
  [strongDossier(), 60, 0],
  [notebookDossier(), 60, 1],
  [faultedDossier(), 90, 0],
] as const)('exit code %#', async (dossier, failUnder, code) => {
  expect((await run({ dossiers: [await save('one', dossier)], failUnder })).code).toBe(code);
});

test('a person’s score counts and is kept beside the verdict', async () => {
  const overrides = join(folder, 'overrides.yaml');
  await writeFile(
    overrides,
    '- { check: serving-starts, score: 0, reason: Only by luck., by: R, date: 2025-06-01 }\n',
  );
  const { printed } = await run({ dossiers: [await save('strong', strongDossier())], overrides });
  const finding = gradeSchema
    .parse(JSON.parse(printed))
    .findings.find(({ check }) => check === 'serving-starts');
  expect(finding).toMatchObject({
    verdict: { kind: 'scored', score: 1 },
    points: { low: 0 },
    override: { by: 'R' },
  });
});

test('an override of an unknown check is an error with the nearest name', async () => {
  const overrides = join(folder, 'overrides.yaml');
  await writeFile(overrides, '- { check: serving-strats, score: 0, reason: No., by: R, date: 2025-06-01 }\n');
  const attempt = run({ dossiers: [await save('strong', strongDossier())], overrides });
  await expect(attempt).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining('"serving-starts"'),
  });
});

const broken = { ...strongDossier(), notes: { state: 'gathered', value: { words: 'many' } } };

test.each([
  ['not JSON', '{', 'DOSSIER_UNREADABLE'],
  ['something else', '{"a": 1}', 'DOSSIER_VERSION'],
  ['another version', JSON.stringify({ header: { schema: 'takehome/dossier@9' } }), 'DOSSIER_VERSION'],
  ['a dossier with holes', JSON.stringify(broken), 'DOSSIER_INVALID'],
])('%s is refused, and nothing is written for the others either', async (_, text, code) => {
  const good = await save('good', strongDossier());
  const bad = join(folder, 'bad.json');
  await writeFile(bad, text);
  await expect(run({ dossiers: [good, bad] })).rejects.toMatchObject({ code });
  expect(await readdir(join(folder, 'good'))).toEqual(['dossier.json']);
});

test('a dossier that is not there is refused', async () => {
  await expect(run({ dossiers: [join(folder, 'nowhere')] })).rejects.toMatchObject({
    code: 'DOSSIER_UNREADABLE',
  });
});
