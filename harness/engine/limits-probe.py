"""Runs where a submission would run, tries to break each limit, and prints what happened as one JSON document."""
import errno
import json
import os
import resource
import signal
import socket
import sys
import time

MIB = 1024 * 1024
memory_mib, work_mib, pids = (int(argument) for argument in sys.argv[1:4])


def error_name(call):
    try:
        call()
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error.errno))
    return "none"


def connect(host):
    with socket.socket() as client:
        client.settimeout(2)
        client.connect((host, 80))


def write(path, size):
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        chunk = bytes(MIB)
        for _ in range(size // MIB):
            left = chunk
            while left:
                left = left[os.write(descriptor, left):]
    finally:
        os.close(descriptor)


def fill(folder, size):
    """Fills a folder with files below the file-size limit, and takes them away again."""
    names = [f"{folder}/fill{part}" for part in range(64)]
    share = max(MIB, size // 32)
    outcome = error_name(lambda: [write(name, share) for name in names])
    for name in names:
        if os.path.exists(name):
            os.unlink(name)
    return outcome


def too_many_files():
    folder = "/tmp/many"
    os.mkdir(folder)
    count = 0

    def create():
        nonlocal count
        for count in range(100_000):
            os.close(os.open(f"{folder}/{count}", os.O_CREAT))

    outcome = error_name(create)
    for name in os.listdir(folder):
        os.unlink(f"{folder}/{name}")
    return outcome


def in_child(action):
    """How a child ended that did `action`: the name of the signal that killed it, else its exit code."""
    child = os.fork()
    if child == 0:
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else str(os.WEXITSTATUS(status))


def hoard():
    kept = []
    for _ in range(2 * memory_mib):
        kept.append(b"x" * MIB)


def fork_until_refused():
    children = []
    outcome = "none"
    for _ in range(2 * pids):
        try:
            child = os.fork()
        except OSError as error:
            outcome = errno.errorcode[error.errno]
            break
        if child == 0:
            signal.pause()
        children.append(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return outcome


def throttled():
    """Periods in which the kernel held this container back for want of processor time; null where it does not tell."""
    for path in ("/sys/fs/cgroup/cpu.stat", "/sys/fs/cgroup/cpu/cpu.stat", "/sys/fs/cgroup/cpu,cpuacct/cpu.stat"):
        try:
            with open(path) as lines:
                return int(dict(line.split() for line in lines).get("nr_throttled", 0))
        except OSError:
            continue
    return None


def busy(until):
    while time.monotonic() < until:
        pass


def cpu_share(seconds=0.5):
    """Processor time that two busy processes got, as a share of the time that went by."""
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    children = []
    for _ in range(2):
        child = os.fork()
        if child == 0:
            busy(began + seconds)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used / (time.monotonic() - began)


def cpu_share_until_throttled(rounds=10):
    """On a machine that is busy otherwise it can take a while until the limit is what holds us back."""
    share = cpu_share()
    for _ in range(rounds):
        if throttled() != 0:
            break
        share = max(share, cpu_share())
    return share


def big_file():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    if limit == resource.RLIM_INFINITY:
        return "none"
    os.close(os.open("/tmp/big", os.O_CREAT))
    outcome = error_name(lambda: os.truncate("/tmp/big", limit + 1))
    os.unlink("/tmp/big")
    return outcome


def status(name):
    with open("/proc/self/status") as lines:
        for line in lines:
            key, _, value = line.partition(":")
            if key == name:
                return value.strip()
    return ""


cpu = cpu_share_until_throttled()
print(json.dumps({
    "uid": os.getuid(),
    "cpuShare": cpu,
    "cpuThrottled": throttled(),
    "networks": {host: error_name(lambda: connect(host)) for host in ("1.1.1.1", "172.17.0.1", "169.254.169.254")},
    "rootWrites": {path: error_name(lambda: os.mkdir(path)) for path in ("/taken", "/usr/local/taken", "/etc/taken")},
    "workFull": fill("/work", work_mib * MIB),
    "tmpFull": fill("/tmp", memory_mib * MIB),
    "tmpFiles": too_many_files(),
    "pids": fork_until_refused(),
    "memory": in_child(hoard),
    "fileSize": big_file(),
    "noNewPrivileges": status("NoNewPrivs"),
    "capabilities": status("CapBnd"),
    "seccomp": status("Seccomp"),
    "uv": os.popen("uv --version").read().strip(),
}))
