import { expect, it } from 'vitest';
import { openTurns } from '../harness/turns.ts';

const gate = () => Promise.withResolvers<void>();
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('lets work run side by side', async () => {
  const turns = openTurns();
  const [one, other] = [gate(), gate()];
  const begun: string[] = [];
  const first = turns.beside(async () => {
    begun.push('one');
    await one.promise;
  });
  const second = turns.beside(async () => {
    begun.push('other');
    await other.promise;
  });
  await settled();
  expect(begun).toEqual(['one', 'other']);
  one.resolve();
  other.resolve();
  await Promise.all([first, second]);
});

it('measures alone: after what runs, before what has not begun, and one at a time', async () => {
  const turns = openTurns();
  const hold = gate();
  const order: string[] = [];
  const work = turns.beside(async () => {
    await hold.promise;
    order.push('work ends');
  });
  const measured = turns.alone(async () => {
    order.push('measures');
    await settled();
    order.push('has measured');
  });
  const again = turns.alone(async () => {
    order.push('measures again');
  });
  const later = turns.beside(async () => {
    order.push('later work');
  });
  await settled();
  expect(order).toEqual([]);
  hold.resolve();
  await Promise.all([work, measured, again, later]);
  expect(order).toEqual(['work ends', 'measures', 'has measured', 'measures again', 'later work']);
});

it('gives the turn on when work breaks', async () => {
  const turns = openTurns();
  await expect(
    turns.alone(async () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  await expect(
    turns.beside(async () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  await expect(turns.alone(async () => 'measured')).resolves.toBe('measured');
});
