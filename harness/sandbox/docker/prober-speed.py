"""How fast a server answers: requests one after another, and wrk's load. Second of the prober's three parts."""

import json
import os
import subprocess
import tempfile

MAX_SERIES = 5000
WRK_GRACE_SECONDS = 10
MAX_WRK_OUTPUT_BYTES = 64 * 1024


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
        """Nanoseconds from the first byte sent to the last received, and the status; connecting does not count."""
        deadline = time.monotonic() + order["timeoutMs"] / 1000
        self.sock = self.sock or connect(self.port, deadline)
        started = time.perf_counter_ns()
        try:
            status, headers, _ = exchange_on(self.sock, order, outgoing, deadline)
        except Stop:
            self.close()
            raise
        took = time.perf_counter_ns() - started
        if not stays_open(headers):
            self.close()
        return took, status

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
        failed += status >= 400
        durations.append(took)
    connection.close()
    return {"durationsNs": durations, "failures": failed}


# Threads of wrk have a Lua state each: what they count is read from them at the end.
WRK_SCRIPT = """
local threads, requests, turn = {}, {}, 0
busy, refused = %(by_status)s, 0
function setup(thread) table.insert(threads, thread) end
function init()
  for place, body in ipairs(BODIES) do requests[place] = wrk.format(METHOD, PATH, HEADERS, body) end
end
function request()
  turn = turn %% #requests + 1
  return requests[turn]
end
if busy then
  function response(status) if status == 429 or status == 503 then refused = refused + 1 end end
end
function done(summary, latency)
  local refusals = 0
  for _, thread in ipairs(threads) do refusals = refusals + (thread:get("refused") or 0) end
  local errors = summary.errors
  io.write(string.format(
    '\\n{"seconds":%%.6f,"requests":%%d,"status":%%d,"refused":%%d,"lost":%%d,"p50":%%.0f,"p95":%%.0f,"p99":%%.0f}\\n',
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
        WRK_SCRIPT % {"by_status": "true" if order["byStatus"] else "false"},
    )


def host_of(port):
    sock = connect(port, time.monotonic() + 1)
    host = "[::1]" if sock.family == socket.AF_INET6 else "127.0.0.1"
    sock.close()
    return "http://%s:%d" % (host, port)


def wrk(order, script):
    seconds = order["seconds"]
    command = ["wrk", "-t1", "-c%d" % order["connections"], "-d%ds" % seconds, "--timeout", "%ds" % order["timeoutS"]]
    run = subprocess.run(
        [*command, "-s", script, host_of(order["port"])],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds + order["timeoutS"] + WRK_GRACE_SECONDS,
        check=False,
    )
    lines = run.stdout[-MAX_WRK_OUTPUT_BYTES:].decode("utf-8", "replace").splitlines()
    found = [line for line in lines if line.startswith("{")]
    return json.loads(found[-1]) if found else None


def load(order):
    """wrk with so many connections for so many seconds; null where nothing could be measured."""
    handle, script = tempfile.mkstemp(suffix=".lua")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(wrk_script(order))
        return {"load": wrk(order, script)}
    except (Stop, subprocess.TimeoutExpired):
        return {"load": None}
    finally:
        os.unlink(script)
