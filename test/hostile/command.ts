import { expect } from 'vitest';
import type { Execution } from '../../harness/evidence/common.ts';
import type { Order, Sandbox } from '../../harness/sandbox/types.ts';
import { mebibyte, order } from '../helpers/docker.ts';

export type Row = {
  readonly row: string;
  readonly does: string;
  readonly order: Order;
  readonly ends: Partial<Execution>;
  readonly says?: RegExp;
};

/** The command ends as its row says, prints no more than is kept, and leaves a sandbox that goes on. */
export const expectEnd = async (box: Sandbox, row: Row): Promise<void> => {
  const execution = await box.exec(row.order);
  expect(execution).toMatchObject(row.ends);
  if (row.says) expect(`${execution.stdout}${execution.stderr}`).toMatch(row.says);
  expect(execution.stdout.length + execution.stderr.length).toBeLessThan(2 * mebibyte);
  const after = await box.exec(order('rm -rf /work/filler; echo fine'));
  expect(after).toMatchObject({ ending: 'exited', exitCode: 0, stdout: 'fine\n', truncated: false });
};
