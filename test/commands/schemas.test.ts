import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemas } from '../../harness/commands/schemas.ts';

const folder = new URL('../../harness/schemas/', import.meta.url);

test.each(jsonSchemas())('$name is what the definitions say; run `npm run schemas`', ({ name, text }) => {
  expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
});

test('no schema is left over', () => {
  expect(readdirSync(folder).sort()).toEqual(
    jsonSchemas()
      .map(({ name }) => name)
      .sort(),
  );
});
