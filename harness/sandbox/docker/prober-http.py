"""HTTP/1.1 to a server in this network namespace. First of the prober's three parts, which are run as one text.

The sockets are made by hand because every reply is hostile: one deadline over connect, send, head and body, a cap on
bytes before anything is parsed, no redirects, no decompression, one connection a request unless a series is measured.
Python 3.9 or newer, standard library only.
"""

import base64
import re
import select
import socket
import time

MAX_HEAD_BYTES = 64 * 1024
MAX_HEADERS = 200
MAX_INTERIM_REPLIES = 8
MAX_LINE_BYTES = 1024
MAX_TRAILERS = 100
# One-byte chunks carry five bytes of framing each: honest, so only the body counts against the caller's cap.
RAW_BYTES_PER_BODY_BYTE = 8

BLANK_LINE = re.compile(rb"\r?\n\r?\n")
STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: [^\r\n]*)?")
HEADER_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*?)[ \t]*")
CHUNK_LINE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?")


class Stop(Exception):
    """Why there is no reply: refused, timed-out, too-large, protocol or closed."""


class Wire:
    """A connection that is sent to and read from at once, until the deadline."""

    def __init__(self, sock, outgoing, deadline, max_raw):
        self.sock = sock
        self.outgoing = memoryview(outgoing)
        self.deadline = deadline
        self.max_raw = max_raw
        self.inbox = bytearray()
        self.received = 0
        self.arrived_ns = 0

    def fill(self):
        """Waits for more bytes, sending meanwhile. False when the server has closed its side."""
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise Stop("timed-out")
            waiting = [self.sock] if self.outgoing else []
            readable, writable, _ = select.select([self.sock], waiting, [], left)
            if writable:
                self.push()
            if readable:
                return self.pull()

    def push(self):
        try:
            self.outgoing = self.outgoing[self.sock.send(self.outgoing[:262144]) :]
        except BlockingIOError:
            pass
        except OSError:
            # It reads no further, as after a 413: its reply may still be there.
            self.outgoing = memoryview(b"")

    def pull(self):
        try:
            chunk = self.sock.recv(65536)
        except BlockingIOError:
            return True
        except OSError:
            raise Stop("closed") from None
        self.arrived_ns = time.perf_counter_ns()
        self.inbox += chunk
        self.received += len(chunk)
        if self.received > self.max_raw:
            raise Stop("too-large")
        return bool(chunk)

    def take(self, count):
        while len(self.inbox) < count:
            if not self.fill():
                raise Stop("protocol")
        taken = bytes(self.inbox[:count])
        del self.inbox[:count]
        return taken

    def line(self):
        while True:
            end = self.inbox.find(b"\n", 0, MAX_LINE_BYTES)
            if end >= 0:
                return self.take(end + 1).rstrip(b"\r\n")
            if len(self.inbox) >= MAX_LINE_BYTES or not self.fill():
                raise Stop("protocol")


def connect(port, deadline):
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue
        try:
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            sock.connect((host, port))
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setblocking(False)
            return sock
        except socket.timeout:
            sock.close()
            raise Stop("timed-out") from None
        except OSError:
            sock.close()
    raise Stop("refused")


def request_bytes(order, connection="close"):
    body = None if order["body"] is None else order["body"].encode("utf-8", "surrogatepass")
    given = {name.lower() for name in order["headers"]}
    headers = dict(order["headers"])
    defaults = {"Host": "127.0.0.1:%d" % order["port"], "Accept": "*/*", "Accept-Encoding": "identity"}
    if body is not None or order["method"] in ("POST", "PUT", "PATCH"):
        defaults["Content-Length"] = str(len(body or b""))
    for name, value in {**defaults, "Connection": connection}.items():
        if name.lower() not in given:
            headers[name] = value
    lines = ["%s %s HTTP/1.1" % (order["method"], order["path"])]
    lines += ["%s: %s" % pair for pair in headers.items()]
    return "\r\n".join(lines + ["", ""]).encode("utf-8", "surrogatepass") + (body or b"")


