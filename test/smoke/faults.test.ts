import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { materialiseReference } from '../../harness/challenge/reference.ts';
import { checks } from '../../harness/checks/index.ts';
import { connect, type DockerClient } from '../../harness/sandbox/docker/client.ts';
import { owned, ownerOf } from '../../harness/sandbox/docker/labels.ts';
import { gradeFrom, repositoryRoot, startTakehome, takehome } from '../helpers/cli.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { openWay } from '../helpers/engine-way.ts';
import { openBench } from '../helpers/grading.ts';

const churn = join(repositoryRoot, 'challenges', 'churn');

/** Waits until a process has said a thing on standard error. */
const saying = (running: ReturnType<typeof startTakehome>, pattern: RegExp): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    running.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (pattern.test(said)) resolve();
    });
    running.stderr.on('end', () => reject(new Error(`it ended without saying ${pattern}:\n${said}`)));
  });

describe.skipIf(await engineOrSkip())('a grading that is disturbed', () => {
  let bench: Awaited<ReturnType<typeof openBench>>;
  let source = '';
  let client: DockerClient;

  beforeAll(async () => {
    bench = await openBench();
    source = await materialiseReference(churn, 'plain', join(bench.folder, 'plain'));
    client = connect({ host: process.env.DOCKER_HOST ?? null });
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const containersOf = async (pid: number | undefined): Promise<readonly string[]> =>
    (await client.listContainers(owned))
      .filter(({ labels }) => ownerOf(labels)?.pid === pid)
      .map(({ id }) => id);

  it('by an engine that is killed: a fault and an open range, never a lower score', async () => {
    await using way = await openWay(client.host.replace(/^unix:\/\//, ''));
    const out = join(bench.folder, 'killed');
    const running = startTakehome(['grade', source, '--out', out, '--json', '--fail-under', '60'], {
      env: { DOCKER_HOST: way.host },
    });
    await saying(running, /training:/);
    await sleep(300);
    way.cut();
    const { exitCode, stdout, stderr } = await running;
    const grade = gradeFrom({ code: exitCode ?? null, stdout, stderr });
    expect(new Set(grade.faults.map(({ blame }) => blame))).toEqual(new Set(['environment']));
    const run = new Set(['training', 'tests', 'tracking', 'serving', 'holdout', 'malformed']);
    const dependent = checks.filter(({ needs }) => needs.some((kind) => run.has(kind))).map(({ id }) => id);
    for (const finding of grade.findings.filter(({ check }) => dependent.includes(check))) {
      expect([finding.check, finding.verdict.kind]).toEqual([finding.check, 'faulted']);
      expect(finding.points.high).toBeCloseTo(finding.points.possible, 6);
    }
    expect(grade.score.high).toBeGreaterThan(71);
    expect(exitCode).toBe(0);
  });

  it('by an interrupt: it stops within seconds and leaves no container and no document', async () => {
    const out = join(bench.folder, 'interrupted');
    const running = startTakehome(['grade', source, '--out', out]);
    await saying(running, /training:/);
    await sleep(300);
    expect(await containersOf(running.pid)).not.toEqual([]);
    running.kill('SIGINT');
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(await containersOf(running.pid)).toEqual([]);
    await expect(readdir(out)).rejects.toThrow();
  });

  it.skipIf(process.getuid?.() !== 0)(
    'by a full disk: refused at once, and nothing half-written is left',
    async () => {
      const disk = join(bench.folder, 'disk');
      await execa('mkdir', [disk]);
      await execa('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
      try {
        const { code, stderr } = await takehome(['grade', source, '--out', join(disk, 'run')]);
        expect(code).toBe(2);
        expect(stderr).toMatch(/DISK_FULL: .+\n {2}\S/);
        expect(await readdir(disk)).toEqual([]);
      } finally {
        await execa('umount', [disk]);
      }
    },
  );
});
