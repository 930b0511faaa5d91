"""How fast a server answers: requests one after another, and wrk's load. Second of the prober's three parts."""

import json
import os
import subprocess
import tempfile

MAX_SERIES = 5000
WRK_GRACE_SECONDS = 5
MAX_WRK_OUTPUT_BYTES = 64 * 1024
# wrk holds each reply whole while it reads it: one without an end ends wrk, and never what it runs beside. Of itself it
# takes 240 MB of addresses, and 8 bytes for each microsecond of its timeout, most of which it never touches.
WRK_ADDRESS_KIB, WRK_ADDRESS_KIB_A_SECOND = 320 * 1024, 8000
LIMITED_WRK = 'ulimit -v "$0"; exec wrk "$@"'
NO_SUCH_PROGRAM = 127


class Connection:
    """Kept alive from one request to the next for as long as the server lets it."""

    def __init__(self, port):
        self.port = port
        self.sock = None

    def close(self):
        if self.sock:
            self.sock.close()
        self.sock = None

    def attempt(self, order, outgoing):
        """Nanoseconds from the first byte sent to the last received, and the status; neither connecting nor parsing counts."""
        deadline = time.monotonic() + order["timeoutMs"] / 1000
        self.sock = self.sock or connect(self.port, deadline)
        started = time.perf_counter_ns()
        try:
            status, headers, _, arrived = exchange_on(self.sock, order, outgoing, deadline)
        except Stop:
            self.close()
            raise
        if not stays_open(headers):
            self.close()
        return arrived - started, status

    def ask(self, order, outgoing):
        """A server may close a connection that it has kept: that is no answer, and asked again on a new one."""
        kept = self.sock is not None
        try:
            return self.attempt(order, outgoing)
        except Stop as stop:
            if not kept or str(stop) != "closed":
                raise
        return self.attempt(order, outgoing)


def stays_open(headers):
    said = {name: value.lower() for name, value in headers}
    framed = "content-length" in said or "transfer-encoding" in said
    return framed and said.get("connection") != "close"


def series(order):
    """The requests in turn, one after another, until so many or until the budget is over."""
    requests = [{**order, **request} for request in order["requests"]]
    outgoing = [request_bytes(request, "keep-alive") for request in requests]
    connection = Connection(order["port"])
    over = time.monotonic() + order["budgetMs"] / 1000
    durations, failed = [], 0
    for turn in range(min(order["count"], MAX_SERIES)):
        if turn and time.monotonic() > over:
            break
        try:
            took, status = connection.ask(requests[turn % len(requests)], outgoing[turn % len(requests)])
        except Stop:
            failed += 1
            continue
        if status >= 400:
            failed += 1
        else:
            durations.append(took)
    connection.close()
    return {"durationsNs": durations, "failures": failed}


# Threads of wrk have a Lua state each: what they count is read from them at the end.
WRK_SCRIPT = """
local threads, requests, turn = {}, {}, 0
refused = 0
function setup(thread) table.insert(threads, thread) end
function init()
  for place, body in ipairs(BODIES) do requests[place] = wrk.format(METHOD, PATH, HEADERS, body) end
end
function request()
  turn = turn % #requests + 1
  return requests[turn]
end
function response(status) if status == 429 or status == 503 then refused = refused + 1 end end
function done(summary, latency)
  local refusals = 0
  for _, thread in ipairs(threads) do refusals = refusals + (thread:get("refused") or 0) end
  local errors = summary.errors
  io.write(string.format(
    '\\n{"seconds":%.6f,"requests":%d,"status":%d,"refused":%d,"lost":%d,"p50":%.0f,"p95":%.0f,"p99":%.0f}\\n',
    summary.duration / 1e6, summary.requests, errors.status, refusals,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
"""


def lua_text(text):
    return '"' + "".join("\\%03d" % byte for byte in text.encode("utf-8", "surrogatepass")) + '"'


def wrk_script(order):
    first = order["requests"][0]
    headers = ", ".join("[%s] = %s" % (lua_text(name), lua_text(value)) for name, value in first["headers"].items())
    bodies = ", ".join(lua_text(request["body"] or "") for request in order["requests"])
    return "METHOD, PATH = %s, %s\nHEADERS = {%s}\nBODIES = {%s}\n%s" % (
        lua_text(first["method"]),
        lua_text(first["path"]),
        headers,
        bodies,
        WRK_SCRIPT,
    )


def host_of(port):
    sock = connect(port, time.monotonic() + 1)
    host = "[::1]" if sock.family == socket.AF_INET6 else "127.0.0.1"
    sock.close()
    return "http://%s:%d" % (host, port)


def wrk(order, script):
    seconds, timeout = "%ds" % order["seconds"], "%ds" % order["timeoutS"]
    options = ["-t1", "-c%d" % order["connections"], "-d", seconds, "--timeout", timeout, "-s", script]
    limit = str(WRK_ADDRESS_KIB + WRK_ADDRESS_KIB_A_SECOND * order["timeoutS"])
    run = subprocess.run(
        ["sh", "-c", LIMITED_WRK, limit, *options, host_of(order["port"])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=order["seconds"] + WRK_GRACE_SECONDS,
        check=False,
    )
    if run.returncode == NO_SUCH_PROGRAM:
        raise FileNotFoundError("wrk")
    lines = run.stdout[-MAX_WRK_OUTPUT_BYTES:].decode("utf-8", "replace").splitlines()
    found = [line for line in lines if line.startswith("{")]
    return json.loads(found[-1]) if found else None


def load(order):
    """wrk with so many connections for so many seconds; null where nothing listens, and where no reply came to an end."""
    handle, script = tempfile.mkstemp(suffix=".lua")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(wrk_script(order))
        return {"load": wrk(order, script)}
    except (Stop, subprocess.TimeoutExpired):
        return {"load": None}
    finally:
        os.unlink(script)
