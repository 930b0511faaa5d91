import { expect, it } from 'vitest';
import { methodSchema } from '../../harness/evidence/method.ts';
import { gather } from './method-program.ts';

it('fits its schema and says nothing of no code', () => {
  const evidence = gather({ 'README.md': '# A', 'a.ts': 'export const a = 1;' });
  expect(methodSchema.parse(evidence)).toEqual(evidence);
  expect(evidence).toMatchObject({
    statements: 0,
    fits: [],
    splits: [],
    learnt: [],
    preparation: { how: 'no-service' },
  });
});
