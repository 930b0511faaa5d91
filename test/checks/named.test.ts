import { expect, test } from 'vitest';
import { readmeSaysHowToRun } from '../../harness/checks/readme-says-how-to-run.ts';
import { notesOn } from '../helpers/evidence/work.ts';
import { strongEvidence } from '../helpers/evidence.ts';

const evidence = strongEvidence();
const said = { ...notesOn({ 'how-to-run': 'plan' }), files: ['README.md'] };
const missing = [
  { path: 'README.md', line: 3, text: 'make run', kind: 'target', name: 'run' },
  { path: 'TASK.md', line: 9, text: 'make train', kind: 'target', name: 'train' },
  { path: 'README.md', line: 12, text: '[why](WHY.md)', kind: 'file', name: 'WHY.md' },
] as const;

test('what the candidate’s writing names and nobody handed in is shown, and costs nothing', () => {
  const plain = readmeSaysHowToRun.judge({ notes: said, deployment: evidence.deployment });
  const found = readmeSaysHowToRun.judge({
    notes: said,
    deployment: { ...evidence.deployment, missing: [...missing] },
  });
  expect(found.verdict).toEqual(plain.verdict);
  expect(found.details.slice(plain.details.length)).toMatchObject([
    { path: 'README.md', line: 3, note: 'no Makefile that was handed in has the target run' },
    { path: 'README.md', line: 12, note: 'WHY.md was not handed in' },
  ]);
});
