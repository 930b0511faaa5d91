import { describe, expect, it } from 'vitest';
import { readHostile } from '../source/hostile.ts';

describe('P04 what Ruff does not survive', () => {
  it.each([
    ['20,000 brackets', `import os\nx = ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`],
    ['a sum of 20,000', `import os\nx = 1${'+1'.repeat(20_000)}\n`],
  ])('%s cost the rules of their own file alone', async (_, source) => {
    const secret = 'db_password = "xK9#mQ2$vL7pRt"\n';
    const facts = await readHostile({ 'deep.py': `${secret}${source}`, 'next.py': `import os\n${secret}` });
    const file = (path: string) => facts.python.find((at) => at.path === path);
    expect(file('deep.py')?.imports.map(({ module }) => module)).toEqual(['os']);
    expect(file('deep.py')?.rules).toBeNull();
    expect(facts.secrets.map(({ path, line }) => [path, line])).toEqual([
      ['deep.py', 1],
      ['next.py', 2],
    ]);
    expect(file('next.py')?.rules?.map(({ rule }) => rule)).toEqual(['unused-import']);
  });
});
