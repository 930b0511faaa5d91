import { expect, test } from 'vitest';
import { HarnessError } from '../../harness/errors.ts';
import { step } from '../../harness/gather/steps.ts';
import type { ProgressEvent } from '../../harness/progress.ts';

const refused = new HarnessError({
  code: 'SOURCE_EMPTY',
  message: 'There is no file.',
  hint: 'Name another.',
});

test.each([
  ['what the operator can mend', refused, 'stopped', 'There is no file.'],
  ['an interrupt', new DOMException('interrupted', 'AbortError'), 'stopped', 'interrupted'],
  ['a deadline', new DOMException('too late', 'TimeoutError'), 'fault', 'too late'],
  ['a bug', new TypeError('no such key'), 'fault', 'no such key'],
])('%s ends a step as what it is, and goes on to whoever waits', async (_, error, outcome, note) => {
  const events: ProgressEvent[] = [];
  const run = step((event) => events.push(event));
  await expect(run('files', () => Promise.reject(error))).rejects.toBe(error);
  expect(events.at(-1)).toEqual({ kind: 'ended', step: 'files', outcome, note });
});
