import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { gatherTracking } from '../../harness/gather/tracking.ts';
import { factsOf } from '../source/memory.ts';
import { gather, inMemory } from './tracked.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('runs', () => {
  const run = `mlruns/0/${'a'.repeat(32)}`;
  const store = {
    [`${run}/params/alpha`]: '1',
    [`${run}/params/beta`]: '1',
    [`${run}/metrics/auc`]: '1 0.9 0',
    [`${run}/meta.yaml`]: 'a',
  };

  it('are counted in mlflow’s file store', async () => {
    const made = { ...store, [`${run}/artifacts/model/model.pkl`]: 'a' };
    expect((await gather({}, made)).runs).toEqual([
      {
        tool: 'mlflow',
        path: run,
        count: 1,
        parameters: 2,
        metrics: 1,
        parameterNames: ['alpha', 'beta'],
        metricNames: ['auc'],
        artifacts: ['model/model.pkl'],
        madeByTraining: true,
      },
    ]);
  });

  it.each([
    [
      'a JSON document',
      'metrics.json',
      '{"model": "rf", "metrics": {"auc": 0.9, "f1": 0.5}, "note": "a"}',
      { parameters: 1, metrics: 2 },
    ],
    [
      'JSON lines',
      'runs.jsonl',
      '{"auc": 0.9, "seed": 1}\n{"auc": 0.8, "seed": 2}\n',
      { parameters: 1, metrics: 1, count: 2 },
    ],
    [
      'JSON lines in a folder of runs',
      'runs/log.jsonl',
      '{"auc": 0.9, "seed": 1}\n',
      { parameters: 1, metrics: 1, parameterNames: ['seed'], metricNames: ['auc'] },
    ],
    [
      'a folder of W&B',
      'wandb/run-20250102_030405-abcd1234/files/wandb-summary.json',
      '{"auc": 0.9}',
      { tool: 'wandb', path: 'wandb/run-20250102_030405-abcd1234', metrics: 1 },
    ],
    [
      'JSON with a curve, whose points are one metric a list',
      'metrics.json',
      '{"auc": 0.9, "precision": [0.3, 1], "recall": [1, 0], "thresholds": [0, 1]}',
      { parameters: 0, metrics: 3, metricNames: ['auc', 'precision', 'recall'] },
    ],
    [
      'JSON with thresholds that were set',
      'metrics.json',
      '{"auc": 0.9, "thresholds": [0.2, 0.7]}',
      { parameters: 1, metrics: 1 },
    ],
    [
      'JSON with a list of runs',
      'runs.json',
      '[{"seed": 1, "auc": null}, {"seed": 2, "auc": 0.8}, {"seed": 3, "auc": null}]',
      { parameters: 1, metrics: 1, count: 3 },
    ],
    [
      'JSON lines with how long an answer took',
      'runs.jsonl',
      '{"ts": 1, "auc": 0.9, "latency_ms": 3}\n{"ts": 2, "auc": 0.8, "latency_ms": 4}\n',
      { parameters: 0, metrics: 3, count: 2 },
    ],
    ['CSV', 'experiments.csv', 'run,auc,learning_rate\nfirst,0.9,0.1\n', { parameters: 1, metrics: 1 }],
  ])('are counted in %s', async (_, path, text, counts) => {
    expect((await gather({}, { [path]: text })).runs).toMatchObject([
      { tool: 'own-log', path, ...counts, madeByTraining: true },
    ]);
  });

  it.each([
    ['broken JSON', { 'metrics.json': '{"auc": ' }],
    ['no numbers', { 'results.json': '{"note": "good"}' }],
    ['a log of another name', { 'package.json': '{"a": 1}' }],
    ['an empty mlruns', { 'mlruns/0/meta.yaml': 'a' }],
    ['a table of predictions', { 'results.csv': `id,score\n${'1,0.5\n'.repeat(2_000)}` }],
    [
      'what a service recorded by the hour',
      {
        'metrics_history.jsonl':
          '{"ts": "10:00", "auc": 0.9, "latency_p95_ms": 214, "error_rate": 0.01}\n'.repeat(2),
        'metrics.csv': 'hour,latency_ms,requests\n1,20,300\n2,21,280\n',
      },
    ],
    ['a pickle', { 'metrics.pkl': 'cos\nsystem\n' }],
  ])('are none in %s', async (_, made) => {
    expect((await gather({}, made)).runs).toEqual([]);
  });

  it('that were handed in are not called made by training', async () => {
    const root = await mkdtemp(join(tmpdir(), 'takehome-tracking-'));
    folders.push(root);
    const files = Object.entries(store).map(([path, text]) => ({
      path,
      bytes: text.length,
      executable: false,
    }));
    const context = { facts: factsOf({}), workspace: { root, files } };
    const again = `mlruns/0/${'b'.repeat(32)}`;
    const made = inMemory({ ...store, [`${again}/metrics/auc`]: '1' });
    expect(
      (await gatherTracking(context, made)).runs.map(({ path, madeByTraining }) => [path, madeByTraining]),
    ).toEqual([
      [again, true],
      [run, false],
    ]);
  });
});
