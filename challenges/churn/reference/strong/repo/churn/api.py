"""The service: `uvicorn churn.api:app`. Imports no training code and no tracking library."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from fastapi import FastAPI
from fastapi import Request as HttpRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from churn.schema import Prediction, Reply, Request

MODEL_PATH = Path(os.environ.get("CHURN_MODEL", "models/churn.joblib"))
logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"), format="%(asctime)s %(name)s %(message)s")
log = logging.getLogger("churn")


def describe(error: dict) -> dict[str, str]:
    """One problem as the client needs it: where, and what. The value itself is not echoed."""
    where = ".".join(str(part) for part in error["loc"][1:4])
    return {"field": where or "body", "message": error["msg"]}


async def refuse(_: HttpRequest, error: RequestValidationError) -> JSONResponse:
    """422 with every field at fault, each named once."""
    problems = {problem["field"]: problem for problem in map(describe, error.errors())}
    return JSONResponse({"error": "invalid request", "fields": list(problems.values())[:20]}, status_code=422)


def create_app(model_path: Path = MODEL_PATH) -> FastAPI:
    """The application around one saved model, which is read when the service starts."""
    loaded: dict = {}

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loaded.update(joblib.load(model_path))
        log.info("serving %s from %s", loaded["approach"], model_path)
        yield

    app = FastAPI(title="Churn", lifespan=lifespan)
    app.add_exception_handler(RequestValidationError, refuse)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok", "model": loaded["approach"]}

    @app.post("/predict")
    def predict(request: Request) -> Reply:
        started = time.perf_counter()
        probabilities = predict_rows(loaded, [row.model_dump() for row in request.instances])
        # One line a request is what the monitoring in the README reads: size, spread of predictions, latency.
        log.info(
            "rows=%d mean=%.4f called=%d ms=%.1f",
            len(probabilities),
            float(np.mean(probabilities)) if len(probabilities) else 0.0,
            int(np.sum(probabilities >= loaded["threshold"])),
            1000 * (time.perf_counter() - started),
        )
        predictions = [Prediction(probability=p, call=p >= loaded["threshold"]) for p in probabilities]
        return Reply(predictions=predictions, model=loaded["approach"])

    return app


def predict_rows(loaded: dict, rows: list[dict]) -> np.ndarray:
    """One probability a row, in order; an empty batch has an empty answer."""
    if not rows:
        return np.array([])
    return loaded["pipeline"].predict_proba(pd.DataFrame(rows))[:, 1].astype(float)


app = create_app()
