import type { HttpRequest } from '../../harness/evidence/common.ts';

/** One misbehaviour a path, on a raw socket; every path asked for is printed. */
export const misbehaving = `
import gzip, os, socket, threading, time

def reply(head, body=b""):
    return ("HTTP/1.1 " + head + "\\r\\n\\r\\n").encode() + body

def sized(body, status="200 OK", extra=""):
    return reply("%s\\r\\n%sContent-Length: %d" % (status, extra, len(body)), body)

def drip(c):
    c.sendall(reply("200 OK\\r\\nContent-Length: 1000"))
    while True:
        c.sendall(b".")
        time.sleep(0.1)

def slow_head(c):
    while True:
        c.sendall(b"H")
        time.sleep(0.1)

def endless(c):
    c.sendall(reply("200 OK"))
    while True:
        c.sendall(b"x" * 65536)

def endless_chunks(c):
    c.sendall(reply("200 OK\\r\\nTransfer-Encoding: chunked"))
    while True:
        c.sendall(b"1\\r\\nx\\r\\n")

def interim_flood(c):
    while True:
        c.sendall(b"HTTP/1.1 100 Continue\\r\\n\\r\\n")

def hold(c):
    c.sendall(sized(b"held"))
    time.sleep(60)

def early(c):
    c.sendall(sized(b"too much", "413 Payload Too Large"))
    time.sleep(60)

TEXTS = {
    "/fine": sized(b"fine"),
    "/until-close": reply("200 OK", b"until close"),
    "/chunked": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"3\\r\\nabc\\r\\n2;x=y\\r\\nde\\r\\n0\\r\\nT: 1\\r\\n\\r\\n"),
    "/continue": b"HTTP/1.1 100 Continue\\r\\n\\r\\n" + sized(b"after"),
    "/bare-newlines": b"HTTP/1.1 200 OK\\nContent-Length: 2\\n\\nok",
    "/no-content": reply("204 No Content"),
    "/binary": sized(bytes(range(256))),
    "/silent": b"",
    "/bomb": sized(gzip.compress(b"0" * 100_000_000), extra="Content-Encoding: gzip\\r\\n"),
    "/short": reply("200 OK\\r\\nContent-Length: 100", b"short"),
    "/long": reply("200 OK\\r\\nContent-Length: 2", b"long"),
    "/two-lengths": reply("200 OK\\r\\nContent-Length: 2\\r\\nContent-Length: 3", b"ab"),
    "/signed-length": reply("200 OK\\r\\nContent-Length: +2", b"ab"),
    "/both-lengths": reply("200 OK\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked", b"0\\r\\n\\r\\n"),
    "/huge-length": reply("200 OK\\r\\nContent-Length: 99999999999", b"x"),
    "/bad-chunk": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"zz\\r\\n\\r\\n"),
    "/negative-chunk": reply("200 OK\\r\\nTransfer-Encoding: chunked", b"-1\\r\\n\\r\\n"),
    "/gzip-chunked": reply("200 OK\\r\\nTransfer-Encoding: gzip, chunked", b"0\\r\\n\\r\\n"),
    "/split": sized(b"one") + sized(b"two"),
    "/http2": b"PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n",
    "/http09": b"just text",
    "/status": reply("999999 What"),
    "/switch": reply("101 Switching Protocols\\r\\nUpgrade: h2c"),
    "/long-header": reply("200 OK\\r\\nX: " + "x" * 100_000),
    "/many-headers": reply("200 OK\\r\\n" + "\\r\\n".join("X-%d: 1" % i for i in range(5000))),
    "/folded-header": reply("200 OK\\r\\nX: 1\\r\\n  2", b""),
    "/moved": sized(b"", "302 Found", "Location: http://169.254.169.254/\\r\\n"),
    "/moved-here": sized(b"", "307 Temporary Redirect", "Location: /target\\r\\n"),
    "/moved-to-file": sized(b"", "308 Permanent Redirect", "Location: file:///etc/passwd\\r\\n"),
}
ACTIONS = {"/drip": drip, "/slow-head": slow_head, "/endless": endless, "/endless-chunks": endless_chunks,
           "/interim-flood": interim_flood, "/hold": hold, "/early": early, "/crash": lambda c: os._exit(3)}

def serve(c):
    try:
        path = c.recv(65536).decode("latin-1").split(" ")[1]
        print("asked", path, flush=True)
        if path in ACTIONS:
            ACTIONS[path](c)
        else:
            c.sendall(TEXTS[path])
    except OSError:
        pass
    finally:
        c.close()

listener = socket.create_server(("127.0.0.1", int(os.environ["PORT"])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
`;

export const get = (path: string, method = 'GET'): HttpRequest => ({
  method,
  path,
  headers: {},
  body: null,
  bodyBytes: 0,
});
export const limits = { timeoutMs: 4_000, maxBytes: 300_000, port: 8000 };
