"""One line of JSON an event, on standard output. No customer data: numbers, field names, request ids."""

from __future__ import annotations

import json
import logging
import os
import sys


class JsonLines(logging.Formatter):
    """A record and what was passed as `extra={"fields": ...}`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = {"time": round(record.created, 3), "level": record.levelname, "event": record.getMessage()}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)


def configure() -> logging.Logger:
    """The service's logger, at LOG_LEVEL. Calling it twice changes nothing."""
    log = logging.getLogger("retain")
    if not log.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
    log.setLevel(os.environ.get("LOG_LEVEL", "INFO").upper())
    log.propagate = False
    return log
