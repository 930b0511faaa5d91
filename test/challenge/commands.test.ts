import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureCommand } from '../../harness/commands/challenge.ts';
import type { CommandIo } from '../../harness/commands/io.ts';
import { takehome } from '../helpers/cli.ts';
import { challengeWith, scratchFolder } from './folder.ts';

test('new, validate and pack follow on each other', async () => {
  await using scratch = await scratchFolder();
  const run = (...args: readonly string[]) => takehome(['challenge', ...args], { cwd: scratch.path });
  expect((await run('new', 'fraud')).code).toBe(0);
  const validated = await run('validate', 'fraud', '--no-ladder', '--json');
  expect(validated.code).toBe(0);
  expect(JSON.parse(validated.stdout).challenge).toBe('fraud');
  expect((await run('pack', 'fraud', '--candidate', 'ada')).stdout).toContain(
    join(scratch.path, 'fraud-ada'),
  );
  expect(await readdir(join(scratch.path, 'fraud-ada'))).toContain('takehome.yaml');
});

test('what does not hold is named, with exit code 1', async () => {
  await using made = await challengeWith({ 'brief.md': 'Build a model.\n' });
  const { code, stdout } = await takehome(['challenge', 'validate', made.path, '--no-ladder']);
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /DOES NOT HOLD {2}the brief states the contract\n {4}brief\.md never says "\/predict"/,
  );
});

test.each([
  [['pack', 'chrun', '--candidate', 'ada'], 'UNKNOWN_CHALLENGE'],
  [['pack', 'churn', '--candidate', '../ada'], 'INVALID_CANDIDATE'],
  [['new', 'My Challenge'], 'INVALID_CHALLENGE_ID'],
])('%j ends with %s and exit code 2, and leaves nothing', async (args, code) => {
  await using scratch = await scratchFolder();
  const result = await takehome(['challenge', ...args], { cwd: scratch.path });
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(code);
  expect(await readdir(scratch.path)).toEqual([]);
});

const quiet: CommandIo = {
  out: () => {},
  err: () => {},
  env: {},
  signal: new AbortController().signal,
  isTty: false,
  json: false,
};

/** A service whose answer is a function of one column, on a port of its own. */
const service = async (reply: (rows: readonly { height: number | null }[]) => unknown) => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { instances } = JSON.parse(Buffer.concat(parts).toString());
      response.setHeader('content-type', 'application/json').end(JSON.stringify(reply(instances)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

test('measuring asks a running service for every holdout row, in order, and writes its standing', async () => {
  await using made = await challengeWith();
  await using running = await service((rows) => ({
    predictions: rows.map(({ height }) => ({ probability: (height ?? 0) / 4 })),
  }));
  await measureCommand({ id: made.path, url: running.url }, quiet);
  const standing = JSON.parse(await readFile(join(made.path, 'standing.json'), 'utf8'));
  expect(standing.name).toBe('baseline');
  expect(standing.scores.rocAuc.value).toBeGreaterThan(0.6);
  const counted = standing.curves.calibration.reduce(
    (sum: number, { rows }: { rows: number }) => sum + rows,
    0,
  );
  expect(counted).toBe(200);
});

test('measuring refuses what is no standing, and keeps the old one', async () => {
  await using made = await challengeWith();
  const before = await readFile(join(made.path, 'standing.json'), 'utf8');
  await using running = await service(() => ({ predictions: [{ probability: 0.5 }] }));
  await expect(measureCommand({ id: made.path, url: running.url }, quiet)).rejects.toEqual(
    expect.objectContaining({ code: 'SERVICE_UNUSABLE' }),
  );
  expect(await readFile(join(made.path, 'standing.json'), 'utf8')).toBe(before);
});
