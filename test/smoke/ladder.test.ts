import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Landing } from '../../harness/challenge/ladder.ts';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { checks } from '../../harness/checks/index.ts';
import { gradeSchema } from '../../harness/grade-schema.ts';
import type { Dossier, EvidenceKind, Grade } from '../../harness/types.ts';
import { takehome } from '../helpers/cli.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { gradeReference, openBench } from '../helpers/grading.ts';
import { churnFolder } from '../helpers/reference.ts';

const { config, generate } = await loadChallenge(churnFolder);
const names = config.references.flat();

/** Evidence that takes a running endpoint. */
const endpoint: ReadonlySet<EvidenceKind> = new Set([
  'serving',
  'holdout',
  'malformed',
  'behaviour',
  'service',
  'signs',
  'shuffled',
]);

describe.skipIf(await engineOrSkip())('the ladder of churn, graded in real containers', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let landings: readonly Landing[] = [];
  const scratch = (): string => join(bench.folder, 'scratch');
  const validate = (...args: readonly string[]) =>
    takehome(['challenge', 'validate', 'churn', '--out', join(bench.folder, 'ladder'), ...args], {
      env: { TMPDIR: scratch() },
    });
  const runOf = (name: string): string => join(bench.folder, 'ladder', 'churn', name);
  const saved = async <T>(name: string, file: string): Promise<T> =>
    JSON.parse(await readFile(join(runOf(name), file), 'utf8'));
  const gradeOf = (name: string): Promise<Grade> => saved(name, 'grade.json');
  const dossierOf = (name: string): Promise<Dossier> => saved(name, 'dossier.json');

  beforeAll(async () => {
    bench = await openBench();
    await mkdir(scratch());
    const { stdout, stderr } = await validate('--json');
    try {
      landings = JSON.parse(stdout).landings;
    } catch {
      throw new Error(`the ladder was not climbed:\n${stdout}\n${stderr}`);
    }
  }, 1_500_000);
  afterAll(() => bench[Symbol.asyncDispose]());

  it('has honest, weak and cheating references, sixteen at least', () => {
    expect(landings.map(({ name }) => name).toSorted()).toEqual([...names].sort());
    expect(names.length).toBeGreaterThanOrEqual(16);
  });

  it.each(names)('%s lands in its band, above the rung below, with the verdicts expected of it', (name) => {
    expect(landings.find((landing) => landing.name === name)?.problems).toEqual([]);
  });

  it('puts strong at least 25 points above notebook, even at the far ends of their ranges', async () => {
    const [strong, notebook] = [await gradeOf('strong'), await gradeOf('notebook')];
    expect(strong.score.low - notebook.score.high).toBeGreaterThanOrEqual(25);
  });

  it('takes serving and what depends on it from mute, and nothing else', async () => {
    const dependent = new Set<string>(
      checks.filter((check) => check.needs.some((kind) => endpoint.has(kind))).map(({ id }) => id),
    );
    const { findings } = await gradeOf('mute');
    const lost = findings.filter(({ verdict }) => verdict.kind === 'scored' && verdict.score === 0);
    expect(lost.map(({ check }) => check).filter((id) => !dependent.has(id))).toEqual([]);
    expect(lost.length).toBeGreaterThanOrEqual(8);
  });

  it('asks about every declared defect in a way that strong answers well and some other does not', async () => {
    const dossiers = await Promise.all(names.map(dossierOf));
    const heldBy = new Map(
      dossiers.map(({ header, behaviour }) => [
        header.submission.name,
        behaviour.state === 'gathered' ? probesOf(behaviour.value) : new Map<string, boolean>(),
      ]),
    );
    const strong = heldBy.get('strong') ?? new Map<string, boolean>();
    const told = config.defects.map(({ id }) => ({
      id,
      strong: strong.get(id) ?? null,
      someOther: [...heldBy.values()].some((held) => held.get(id) === false),
    }));
    expect(told).toEqual(config.defects.map(({ id }) => ({ id, strong: true, someOther: true })));
  });

  it('measures plain on Python 3.11 and says so', async () => {
    const { environment } = await dossierOf('plain');
    expect(environment).toMatchObject({
      value: { runtime: { name: 'python', used: '3.11' }, install: { outcome: 'ok' } },
    });
  });

  it.each(names)(
    'writes a grade of %s that fits its schema, points that add up, and a report',
    async (name) => {
      const grade = await gradeOf(name);
      expect(gradeSchema.safeParse(grade).error).toBeUndefined();
      const points = grade.findings.reduce((sum, finding) => sum + finding.points.low, 0);
      expect(points).toBeCloseTo(grade.score.low, 0);
      const report = await readFile(grade.report ?? '', 'utf8');
      expect(report).toContain('Content-Security-Policy');
      expect(Buffer.byteLength(report)).toBeLessThan(400 * 1024);
    },
  );

  it('uses again what it has gathered, and says what changed where it cannot', async () => {
    const again = await validate('--only', 'mute,empty');
    expect(again.stderr).toContain('mute');
    expect(again.stderr.match(/kept, nothing changed/g)).toHaveLength(2);
    expect(await gradeOf('mute')).toMatchObject({ submission: { name: 'mute' } });
  }, 300_000);

  it('leaves nothing where it worked', async () => {
    const left = await readdir(scratch());
    expect(left.filter((name) => name !== 'node-compile-cache')).toEqual([]);
  });

  it('grades strong twice the same, speed apart', async () => {
    const again = await gradeReference('strong', { folder: bench.folder, run: 'again' });
    expect(steady(again.grade)).toEqual(steady(await gradeOf('strong')));
  }, 300_000);

  it('regrades without an engine to the same grade', async () => {
    const result = await takehome(
      ['regrade', join(runOf('strong'), 'dossier.json'), '--out', join(bench.folder, 'regraded'), '--json'],
      { env: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' } },
    );
    expect(result.code).toBe(0);
    const [regraded] = [JSON.parse(result.stdout)].flat();
    expect({ ...regraded, report: null }).toEqual({ ...(await gradeOf('strong')), report: null });
  });

  it('writes no hidden row into anything that a candidate or a team may be sent', async () => {
    const identifier = config.columns.find(({ role }) => role === 'identifier')?.name ?? '';
    const { holdout, train } = generate({ version: config.version, candidate: 'reference' });
    const hidden = holdout.rows.map((row) => String(row[identifier]));
    expect(new Set(hidden).size).toBe(config.holdout.rows);
    const files = ['dossier.json', 'grade.json', 'report.html', 'report-for-candidate.html'];
    for (const name of ['strong', 'two-faced', 'fragile']) {
      const written = await Promise.all(files.map((file) => readFile(join(runOf(name), file), 'utf8')));
      const seen = (id: string): boolean => written.some((text) => text.includes(id));
      expect(hidden.filter(seen)).toEqual([]);
      // The same search does find the public row that the example request shows.
      expect(train.some((row) => seen(String(row[identifier])))).toBe(true);
    }
  });
});

