import { describe, expect, it } from 'vitest';
import { findManifest } from '../../harness/gather/find-manifest.ts';
import { type Files, factsOf } from '../source/memory.ts';

const find = (files: Files) =>
  findManifest({ facts: factsOf(files), read: (path) => files[path]?.toString() ?? null });

describe('takehome.yaml', () => {
  it.each<[string, Files, string | null]>([
    ['at the root', { 'takehome.yaml': 'train: a', 'b/takehome.yaml': 'train: b' }, 'takehome.yaml'],
    ['by its shorter ending', { 'takehome.yml': 'train: a' }, 'takehome.yml'],
    [
      'in the folder where the project lies',
      { 'b/takehome.yaml': 'train: b', 'a.md': '' },
      'b/takehome.yaml',
    ],
    [
      'below a template left as it came',
      { 'takehome.yaml': '# train: a\nenv: {}\r\n\n', 'b/takehome.yaml': 'train: b' },
      'b/takehome.yaml',
    ],
    [
      'not below one that names a variable',
      { 'takehome.yaml': 'env: { A: b }\n', 'b/takehome.yaml': 'train: b' },
      'takehome.yaml',
    ],
    [
      'with mistakes, before one further down',
      { 'takehome.yaml': 'trian: a', 'b/takehome.yaml': 'train: b' },
      'takehome.yaml',
    ],
    ['left as it came, where there is no other', { 'takehome.yaml': '# train: a\n' }, 'takehome.yaml'],
    ['nowhere, where there is none', { 'train.py': '' }, null],
    ['not in what others wrote', { 'node_modules/x/takehome.yaml': 'train: b' }, null],
    ['not under another name', { 'b/my-takehome.yaml': 'train: b' }, null],
  ])('is found %s', (_, files, path) => {
    expect(find(files).manifestPlace?.path ?? null).toBe(path);
  });

  it.each<[string, Files, object]>([
    ['its own folder', { 'a/takehome.yaml': 'train: b' }, { workdir: 'a' }],
    [
      'what it names, seen from there',
      { 'a/takehome.yaml': 'workdir: sub\nrequirements: ../all.txt' },
      { workdir: 'a/sub', requirements: 'all.txt' },
    ],
    ['the root, where it stands', { 'takehome.yaml': 'workdir: sub' }, { workdir: 'sub' }],
    [
      'nowhere else, where it leads outside',
      { 'a/takehome.yaml': 'workdir: ../../b' },
      { workdir: '../../b' },
    ],
  ])('means %s', (_, files, meant) => {
    expect(find(files).manifest).toMatchObject(meant);
  });
});
