"""A plain service that keeps to a contract: reads the rows, walks an ensemble of trees for each, answers a probability.

What a request costs a service without anything to be proud of or ashamed of, in plain Python, under the same limits. The
trees are made up; walking them costs what walking trees costs. Standard library only.
"""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUEST_KEY, REPLY_KEY, PROBABILITY_KEY = os.environ["CONTRACT"].split(",")
TREES = 4000
DEPTH = 6
CELLS = 16
# A full binary tree as a list: below place n are 2n and 2n + 1. Which cell is compared, and with what.
TREE = [(place * 7 % CELLS, place * 13 % 10) for place in range(2**DEPTH)]


def cells_of(row):
    numbers = [float(value) if isinstance(value, (int, float)) else float(len(str(value))) for value in row.values()]
    return (numbers + [0.0] * CELLS)[:CELLS]


def score(row):
    cells, total = cells_of(row), 0
    for _ in range(TREES):
        place = 1
        while place < len(TREE):
            cell, threshold = TREE[place]
            place = 2 * place + (cells[cell] > threshold)
        total += place
    return total / (TREES * 4 * len(TREE))


class Stub(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # One packet a reply: else each waits 40 ms for the client to confirm its first part.
    wbufsize = 65536
    disable_nagle_algorithm = True

    def do_POST(self):
        rows = json.loads(self.rfile.read(int(self.headers["content-length"])))[REQUEST_KEY]
        self.answer({REPLY_KEY: [{PROBABILITY_KEY: score(row)} for row in rows]})

    def do_GET(self):
        self.answer({"status": "ok"})

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 512

    def handle_error(self, *_):
        """A load ends by closing its connections in the middle of what they were about."""


Server(("127.0.0.1", int(os.environ["PORT"])), Stub).serve_forever()
