import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { misses } from '../../harness/challenge/landing.ts';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { loadExpected } from '../../harness/challenge/reference.ts';
import { checks } from '../../harness/checks/index.ts';
import { gradeSchema } from '../../harness/grade-schema.ts';
import type { Grade } from '../../harness/types.ts';
import { repositoryRoot, takehome } from '../helpers/cli.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { gradeReference, openBench, type Reference } from '../helpers/grading.ts';

const names: readonly Reference[] = ['strong', 'plain', 'notebook', 'mute', 'empty'];

describe.skipIf(await engineOrSkip())('the ladder of churn, graded in real containers', () => {
  const grades = new Map<Reference, Grade>();
  const runs = new Map<Reference, string>();
  let bench: Awaited<ReturnType<typeof openBench>>;

  beforeAll(async () => {
    bench = await openBench();
    for (const name of names) {
      const { grade, out } = await gradeReference(name, bench);
      grades.set(name, grade);
      runs.set(name, out);
    }
  }, 900_000);
  afterAll(() => bench[Symbol.asyncDispose]());

  const gradeOf = (name: Reference): Grade => {
    const grade = grades.get(name);
    if (!grade) throw new Error(`${name} was not graded`);
    return grade;
  };
  const middle = (name: Reference): number => (gradeOf(name).score.low + gradeOf(name).score.high) / 2;

  it('puts strong at least 25 points above notebook, even at the far ends of their ranges', () => {
    expect(gradeOf('strong').score.low - gradeOf('notebook').score.high).toBeGreaterThanOrEqual(25);
  });

  it('keeps the order strong > plain > notebook and mute > empty', () => {
    expect(middle('strong')).toBeGreaterThan(middle('plain'));
    expect(gradeOf('plain').score.low).toBeGreaterThan(gradeOf('notebook').score.high);
    expect(gradeOf('plain').score.low).toBeGreaterThan(gradeOf('mute').score.high);
    expect(gradeOf('notebook').score.low).toBeGreaterThan(gradeOf('empty').score.high);
    expect(gradeOf('mute').score.low).toBeGreaterThan(gradeOf('empty').score.high);
  });

  it.each(names)(
    '%s lands in its band with the verdicts expected of it, without a fault of ours',
    async (name) => {
      const expected = await loadExpected(join(repositoryRoot, 'challenges', 'churn'), name);
      expect(misses(gradeOf(name), expected)).toEqual([]);
      expect(gradeOf(name).faults).toEqual([]);
    },
  );

  it('takes serving and what depends on it from mute, and nothing else', () => {
    const endpoint = new Set(['serving', 'holdout', 'malformed']);
    const dependent = new Set<string>(
      checks.filter((check) => check.needs.some((kind) => endpoint.has(kind))).map(({ id }) => id),
    );
    const lost = gradeOf('mute').findings.filter(
      ({ verdict }) => verdict.kind === 'scored' && verdict.score === 0,
    );
    expect(lost.map(({ check }) => check).filter((id) => !dependent.has(id))).toEqual([]);
    expect(lost.length).toBeGreaterThanOrEqual(8);
  });

  it('measures plain on Python 3.11 and says so', async () => {
    const dossier = JSON.parse(await readFile(join(runs.get('plain') ?? '', 'dossier.json'), 'utf8'));
    expect(dossier.environment.value.python.used).toBe('3.11');
    expect(dossier.environment.value.install.outcome).toBe('ok');
  });

  it('writes grades that fit their schema, points that add up, and a report of each', async () => {
    for (const name of names) {
      const grade = gradeOf(name);
      expect(gradeSchema.safeParse(grade).error).toBeUndefined();
      const points = grade.findings.reduce((sum, finding) => sum + finding.points.low, 0);
      expect(points).toBeCloseTo(grade.score.low, 0);
      const report = await readFile(grade.report ?? '', 'utf8');
      expect(report).toContain('Content-Security-Policy');
      expect(Buffer.byteLength(report)).toBeLessThan(400 * 1024);
    }
  });

  it('grades strong twice the same, byte for byte', async () => {
    const again = await gradeReference('strong', { folder: bench.folder, run: 'again' });
    const text = (grade: Grade): string => JSON.stringify({ ...grade, report: null }, null, 2);
    expect(timeless(text(again.grade))).toBe(timeless(text(gradeOf('strong'))));
  }, 300_000);

  it('regrades without an engine to the same grade', async () => {
    const folder = runs.get('strong') ?? '';
    const result = await takehome(
      ['regrade', join(folder, 'dossier.json'), '--out', join(bench.folder, 'regraded'), '--json'],
      {
        env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
      },
    );
    expect(result.code).toBe(0);
    const [regraded] = [JSON.parse(result.stdout)].flat();
    expect({ ...regraded, report: null }).toEqual({ ...gradeOf('strong'), report: null });
  });

  it('writes no hidden row into anything that a candidate or a team may be sent', async () => {
    const { config, generate } = await loadChallenge(join(repositoryRoot, 'challenges', 'churn'));
    const identifier = config.columns.find(({ role }) => role === 'identifier')?.name ?? '';
    const { holdout, train } = generate({ version: config.version, candidate: 'reference' });
    const hidden = holdout.rows.map((row) => String(row[identifier]));
    expect(new Set(hidden).size).toBe(config.holdout.rows);
    const folder = runs.get('strong') ?? '';
    const names = ['dossier.json', 'grade.json', 'report.html', 'report-for-candidate.html'];
    const written = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const seen = (id: string): boolean => written.some((text) => text.includes(id));
    expect(hidden.filter(seen)).toEqual([]);
    // The same search does find the public row that the example request shows.
    expect(train.some((row) => seen(String(row[identifier])))).toBe(true);
  });
});

/** Durations are the one thing that may differ. */
const timeless = (text: string): string =>
  text
    .replaceAll(/("(?:durationMs|gatheredAt|coldStartMs)": )[^,\n]+/g, '$10')
    .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, '0 s');
