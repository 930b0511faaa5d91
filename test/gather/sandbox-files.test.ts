import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { findManifest } from '../../harness/gather/find-manifest.ts';
import { sandboxFiles } from '../../harness/gather/sandbox-files.ts';
import { churnFolder } from '../helpers/reference.ts';
import { type Files, factsOf } from '../source/memory.ts';

const challenge = await loadChallenge(churnFolder);
const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });
const train = draw.files.find(({ path }) => path === 'data/train.csv')?.text ?? '';
const header = train.slice(0, train.indexOf('\n') + 1);

/** The paths at which our training data are put, and those of the submission's own files that are put. */
const putOf = async (
  files: Files,
): Promise<{ readonly ours: readonly string[]; readonly own: readonly string[] }> => {
  const root = await mkdtemp(join(tmpdir(), 'takehome-put-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    }
    const entries = Object.entries(files).map(([path, content]) => ({
      path,
      bytes: content.length,
      executable: false,
    }));
    const facts = factsOf(files);
    const found = findManifest({ facts, read: (path) => files[path]?.toString() ?? null });
    const workspace = { root, files: entries };
    const put = sandboxFiles({ workspace, draw, challenge, facts, ...found });
    return {
      ours: put.flatMap((file) => ('text' in file && file.text === train ? [file.path] : [])),
      own: put.flatMap((file) => ('from' in file ? [file.path] : [])),
    };
  } finally {
    await rm(root, { recursive: true });
  }
};

const project = { 'a/requirements.txt': 'flask\n', 'a/train.py': 'print(1)\n' };
const both = ['data/train.csv', 'a/data/train.csv'];

test.each<[string, Files, readonly string[]]>([
  ['at the root', { 'train.py': '' }, ['data/train.csv']],
  ['over what the submission has there', { 'train.py': '', 'data/train.csv': 'x\n' }, ['data/train.csv']],
  ['beside a project in a folder too', project, both],
  ['over a copy there', { ...project, 'a/data/train.csv': `${header}1\n` }, both],
  ['over a copy of other line ends', { ...project, 'a/data/train.csv': header.replace('\n', '\r\n') }, both],
  ['not over a file of other columns', { ...project, 'a/data/train.csv': 'x,y\n1,2\n' }, ['data/train.csv']],
  ['not where a file stands for the folder', { ...project, 'a/data': 'x' }, ['data/train.csv']],
  ['where a command runs', { 'takehome.yaml': 'workdir: a', 'a/train.py': '' }, both],
  ['nowhere outside', { 'takehome.yaml': 'workdir: ../..', 'train.py': '' }, ['data/train.csv']],
])('the data drawn for a candidate are put %s', async (_, files, paths) => {
  expect((await putOf(files)).ours).toEqual(paths);
});

test('whatever cannot stand beside the data is left out, and nothing else', async () => {
  const files = { 'train.py': '', data: 'x' };
  expect((await putOf(files)).own).toEqual(['train.py']);
  expect((await putOf({ 'train.py': '', 'data/train.csv/x.csv': 'x' })).own).toEqual(['train.py']);
  expect((await putOf({ 'train.py': '', 'data/train.csv2': 'x' })).own).toEqual([
    'train.py',
    'data/train.csv2',
  ]);
});