def read_block(wire):
    searched = 0
    while True:
        found = BLANK_LINE.search(wire.inbox, searched)
        if found and found.end() <= MAX_HEAD_BYTES:
            block = wire.take(found.end())
            return block[: found.start()]
        if found or len(wire.inbox) > MAX_HEAD_BYTES:
            raise Stop("protocol")
        searched = max(0, len(wire.inbox) - 3)
        if not wire.fill():
            raise Stop("protocol" if wire.inbox else "closed")


def parse_block(block):
    first, *rest = re.split(rb"\r?\n", block)
    status = STATUS_LINE.fullmatch(first)
    if not status or len(rest) > MAX_HEADERS:
        raise Stop("protocol")
    headers = []
    for text in rest:
        header = HEADER_LINE.fullmatch(text)
        if not header:
            raise Stop("protocol")
        headers.append((header[1].decode("latin-1").lower(), header[2].decode("latin-1")))
    return int(status[1]), headers


def read_head(wire):
    for _ in range(MAX_INTERIM_REPLIES):
        status, headers = parse_block(read_block(wire))
        if status >= 200:
            return status, headers
        if status == 101:
            break
    raise Stop("protocol")


def read_chunked(wire, max_bytes):
    body = bytearray()
    while True:
        size = CHUNK_LINE.fullmatch(wire.line())
        if not size:
            raise Stop("protocol")
        count = int(size[1], 16)
        if count == 0:
            break
        if len(body) + count > max_bytes:
            raise Stop("too-large")
        body += wire.take(count)
        if wire.line() != b"":
            raise Stop("protocol")
    for _ in range(MAX_TRAILERS):
        if wire.line() == b"":
            return bytes(body)
    raise Stop("protocol")


def read_sized(wire, lengths, max_bytes):
    if len(set(lengths)) != 1 or not re.fullmatch(r"[0-9]{1,15}", lengths[0]):
        raise Stop("protocol")
    if int(lengths[0]) > max_bytes:
        raise Stop("too-large")
    return wire.take(int(lengths[0]))


def read_to_end(wire, max_bytes):
    while len(wire.inbox) <= max_bytes:
        if not wire.fill():
            return bytes(wire.inbox)
    raise Stop("too-large")


def read_body(wire, status, headers, order):
    if order["method"] == "HEAD" or status in (204, 304):
        return b""
    codings = [value.lower() for name, value in headers if name == "transfer-encoding"]
    lengths = [value for name, value in headers if name == "content-length"]
    if not codings and not lengths:
        return read_to_end(wire, order["maxBytes"])
    if codings and (lengths or codings != ["chunked"]):
        raise Stop("protocol")
    if codings:
        body = read_chunked(wire, order["maxBytes"])
    else:
        body = read_sized(wire, lengths, order["maxBytes"])
    if wire.inbox:
        raise Stop("protocol")
    return body


def exchange_on(sock, order, outgoing, deadline):
    max_raw = order["maxBytes"] * RAW_BYTES_PER_BODY_BYTE + MAX_INTERIM_REPLIES * MAX_HEAD_BYTES
    wire = Wire(sock, outgoing, deadline, max_raw)
    wire.push()
    status, headers = read_head(wire)
    return status, headers, read_body(wire, status, headers, order), wire.arrived_ns


def exchange(order, deadline):
    sock = connect(order["port"], deadline)
    try:
        return exchange_on(sock, order, request_bytes(order), deadline)[:3]
    finally:
        sock.close()


def send(order):
    started = time.perf_counter_ns()
    deadline = time.monotonic() + order["timeoutMs"] / 1000
    try:
        status, headers, body = exchange(order, deadline)
    except Stop as stop:
        return {"error": str(stop), "durationNs": time.perf_counter_ns() - started}
    took = time.perf_counter_ns() - started
    return {"status": status, "headers": headers, "body": base64.b64encode(body).decode(), "durationNs": took}