type Behaviour = Extract<Dossier['behaviour'], { state: 'gathered' }>['value'];

/** By defect, whether every probe and statistic of it held. */
const probesOf = ({ probes, statistics }: Behaviour): ReadonlyMap<string, boolean> => {
  const held = new Map<string, boolean>();
  const add = (defect: string | null, holds: boolean): void => {
    if (defect !== null) held.set(defect, (held.get(defect) ?? true) && holds);
  };
  for (const probe of probes) add(probe.defect, probe.pairs > 0 && probe.held === probe.pairs);
  for (const statistic of statistics) add(statistic.defect, statistic.held);
  return held;
};

/**
 * A grade without where it was read and without what is measured in time: how fast a service is differs a little from run to
 * run, and so do the points of that criterion and of the whole.
 */
const steady = ({ findings, criteria, submission, score: _, ...grade }: Grade) => ({
  ...grade,
  submission: { ...submission, origin: '' },
  report: null,
  criteria: criteria.filter(({ id }) => id !== 'service'),
  findings: findings.map((finding) =>
    finding.criterion === 'service'
      ? { check: finding.check, kind: finding.verdict.kind }
      : JSON.parse(
          JSON.stringify(finding)
            .replaceAll(/("durationMs":)[^,}]+/g, '$10')
            .replaceAll(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, '0 s'),
        ),
  ),
});
