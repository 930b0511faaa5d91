import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../harness/errors.ts';
import { EngineError, insist, unless, within } from '../../harness/sandbox/docker/failure.ts';
import { demultiplex } from '../../harness/sandbox/docker/frames.ts';
import { onlyFile, packFiles } from '../../harness/sandbox/docker/tar.ts';
import { foldersOf, safePath } from '../../harness/sandbox/files.ts';
import { choosePort } from '../../harness/sandbox/port.ts';
import { Tail } from '../../harness/sandbox/tail.ts';

const frame = (stream: number, text: string): Buffer => {
  const content = Buffer.from(text);
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
};

describe('demultiplex', () => {
  test('finds the frames however the stream is cut', () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(1, 2), fc.string({ maxLength: 20 })), { maxLength: 10 });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (list, cuts) => {
        const got = { stdout: '', stderr: '' };
        const collect = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
        const feed = demultiplex((stream, chunk) => collect[stream].push(Buffer.from(chunk)));
        const whole = Buffer.concat(list.map(([stream, text]) => frame(stream, text)));
        for (let at = 0, cut = 0; at < whole.length; cut += 1) {
          const length = cuts[cut % cuts.length] ?? 1;
          feed(whole.subarray(at, at + length));
          at += length;
        }
        got.stdout = Buffer.concat(collect.stdout).toString();
        got.stderr = Buffer.concat(collect.stderr).toString();
        const text = (wanted: number) =>
          list.map(([stream, part]) => (stream === wanted ? part : '')).join('');
        expect(got).toEqual({ stdout: text(1), stderr: text(2) });
      }),
    );
  });
});

describe('Tail', () => {
  test('keeps the last bytes, and says whether there were more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme-ascii' })),
        fc.integer({ min: 1, max: 20 }),
        (parts, max) => {
          const tail = new Tail(max);
          for (const part of parts) tail.push(Buffer.from(part));
          const all = parts.join('');
          expect(tail.text()).toBe(all.slice(-max));
          expect(tail.truncated).toBe(all.length > max);
        },
      ),
    );
  });
});

describe('safePath', () => {
  test.each(['', '.', '/', '/etc/passwd', '..', 'a/../b', 'a/..', './..', 'a\0b'])('refuses %j', (path) => {
    expect(() => safePath(path)).toThrow('not a path below');
  });
  test.each([
    ['a', 'a'],
    ['./a//b/', 'a/b'],
    ['..a/b..', '..a/b..'],
  ])('%j is %j', (path, safe) => {
    expect(safePath(path)).toBe(safe);
  });
});

test('every folder comes before what it holds', () => {
  expect(foldersOf(['a/b/c.txt', 'a/d.txt', 'e.txt'])).toEqual(['a', 'a/b']);
});

test.each([
  [[8000, 9000], '9000', 9000],
  [[8000, 9000], '7000', 8000],
  [[8000], undefined, 8000],
  [[], '7000', 7000],
  [[], undefined, 80],
] as const)('of %j with PORT=%s a request goes to %i', (ports, PORT, port) => {
  expect(
    choosePort(
      ports.map((one) => ({ port: one })),
      PORT ? { PORT } : {},
    ),
  ).toBe(port);
});

describe('a tar archive', () => {
  test('gives back what was packed', async () => {
    const owner = { uid: 1, gid: 2 };
    const packed = packFiles([{ path: 'one', text: 'größe' }], owner);
    expect((await onlyFile(packed, 100))?.toString()).toBe('größe');
    expect(await onlyFile(packFiles([{ path: 'one', text: '12345' }], owner), 4)).toBeNull();
    expect(await onlyFile(packFiles([{ path: 'folder/one', text: '' }], owner), 4)).toBeNull();
    expect(await onlyFile(packFiles([], owner), 4)).toBeNull();
  });

  test('fails with the file that cannot be read', async () => {
    const missing = packFiles([{ path: 'one', from: '/no/such/file' }], { uid: 1, gid: 1 });
    await expect(onlyFile(missing, 100)).rejects.toThrow('/no/such/file');
  });
});

const answered = (status: number | null) =>
  new EngineError({ status, said: 'no', doing: 'something', cause: null });

describe('a call of the engine', () => {
  test('that is never answered fails at its deadline', async () => {
    const never = within({ doing: 'wait', ms: 20 }, () => new Promise<never>(() => {}));
    await expect(never).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE', blame: 'environment' });
  });

  test('stops when it is told to, even before it began', async () => {
    const call = () => new Promise<never>(() => {});
    await expect(
      within({ doing: 'wait', ms: 60_000, signal: AbortSignal.abort() }, call),
    ).rejects.toBeInstanceOf(FaultError);
  });

  test('tells no answer from a wrong one', () => {
    expect(answered(null).code).toBe('ENGINE_UNAVAILABLE');
    expect(answered(404).code).toBe('SANDBOX_LOST');
  });

  test('may expect one wrong answer', async () => {
    expect(await unless([404], Promise.reject(answered(404)))).toBeUndefined();
    await expect(unless([404], Promise.reject(answered(500)))).rejects.toMatchObject({ status: 500 });
  });

  test('to remove something is repeated while the engine is busy', async () => {
    const statuses = [409, 500];
    const remove = async () => {
      const status = statuses.shift();
      if (status) throw answered(status);
    };
    await insist(remove);
    expect(statuses).toEqual([]);
    await insist(() => Promise.reject(answered(404)));
    await expect(insist(() => Promise.reject(answered(403)))).rejects.toMatchObject({ status: 403 });
  });
});
