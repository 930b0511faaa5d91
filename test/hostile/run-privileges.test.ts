import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../harness/sandbox/types.ts';
import { engineOrSkip, openEngine, order, python, smallBox, type TestEngine } from '../helpers/docker.ts';

/** Calls by the number that they have on x86-64 and on arm64; each must fail. */
const calls = `
import ctypes, errno, os, platform, socket
libc = ctypes.CDLL(None, use_errno=True)
column = 0 if platform.machine() == "x86_64" else 1
NUMBERS = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "swapon": (167, 224),
    "reboot": (169, 142), "sethostname": (170, 161), "init_module": (175, 105), "delete_module": (176, 106),
    "unshare": (272, 97), "setns": (308, 268), "bpf": (321, 280), "keyctl": (250, 219), "add_key": (248, 217),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "kexec_load": (246, 104), "acct": (163, 89),
    "settimeofday": (164, 170), "open_by_handle_at": (304, 265), "syslog": (103, 116), "setuid0": (105, 146),
    "io_uring_setup": (425, 425),
}
NEW_USER, NEW_NAMESPACE, RESTART = 0x10000000, 0x00020000, 0xfee1dead
buffer = ctypes.create_string_buffer(256)
ARGUMENTS = {
    "mount": (b"none", b"/tmp", b"tmpfs", 0, None), "umount2": (b"/work", 0), "chroot": (b"/tmp",),
    "pivot_root": (b"/tmp", b"/tmp"), "swapon": (b"/tmp/x", 0), "sethostname": (b"x", 1), "unshare": (NEW_USER,),
    "reboot": (RESTART, 672274793, 0x1234567, None), "bpf": (0, buffer, 48), "keyctl": (0, -3, 1),
    "add_key": (b"user", b"x", b"y", 1, -3), "perf_event_open": (buffer, 0, -1, -1, 0), "acct": (b"/tmp/x",),
    "settimeofday": (buffer, None), "syslog": (3, buffer, 256), "setuid0": (0,), "setns": (0, NEW_NAMESPACE),
    "io_uring_setup": (1, buffer),
}
for name, numbers in NUMBERS.items():
    ctypes.set_errno(0)
    result = libc.syscall(numbers[column], *ARGUMENTS.get(name, (0, 0, 0, 0, 0)))
    print(name, errno.errorcode[ctypes.get_errno()] if result == -1 else "allowed")
for name, family, kind, protocol in (
    ("packet", 17, socket.SOCK_RAW, 0), ("raw", socket.AF_INET, socket.SOCK_RAW, 1), ("vsock", 40, socket.SOCK_STREAM, 0),
):
    try:
        socket.socket(family, kind, protocol).close(); print(name, "allowed")
    except OSError as e:
        print(name, errno.errorcode[e.errno])
for path in ("/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/sys/kernel/uevent_helper"):
    try:
        open(path, "w").close(); print(path, "allowed")
    except OSError as e:
        print(path, errno.errorcode[e.errno])
try:
    os.mknod("/tmp/device", 0o600 | 0o060000, os.makedev(8, 0)); print("mknod allowed")
except OSError as e:
    print("mknod", errno.errorcode[e.errno])
`;

/** Allowed by the default profile of engines before 25; `degraded` says so. */
const allowedByOldProfiles = ['io_uring_setup', 'vsock'];

describe.skipIf(await engineOrSkip())('privileges of a command', () => {
  let engine: TestEngine;
  let box: Sandbox;

  beforeAll(async () => {
    engine = await openEngine();
    box = await engine.provider.open(smallBox);
  });
  afterAll(async () => {
    await engine?.[Symbol.asyncDispose]();
  });

  test('R19 privileged system calls are refused', async () => {
    const { stdout, stderr } = await box.exec(python(calls));
    expect(stderr).toBe('');
    const answers = stdout.trim().split('\n');
    expect(answers).toHaveLength(31);
    const allowed = answers.filter((line) => line.endsWith(' allowed')).map((line) => line.split(' ')[0]);
    const old = engine.provider.degraded.some((phrase) => phrase.includes('io_uring'));
    expect(allowed.filter((name) => !(old && allowedByOldProfiles.includes(name ?? '')))).toEqual([]);
  });

  test('R20 there is nothing to climb', async () => {
    const { stdout } = await box.exec(
      order('grep -E "^(Cap(Eff|Prm|Bnd|Amb)|NoNewPrivs|Seccomp):" /proc/self/status | tr "\\t" " "'),
    );
    expect(stdout.trim().split('\n')).toEqual([
      'CapPrm: 0000000000000000',
      'CapEff: 0000000000000000',
      'CapBnd: 0000000000000000',
      'CapAmb: 0000000000000000',
      'NoNewPrivs: 1',
      'Seccomp: 2',
    ]);
    const { stdout: found } = await box.exec(
      order('ls -d /var/run/docker.sock /run/docker.sock /host /run/secrets 2>/dev/null; true'),
    );
    expect(found).toBe('');
  });

  test('R20 can write to its folder, temporary files and shared memory only', async () => {
    const points = `cut -d' ' -f5 /proc/self/mountinfo | while read p; do test -w "$p" && echo "$p"; done`;
    const { stdout } = await box.exec(order(`${points} | sort`));
    const places = stdout
      .trim()
      .split('\n')
      .filter((path) => !path.startsWith('/proc/'));
    expect(places.filter((path) => !/^\/dev\/(null|zero|full|tty|u?random|mqueue|shm)$/.test(path))).toEqual([
      '/tmp',
      '/work',
    ]);
    const outside = await box.exec(order('find / -xdev -writable -not -type l 2>/dev/null | sort'));
    expect(outside.stdout).toBe('/tmp\n/work\n');
  });
});
