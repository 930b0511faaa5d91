import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { countTables } from '../../harness/gather/tracking-sqlite.ts';
import { gather } from './tracked.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

describe('an SQLite store', () => {
  async function database(rows: number): Promise<Buffer> {
    const folder = await mkdtemp(join(tmpdir(), 'takehome-sqlite-'));
    folders.push(folder);
    const path = join(folder, 'mlflow.db');
    const db = new DatabaseSync(path);
    db.exec(
      'CREATE TABLE runs (id TEXT PRIMARY KEY); CREATE TABLE params (k TEXT, v TEXT); CREATE TABLE metrics (k TEXT, v REAL, note TEXT); CREATE VIEW params_view AS SELECT * FROM params',
    );
    db.exec("INSERT INTO runs VALUES ('a'); INSERT INTO params VALUES ('alpha', '1'), ('beta', '2')");
    const insert = db.prepare('INSERT INTO metrics VALUES (?, ?, ?)');
    db.exec('BEGIN');
    for (let at = 0; at < rows; at += 1) insert.run(`m${at}`, at, 'x'.repeat(at % 400));
    db.exec('COMMIT');
    db.close();
    return readFile(path);
  }

  it.each([0, 1, 37, 5_000])('of %i metrics is counted from its pages', async (rows) => {
    const bytes = await database(rows);
    expect(countTables(bytes, ['runs', 'params', 'metrics', 'absent'])).toEqual({
      runs: 1,
      params: 2,
      metrics: rows,
    });
  });

  it('is a run when training leaves it', async () => {
    expect((await gather({}, { 'mlflow.db': await database(3) })).runs).toMatchObject([
      { tool: 'mlflow', path: 'mlflow.db', parameters: 2, metrics: 3, madeByTraining: true },
    ]);
  });

  it('never throws and never runs on, whatever bytes are broken', async () => {
    const bytes = await database(200);
    for (let at = 0; at < 4_000; at += 1) {
      const broken = Buffer.from(bytes);
      broken[(at * 7919) % broken.length] = (at * 31) % 256;
      broken[(at * 104_729) % 4_096] = 255;
      expect(() => countTables(broken, ['runs', 'params', 'metrics'])).not.toThrow();
    }
    for (const length of [0, 15, 16, 99, 512, 1_000, 4_097]) countTables(bytes.subarray(0, length), ['runs']);
  });

  it('ends where pages point at each other', async () => {
    const bytes = await database(5_000);
    const pageSize = bytes.readUInt16BE(16);
    for (let at = pageSize; at < bytes.length; at += pageSize)
      if (bytes[at] === 5) bytes.writeUInt32BE(at / pageSize + 1, at + 8);
    const counted = countTables(bytes, ['metrics']);
    expect(counted?.metrics).toBeGreaterThan(0);
    expect(counted?.metrics).toBeLessThan(5_000);
  });

  it.each(['', 'SQLite format 3', 'not a database'.repeat(100)])('is none in %j', (text) => {
    expect(countTables(Buffer.from(text), ['runs'])).toBeNull();
  });
});
