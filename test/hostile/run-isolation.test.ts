import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import {
  engineOrSkip,
  leftovers,
  openEngine,
  order,
  python,
  smallBox,
  type TestEngine,
} from '../helpers/docker.ts';

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
