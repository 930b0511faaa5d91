"""One JSON document a line on standard input and output. Last of the prober's three parts; ends with its standard input."""

import sys
import threading


def is_loopback(address):
    """`address` is as /proc/net/tcp writes it: words of 32 bits in the machine's own byte order."""
    words = (int(address[at : at + 8], 16) for at in range(0, len(address), 8))
    raw = b"".join(word.to_bytes(4, sys.byteorder) for word in words)
    mapped = raw[:12] == b"\0" * 10 + b"\xff\xff"
    return raw[0] == 127 if len(raw) == 4 else raw == b"\0" * 15 + b"\1" or (mapped and raw[12] == 127)


def listening(_order):
    ports = {}
    for path in ("/proc/net/tcp", "/proc/net/tcp6"):
        if not os.path.exists(path):
            continue
        with open(path) as table:
            for fields in (row.split() for row in list(table)[1:]):
                address, port = fields[1].split(":")
                if fields[3] == "0A":
                    number = int(port, 16)
                    ports[number] = ports.get(number, True) and is_loopback(address)
    return {"ports": sorted(ports.items())}


MAX_AT_ONCE = 32
OPERATIONS = {"send": send, "listening": listening, "series": series, "load": load}
writing = threading.Lock()
slots = threading.BoundedSemaphore(MAX_AT_ONCE)


def answer(order):
    try:
        result = OPERATIONS[order["op"]](order)
    except Exception as error:
        result = {"failed": repr(error)}
    finally:
        slots.release()
    with writing:
        sys.stdout.write(json.dumps({"id": order["id"], **result}) + "\n")
        sys.stdout.flush()


def main():
    for text in sys.stdin:
        slots.acquire()
        threading.Thread(target=answer, args=(json.loads(text),), daemon=True).start()
    os._exit(0)


main()
