import { expect, it } from 'vitest';
import { gatherCode } from '../../harness/gather/code.ts';
import { type Files, ruledFactsOf } from '../source/memory.ts';

const functionsOf = async (files: Files) => gatherCode({ facts: await ruledFactsOf(files) }).functions;

const source = ['def score(row: int) -> int:\n', '    return row\n', '\n', 'score(1)\n'];
const alone = { 'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source, outputs: [] }] }) };

it('counts functions of notebooks where there is nothing else', async () => {
  expect(await functionsOf(alone)).toMatchObject({ total: 1, annotated: 1 });
  expect((await functionsOf({ ...alone, 'main.py': 'print(1)\n' })).total).toBe(0);
});
