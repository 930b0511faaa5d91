"""The service: `uvicorn retain.api:app`. Needs neither training code nor scikit-learn nor pandas."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from retain import scorecard
from retain.desk import MOST_WAITING, Busy, Desk
from retain.features import matrix_of
from retain.log import configure
from retain.metrics import Metrics
from retain.schema import Customer, parse, problems_of

MODEL_PATH = Path(os.environ.get("RETAIN_MODEL", "models/scorecard.joblib"))
MOST_BYTES = 4 * 1024 * 1024
# Of a body that is too large this much is read and thrown away, so that the sender is still there to read the answer.
MOST_DISCARDED = 64 * 1024 * 1024
REQUEST_ID = re.compile(r"[\w\-]{1,64}")
log = configure()


class Refused(Exception):
    """A request that gets no predictions: status, what is wrong, and where."""

    def __init__(self, status: int, error: str, fields: Sequence[dict] = (), headers: dict | None = None) -> None:
        """Everything here is sent to the client."""
        super().__init__(error)
        self.status, self.document, self.headers = status, {"error": error}, headers or {}
        if fields:
            self.document["fields"] = list(fields)


def score_rows(card: scorecard.Scorecard, rows: Sequence[Customer]) -> list[dict]:
    """Probability, whether a call pays, and what speaks for leaving; one answer a row."""
    contributions = card.contributions(matrix_of(rows))
    return [
        {"probability": round(p, 6), "call": p >= card.threshold, "reasons": card.why(contributions[i])}
        for i, p in enumerate(card.probabilities(contributions).tolist())
    ]


async def read_body(request: Request) -> bytes:
    """The body, unless it is larger than any honest batch; memory stays bounded either way."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size <= MOST_BYTES:
            parts.append(part)
        elif size > MOST_DISCARDED:
            break
        else:
            parts.clear()
    if size > MOST_BYTES:
        raise Refused(
            413, f"the body is larger than {MOST_BYTES} bytes: send fewer customers", headers={"Connection": "close"}
        )
    return b"".join(parts)


async def read_rows(request: Request) -> list[Customer]:
    """Customers of a request; Refused says what is wrong with it."""
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    body = await read_body(request)
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise Refused(415, "send application/json", [{"field": "content-type", "message": "is not application/json"}])
    try:
        return parse(body)
    except ValidationError as error:
        raise Refused(422, "invalid request", problems_of(error)) from None


class Service:
    """One model with its queue and its counters."""

    def __init__(self, card: scorecard.Scorecard, most_waiting: int = MOST_WAITING) -> None:
        """Answers one row at once, so that the first request finds everything warm and a broken model never listens."""
        self.card, self.metrics = card, Metrics()
        self.desk = Desk(lambda rows: score_rows(card, rows), most_waiting)
        score_rows(card, [dict.fromkeys(Customer.__annotations__)])

    async def predict(self, request: Request) -> tuple[int, dict, dict]:
        """Status, document and headers for a request; says nothing about what went wrong inside."""
        try:
            rows = await read_rows(request)
            answers = await self.desk.answer(rows) if rows else []
        except Refused as refusal:
            return refusal.status, refusal.document, refusal.headers
        except Busy:
            return 503, {"error": "busy, try again in a second"}, {"Retry-After": "1"}
        except Exception:
            log.exception("failed")
            return 500, {"error": "internal error"}, {}
        self.metrics.answered(rows, [answer["probability"] for answer in answers])
        return 200, {"predictions": answers, "model": self.card.run}, {}

    async def respond(self, request: Request) -> Response:
        """Answers, counts and logs one request."""
        given = request.headers.get("x-request-id", "")
        name, started = given if REQUEST_ID.fullmatch(given) else uuid4().hex[:16], time.perf_counter()
        status, document, headers = await self.predict(request)
        seconds = time.perf_counter() - started
        self.metrics.requests[status] += 1
        self.metrics.latency.observe(seconds)
        log.info(
            "predict",
            extra={"fields": {"request": name, "status": status, "ms": round(seconds * 1000, 2)} | told(document)},
        )
        body = json.dumps(document, separators=(",", ":")).encode()
        return Response(body, status, {"X-Request-ID": name, **headers}, "application/json")


def told(document: dict) -> dict:
    """What the log says about an answer: how many, how likely, or which fields were at fault."""
    if answers := document.get("predictions"):
        mean = sum(answer["probability"] for answer in answers) / len(answers)
        return {"rows": len(answers), "mean": round(mean, 4), "called": sum(answer["call"] for answer in answers)}
    return {"fields": [problem["field"] for problem in document.get("fields", [])[:3]]}


def create_app(model_path: Path = MODEL_PATH, most_waiting: int = MOST_WAITING) -> FastAPI:
    """The application around one saved model, which is read when the service starts."""
    running: dict[str, Service] = {}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        running["service"] = Service(scorecard.load(model_path), most_waiting)
        log.info("started", extra={"fields": {"model": running["service"].card.run, "path": str(model_path)}})
        yield
        running.clear()

    app = FastAPI(title="Who leaves next month", lifespan=lifespan)

    @app.get("/health")
    async def health() -> JSONResponse:
        if "service" not in running:
            return JSONResponse({"status": "starting"}, 503)
        return JSONResponse({"status": "ok", "model": running["service"].card.run})

    @app.get("/metrics")
    async def metrics() -> Response:
        page = running["service"].metrics
        page.waiting = running["service"].desk.waiting
        return Response(page.text(), media_type="text/plain; version=0.0.4")

    @app.post("/predict")
    async def predict(request: Request) -> Response:
        return await running["service"].respond(request)

    return app


app = create_app()
