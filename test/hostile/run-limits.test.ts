import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import {
  engineOrSkip,
  leftovers,
  openEngine,
  order,
  python,
  smallBox,
  smallLimits,
  type TestEngine,
} from '../helpers/docker.ts';
import { expectEnd, type Row } from './command.ts';

const forkBomb = `
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
`;
const eatMemory = 'x = bytearray(2 << 30)\nfor i in range(0, len(x), 4096): x[i] = 1';
const eatInChild = `
import subprocess, sys
child = subprocess.run([sys.executable, "-c", ${JSON.stringify(eatMemory)}])
sys.exit(int(sys.argv[1]) if child.returncode else 99)
`;
const fillFolder = (folder: string) => `
import itertools, os
os.makedirs("${folder}/filler")
for i in itertools.count():
    with open("${folder}/filler/%d" % i, "wb") as f:
        f.write(b"x" * 8388608)
`;
const manyFiles = (folder: string) => `
import os
os.mkdir("${folder}/many")
for i in range(1_000_000):
    open("${folder}/many/%d" % i, "w").close()
`;
const zombies = `
import os, time
for i in range(200):
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
    time.sleep(0.005)
print("all forked")
`;
const eatCpu = `
import multiprocessing, resource, time
def burn(until):
    while time.monotonic() < until:
        pass
start = time.monotonic()
burners = [multiprocessing.Process(target=burn, args=(start + 2,)) for _ in range(4)]
[b.start() for b in burners]
[b.join() for b in burners]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("share", (used.ru_utime + used.ru_stime) / (time.monotonic() - start))
`;

const rows: readonly Row[] = [
  {
    row: 'R01',
    does: 'a fork bomb',
    order: python(forkBomb, { timeoutMs: 3_000 }),
    ends: { ending: 'timed-out', exitCode: null },
  },
  {
    row: 'R02',
    does: 'eats all memory',
    order: python(eatMemory),
    ends: { ending: 'out-of-memory', exitCode: 137 },
  },
  {
    row: 'R03',
    does: 'a child eats all memory, the parent exits 0',
    order: python(eatInChild.replace('int(sys.argv[1])', '0')),
    ends: { ending: 'exited', exitCode: 0, lostProcess: true },
  },
  {
    row: 'R03',
    does: 'a child eats all memory, the parent gives up',
    order: python(eatInChild.replace('int(sys.argv[1])', '1')),
    ends: { ending: 'out-of-memory', exitCode: 1 },
  },
  {
    row: 'R05',
    does: 'fills its folder',
    order: python(fillFolder('/work')),
    ends: { ending: 'exited', exitCode: 1 },
    says: /No space left on device/,
  },
  {
    row: 'R05',
    does: 'fills shared memory',
    order: python(fillFolder('/dev/shm')),
    ends: { ending: 'out-of-memory', exitCode: 137 },
  },
  {
    row: 'R06',
    does: 'runs out of files',
    order: python(manyFiles('/tmp')),
    ends: { ending: 'exited', exitCode: 1 },
    says: /No space left on device/,
  },
  {
    row: 'R07',
    does: 'writes beside its folder',
    order: order('touch /x /usr/x /etc/x /env/x /var/tmp/x'),
    ends: { ending: 'exited', exitCode: 1 },
    says: /Read-only file system/,
  },
  {
    row: 'R08',
    does: 'writes one huge file',
    order: order('exec dd if=/dev/zero of=/tmp/huge bs=1M'),
    ends: { ending: 'exited', exitCode: 153 },
  },
  {
    row: 'R12',
    does: 'leaves more zombies than it may have processes',
    order: python(zombies),
    ends: { ending: 'exited', exitCode: 0, stdout: 'all forked\n' },
  },
  {
    row: 'R23',
    does: 'dumps core',
    order: order('ulimit -c unlimited; python3 -c "import os; os.abort()"; ls core* /tmp/core* /work/core*'),
    ends: { ending: 'exited', exitCode: 2 },
    says: /error setting limit|Operation not permitted/,
  },
];

describe.skipIf(await engineOrSkip())('a hostile command', () => {
  let engine: TestEngine;
  let box: Sandbox;

  beforeAll(async () => {
    engine = await openEngine();
    box = await engine.provider.open(smallBox);
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
    if (engine) expect(await leftovers(engine)).toEqual([]);
  });

  test.each(rows)('$row $does', async (row) => {
    await expectEnd(box, row);
  });

  test('R01 this machine goes on during a fork bomb', async () => {
    await using other = await engine.provider.open(smallBox);
    await using bomb = await other.serve(python(forkBomb));
    expect((await execa('true')).exitCode).toBe(0);
    expect(await box.exec(order('echo beside'))).toMatchObject({ exitCode: 0, stdout: 'beside\n' });
    await bomb[Symbol.asyncDispose]();
    expect(await bomb.ended).toMatchObject({ exitCode: null });
  });

  test('R09 more processes get no more of the processor', async () => {
    const { stdout } = await box.exec(python(eatCpu));
    expect(Number(stdout.split(' ')[1])).toBeLessThan(smallLimits.cpus * 1.2);
  });
});
