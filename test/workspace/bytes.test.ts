import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader } from '../../harness/workspace/bytes.ts';

const chunked = async function* (bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
};

const collect = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};

test('reads lines and counted bytes wherever the chunks end', async () => {
  const record = fc.record({
    line: fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 5 }),
    body: fc.uint8Array({ maxLength: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(record), fc.array(fc.nat(7)), async (records, sizes) => {
      const bytes = Buffer.concat(records.flatMap(({ line, body }) => [Buffer.from(`${line}\n`), body]));
      const reader = new ByteReader(chunked(bytes, sizes));
      for (const { line, body } of records) {
        expect((await reader.until(10))?.toString()).toBe(line);
        expect(await collect(reader.bytes(body.length))).toEqual(Buffer.from(body));
      }
      expect(await reader.until(10)).toBeNull();
    }),
  );
});

test.each([
  ['a line without its end', (reader: ByteReader) => reader.until(10)],
  ['fewer bytes than counted', (reader: ByteReader) => collect(reader.bytes(99))],
  ['a line that is too long', (reader: ByteReader) => reader.until(10, 2)],
])('says so when there is %s', async (_, read) => {
  await expect(read(new ByteReader(chunked(Buffer.from('abcdef'), [3])))).rejects.toMatchObject({
    code: 'REPOSITORY_DAMAGED',
  });
});
