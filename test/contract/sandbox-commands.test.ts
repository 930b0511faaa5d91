import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultError } from '../../harness/errors.ts';
import type { Sandbox, SandboxProvider } from '../../harness/sandbox/types.ts';
import { order, smallBox } from '../helpers/docker.ts';
import { implementations, type Opened } from './sandboxes.ts';

describe.each(implementations)('a $name sandbox', ({ open, skip, differences }) => {
  describe.skipIf(skip)('', () => {
    let opened: Opened;
    let box: Sandbox;

    beforeAll(async () => {
      opened = await open();
      box = await opened.provider.open(smallBox);
    });
    afterAll(async () => {
      await opened?.close();
    });

    test('tells how a command ended, and its two outputs apart', async () => {
      const execution = await box.exec(order('echo out; echo err >&2; exit 3'));
      expect(execution).toMatchObject({
        command: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
        ending: 'exited',
        exitCode: 3,
        stdout: 'out\n',
        stderr: 'err\n',
        truncated: false,
      });
      expect(execution.durationMs).toBeGreaterThan(0);
    });

    test('shows a command without output as empty', async () => {
      const execution = await box.exec(order('true'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 0, stdout: '', stderr: '' });
    });

    test('a command that is not there exits 127', async () => {
      const execution = await box.exec(order('no-such-command'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 127 });
      expect(execution.stderr).toContain('no-such-command');
    });

    test('a folder that is not there is an ordinary failure', async () => {
      const execution = await box.exec(order('true', { workdir: 'nowhere' }));
      expect(execution).toMatchObject({ ending: 'exited' });
      expect(execution.exitCode).not.toBe(0);
    });

    test('gives each command the variables of its order, over those of the sandbox', async () => {
      await using other = await opened.provider.open({ ...smallBox, env: { A: 'box', B: 'box' } });
      const { stdout } = await other.exec(order('echo "$A $B $C"', { env: { B: 'order', C: 'order' } }));
      expect(stdout).toBe('box order order\n');
    });

    test('ends a command at its time limit, with what it printed', async () => {
      const execution = await box.exec(order('echo before; sleep 60', { timeoutMs: 500 }));
      expect(execution).toMatchObject({ ending: 'timed-out', exitCode: null, stdout: 'before\n' });
    });

    test('keeps the end of a flood of output, and says so', async () => {
      const execution = await box.exec(order('yes 0123456789 | head -c 6000000; echo; echo last'));
      expect(execution).toMatchObject({ ending: 'exited', exitCode: 0, truncated: true });
      expect(execution.stdout.endsWith('last\n')).toBe(true);
      expect(execution.stdout.length).toBeLessThan(1_000_000);
    });

    test('gives standard input that has ended', async () => {
      const execution = await box.exec(order('cat; echo done'));
      expect(execution).toMatchObject({ exitCode: 0, stdout: 'done\n' });
    });

    test('keeps files from one command to the next', async () => {
      await box.put([
        { path: 'in/deep/data.txt', text: 'hello' },
        { path: 'run.sh', text: '#!/bin/sh\ncat in/deep/data.txt > out.txt', executable: true },
      ]);
      await box.exec(order('./run.sh'));
      const execution = await box.exec(order('cat ../out.txt', { workdir: 'in' }));
      expect(execution.stdout).toBe('hello');
    });

    test('lets a command write beside the files that were put', async () => {
      await box.put([{ path: 'given/data.txt', text: 'hello' }]);
      const execution = await box.exec(order('echo more >> data.txt && touch new', { workdir: 'given' }));
      expect(execution).toMatchObject({ exitCode: 0, stderr: '' });
    });

    test('refuses a path that leaves the root', async () => {
      await expect(box.put([{ path: '../outside', text: '' }])).rejects.toThrow('not a path below');
      await expect(box.read('a/../../etc/passwd', 1000)).rejects.toThrow('not a path below');
    });

    test('reads regular files up to a size', async () => {
      await box.put([{ path: 'a/b.bin', text: 'x'.repeat(1000) }]);
      await box.exec(order('ln -s b.bin a/link; mkfifo a/pipe; mkdir a/folder; : > a/empty'));
      expect((await box.read('a/b.bin', 1000))?.length).toBe(1000);
      expect((await box.read('a/empty', 1000))?.length).toBe(0);
      expect(await box.read('a/b.bin', 999)).toBeNull();
      expect(await box.read('a/link', 1000)).toBeNull();
      expect(await box.read('a/pipe', 1000)).toBeNull();
      expect(await box.read('a/folder', 1000)).toBeNull();
      expect(await box.read('a/none', 1000)).toBeNull();
    });

    test('lists regular files with their sizes, and tells new ones by their date', async () => {
      await using box = await opened.provider.open(smallBox);
      await box.put([
        { path: 'b/two', text: '22' },
        { path: 'b/one', text: '1' },
        { path: 'a', text: '' },
      ]);
      const before = Date.parse('2021-01-01');
      await box.exec(order('echo made > b/three; ln -s two b/link; chmod 700 b'));
      const files = await box.files('b', 10);
      expect(files.map(({ path, bytes }) => [path, bytes])).toEqual([
        ['b/one', 1],
        ['b/three', 5],
        ['b/two', 2],
      ]);
      expect(files.map(({ modifiedMs }) => modifiedMs > before)).toEqual([false, true, false]);
      expect((await box.files('.', 10)).map(({ path }) => path)).toEqual(['a', 'b/one', 'b/three', 'b/two']);
      expect(await box.files('.', 2)).toHaveLength(2);
      expect(await box.files('nowhere', 10)).toEqual([]);
    });

    test('what a command leaves in the background does not outlive it', async () => {
      await using box = await opened.provider.open(smallBox);
      const daemon = differences.endsDaemons ? 'setsid' : 'nohup';
      await box.exec(order(`${daemon} sh -c 'sleep 0.5; touch late' & echo started`));
      await sleep(1_000);
      expect(await box.files('.', 10)).toEqual([]);
    });

    const itsNetwork = differences.seesOnlyItsOwnNetwork ? [['no network but loopback']] : [];
    test.each(itsNetwork)('shows a command %s', async () => {
      const { stdout } = await box.exec(order('tail -n +3 /proc/net/dev | cut -d: -f1'));
      expect(stdout.trim()).toBe('lo');
    });

    test('builds a layer once, and finds it again', async () => {
      const key = `contract-${crypto.randomUUID()}`;
      let builds = 0;
      const build = async (
        workshop: Parameters<Parameters<SandboxProvider['buildLayer']>[0]['build']>[0],
      ) => {
        builds += 1;
        const given = await workshop.put([{ path: 'in/greeting', text: 'hello' }]);
        const command = ['cp', `${given}/in/greeting`, `${workshop.path}/greeting`];
        const { exitCode } = await workshop.run({ command, env: {}, timeoutMs: 10_000 });
        return { exitCode };
      };
      const options = { key, image: smallBox.image, env: {}, build };
      expect(await opened.provider.layer(key)).toBeNull();
      const [one, two] = await Promise.all([
        opened.provider.buildLayer(options),
        opened.provider.buildLayer(options),
      ]);
      expect(builds).toBe(1);
      expect(one).toEqual(two);
      expect(await opened.provider.layer(key)).toEqual(one);
      expect(one.record).toEqual({ exitCode: 0 });
      const layered = await opened.provider.open({ ...smallBox, layer: one });
      expect((await layered.exec(order(`cat ${one.path}/greeting`))).stdout).toBe('hello');
      await layered[Symbol.asyncDispose]();
      await opened.forget(key);
    });

    test('a layer whose build fails does not exist', async () => {
      const key = `contract-${crypto.randomUUID()}`;
      const build = async () => {
        throw new Error('no such wheel');
      };
      const options = { key, image: smallBox.image, env: {}, build };
      await expect(opened.provider.buildLayer(options)).rejects.toThrow('no such wheel');
      expect(await opened.provider.layer(key)).toBeNull();
    });

    test('what went wrong on our side is a fault, never a value', async () => {
      const closed = await opened.provider.open(smallBox);
      await closed[Symbol.asyncDispose]();
      await expect(closed.exec(order('true'))).rejects.toBeInstanceOf(FaultError);
    });
  });
});
