import { access } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Execution } from '../../harness/evidence/common.ts';
import type { Order, Sandbox } from '../../harness/sandbox/types.ts';
import {
  engineOrSkip,
  leftovers,
  mebibyte,
  openEngine,
  order,
  python,
  smallBox,
  smallLimits,
  type TestEngine,
} from '../helpers/docker.ts';

type Row = {
  readonly row: string;
  readonly does: string;
  readonly order: Order;
  readonly ends: Partial<Execution>;
  readonly says?: RegExp;
};

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
    row: 'R04',
    does: 'pretends to have been killed',
    order: python('import os; os._exit(137)'),
    ends: { ending: 'exited', exitCode: 137 },
  },
  {
    row: 'R04',
    does: 'pretends to have timed out',
    order: order('exit 124'),
    ends: { ending: 'exited', exitCode: 124 },
  },
  {
    row: 'R04',
    does: 'says that the engine is gone',
    order: order('echo Cannot connect to the Docker daemon >&2; exit 1'),
    ends: { ending: 'exited', exitCode: 1 },
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
    row: 'R10',
    does: 'ignores every signal that can be ignored',
    order: order("trap '' TERM INT HUP QUIT; while :; do sleep 1; done", { timeoutMs: 700 }),
    ends: { ending: 'timed-out', exitCode: null },
  },
  {
    row: 'R12',
    does: 'leaves more zombies than it may have processes',
    order: python(zombies),
    ends: { ending: 'exited', exitCode: 0, stdout: 'all forked\n' },
  },
  {
    row: 'R14',
    does: 'floods both outputs',
    order: order('yes >&2 & yes', { timeoutMs: 1_500 }),
    ends: { ending: 'timed-out', truncated: true },
  },
  {
    row: 'R14',
    does: 'prints one line without an end',
    order: order('head -c 20000000 /dev/zero | tr "\\0" x; exit 5'),
    ends: { ending: 'exited', exitCode: 5, truncated: true },
  },
  {
    row: 'R14',
    does: 'prints what is no text',
    order: order('head -c 2000 /dev/urandom; exit 5'),
    ends: { ending: 'exited', exitCode: 5, truncated: false },
  },
  {
    row: 'R15',
    does: 'closes its outputs',
    order: order('exec >&- 2>&-; sleep 0.1'),
    ends: { ending: 'exited', exitCode: 0, stdout: '', stderr: '' },
  },
  {
    row: 'R17',
    does: 'kills everything that it may',
    order: order('kill -9 -1; echo alone'),
    ends: { ending: 'exited' },
  },
  {
    row: 'R23',
    does: 'dumps core',
    order: order('ulimit -c unlimited; python3 -c "import os; os.abort()"; ls core* /tmp/core* /work/core*'),
    ends: { ending: 'exited', exitCode: 2 },
    says: /error setting limit|Operation not permitted/,
  },
  {
    row: 'F19',
    does: 'is not executable',
    order: order('/etc/passwd'),
    ends: { ending: 'exited', exitCode: 126 },
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
    const execution = await box.exec(row.order);
    expect(execution).toMatchObject(row.ends);
    if (row.says) expect(`${execution.stdout}${execution.stderr}`).toMatch(row.says);
    expect(execution.stdout.length + execution.stderr.length).toBeLessThan(2 * mebibyte);
    const after = await box.exec(order('rm -rf /work/filler; echo fine'));
    expect(after).toMatchObject({ ending: 'exited', exitCode: 0, stdout: 'fine\n', truncated: false });
  });

  test('R01 this machine goes on during a fork bomb', async () => {
    await using other = await engine.provider.open(smallBox);
    await using bomb = await other.serve(python(forkBomb));
    expect((await execa('true')).exitCode).toBe(0);
    expect(await box.exec(order('echo beside'))).toMatchObject({ exitCode: 0, stdout: 'beside\n' });
    await bomb[Symbol.asyncDispose]();
    expect(await bomb.ended).toMatchObject({ exitCode: null });
  });

  test('R14 what is printed takes a bounded part of the disk of the engine', async (context) => {
    const { DockerRootDir: folder } = await engine.client.info();
    const readable = await access(`${folder}/containers`).then(
      () => true,
      () => false,
    );
    if (!readable) return context.skip();
    await using flood = await box.serve(
      order('yes 0123456789012345678901234567890123456789', { purpose: 'flood' }),
    );
    await sleep(2_000);
    const all = await engine.client.listContainers(engine.label);
    const id = all.find(({ labels }) => labels['takehome.purpose'] === 'flood')?.id;
    const { stdout } = await execa('du', ['-sb', `${folder}/containers/${id}`]);
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(mebibyte);
    expect(Number.parseInt(stdout, 10)).toBeLessThan(6 * mebibyte);
    expect((await flood.log()).length).toBeLessThanOrEqual(64 * 1024);
  });

  test('R07 an image that declares a volume is refused', async () => {
    const context = pack();
    context.entry({ name: 'Dockerfile' }, `FROM ${smallBox.image}\nVOLUME /data\n`);
    context.finalize();
    const t = `takehome-test-volume:${crypto.randomUUID()}`;
    await engine.client.buildImage(Readable.from(context), { t, onProgress: () => {} });
    try {
      await expect(engine.provider.open({ ...smallBox, image: t })).rejects.toThrow('/data');
    } finally {
      await engine.client.removeImage(t);
    }
  });

  test('R09 more processes get no more of the processor', async () => {
    const { stdout } = await box.exec(python(eatCpu));
    expect(Number(stdout.split(' ')[1])).toBeLessThan(smallLimits.cpus * 1.2);
  });

  test('R11 nothing is written after the end', async () => {
    const daemon = 'while :; do date +%s%N >> /work/beats; sleep 0.05; done';
    await box.exec(order(`setsid sh -c '${daemon}' & sleep 0.5`, { timeoutMs: 400 }));
    const before = await box.read('beats', mebibyte);
    await box.exec(order('sleep 0.3'));
    expect(before?.length).toBeGreaterThan(0);
    expect((await box.read('beats', mebibyte))?.length).toBe(before?.length);
  });

  test('R18 two submissions do not count against each other', async () => {
    await using other = await engine.provider.open(smallBox);
    const many = order('for i in $(seq 40); do sleep 1 & done; wait; echo done');
    const both = await Promise.all([box.exec(many), other.exec(many)]);
    expect(both.map(({ stdout, stderr }) => [stdout, stderr])).toEqual([
      ['done\n', ''],
      ['done\n', ''],
    ]);
  });

  test('R22 two submissions do not see each other', async () => {
    await using other = await engine.provider.open(smallBox);
    const hide = `
import socket, time
tcp = socket.create_server(("0.0.0.0", 7000))
unix = socket.socket(socket.AF_UNIX); unix.bind("\\0meeting"); unix.listen()
open("/dev/shm/meeting", "w").write("hello")
open("/tmp/meeting", "w").write("hello")
open("/work/meeting", "w").write("hello")
time.sleep(60)
`;
    const seek = `
import os, socket
for name, family, address in (("tcp", socket.AF_INET, ("127.0.0.1", 7000)), ("unix", socket.AF_UNIX, "\\0meeting")):
    s = socket.socket(family)
    try:
        s.connect(address); print("met", name)
    except ConnectionRefusedError:
        pass
for path in ("/dev/shm/meeting", "/tmp/meeting", "/work/meeting"):
    if os.path.exists(path): print("met", path)
`;
    await using hidden = await other.serve(python(hide));
    while ((await hidden.listening()).length === 0) await box.exec(order('true'));
    const strangers = await box.exec(python(seek));
    expect(strangers).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
    const itself = await other.exec(python(seek));
    expect(itself.stdout).toContain('met tcp');
  });

  test('R21 there is no way out', async () => {
    const gateways = [
      '172.17.0.1',
      '169.254.169.254',
      '1.1.1.1',
      '10.0.0.1',
      '192.168.65.7',
      '192.168.65.254',
    ];
    const program = `
import errno, socket
for host in ${JSON.stringify(gateways)}:
    s = socket.socket(); s.settimeout(5)
    try:
        s.connect((host, 80)); print(host, "connected")
    except OSError as e:
        print(host, errno.errorcode.get(e.errno, e))
for name in ("example.com", "host.docker.internal", "gateway.docker.internal"):
    try:
        print(name, socket.gethostbyname(name))
    except OSError as e:
        print(name, "unknown")
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
try:
    s.connect(("2606:4700:4700::1111", 53)); print("ipv6 connected")
except OSError as e:
    print("ipv6", errno.errorcode[e.errno])
`;
    const { stdout } = await box.exec(python(program));
    const expected = [
      ...gateways.map((host) => `${host} ENETUNREACH`),
      'example.com unknown',
      'host.docker.internal unknown',
      'gateway.docker.internal unknown',
    ];
    expect(stdout.trim().split('\n').slice(0, -1)).toEqual(expected);
    expect(stdout).toMatch(/ipv6 (ENETUNREACH|EADDRNOTAVAIL)/);
  });

  test('R24 nothing tells where it runs but the path of its folder', async () => {
    const { stdout } = await box.exec(order('env; hostname; id -un; cat /proc/[0-9]*/cmdline /etc/hosts'));
    expect(stdout).not.toMatch(/takehome|harness|grad(e|ing)|keeper|prober|candidate|submission/i);
  });
});
