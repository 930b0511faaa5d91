"""python -m retention.serve: a small HTTP server on the standard library, to keep the image small."""

import json
import logging
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import joblib

from retention.answer import answer

PORT = 8000
logging.basicConfig(level=logging.INFO)


class Handler(BaseHTTPRequestHandler):
    """GET /health and POST /predict."""

    model = None

    def reply(self, status: int, document: dict) -> None:
        """Sends one JSON document."""
        text = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self) -> None:
        """Whether the service is up."""
        self.reply(*((200, {"status": "ok"}) if self.path == "/health" else (404, {"error": "not found"})))

    def do_POST(self) -> None:
        """Predictions."""
        if self.path != "/predict":
            return self.reply(404, {"error": "not found"})
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        return self.reply(*answer(body, self.model))


def main() -> None:
    """Loads the model and serves until stopped."""
    Handler.model = joblib.load("model.joblib")
    # Bound by hand so that a restart does not have to wait for the old socket.
    server = ThreadingHTTPServer(("0.0.0.0", PORT), Handler, bind_and_activate=False)
    server.allow_reuse_address = True
    server.server_bind()
    logging.info("serving on port %d", PORT)
    server.serve_forever()


if __name__ == "__main__":
    main()
