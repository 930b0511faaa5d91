import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../harness/types.ts';
import { firstStop, runOf } from '../../../reports/view/run.ts';
import { emptyDossier, faultedDossier, strongDossier } from '../../helpers/evidence.ts';
import { ordinaryDossier } from '../samples/ordinary.ts';
import { stoppedAt } from '../samples/stages.ts';

const order = [
  'resolve',
  'install',
  'train',
  'listen',
  'answer',
  'predict',
] as const satisfies Stage['name'][];

describe.each(order)('stopped at %s', (name) => {
  const run = runOf(stoppedAt(name));

  test('stages before are done, stages after were not reached', () => {
    const at = order.indexOf(name);
    const words = run.rows.map(({ status }) => status.word);
    expect(words.slice(0, at)).toEqual(Array(at).fill('done'));
    expect(words[at]).toBe('stopped');
    expect(words.slice(at + 1)).toEqual(Array(5 - at).fill('not reached'));
  });

  test('the log line and one change that would have helped are there', () => {
    expect(run.stops).toHaveLength(1);
    expect(run.stops[0]?.line).toBeTruthy();
    expect(run.stops[0]?.remedy).toBeTruthy();
    expect(run.sentence).toBe(`Stopped at ${name}.`);
    expect(firstStop(stoppedAt(name))).toBe(`The run stopped at ${name}. ${run.stops[0]?.said}`);
  });
});

test('a run to the end', () => {
  const run = runOf(strongDossier());
  expect(run.sentence).toBe('Everything ran, from the list of dependencies to a prediction.');
  expect(run.stops).toEqual([]);
  expect(firstStop(strongDossier())).toBeNull();
  expect(run.total).toBe('29 s');
});

test('a fault of ours is said in its row, and is nobody’s stop', () => {
  const run = runOf(faultedDossier(['serving']));
  expect(run.rows.map(({ status }) => status.word).slice(3)).toEqual(Array(3).fill('could not be measured'));
  expect(run.sentence).toBe('Some stages could not be measured through a fault of ours.');
  expect(run.stops).toEqual([]);
});

test('every start that was tried is told, with its last lines', () => {
  const { attempts, tried } = runOf(ordinaryDossier());
  expect(tried).toBe('2 starts were tried');
  expect(attempts.map(({ served }) => served)).toEqual([false, true]);
  expect(attempts[0]?.said).toBe('The code imports main, which is not installed.');
  expect(attempts[1]?.source).toBe('the README (README.md:31)');
});

test('nothing was tried where there was nothing to try', () => {
  expect(runOf(emptyDossier()).attempts).toEqual([]);
});
