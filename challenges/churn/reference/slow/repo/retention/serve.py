"""python -m retention.serve: the service on port 8000."""
from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

from retention.clean import COUNTS, TEXTS, features
from retention.typical import typicality


def problem_of(row: object) -> str | None:
    """Why a row cannot be a customer, naming the field."""
    if not isinstance(row, dict):
        return "a customer is an object"
    for name in [*COUNTS, *TEXTS, "monthly_fee"]:
        if name not in row:
            return f"{name} is missing"
        if isinstance(row[name], (list, dict)):
            return f"{name} is neither text nor number"
    for name in COUNTS:
        if not isinstance(row[name], (int, float, type(None))) or row[name] in (np.inf, -np.inf) or row[name] != row[name]:
            return f"{name} is not a number"
    return None


def answer(row: dict, saved: dict, customers: Path) -> dict:
    """Probability, and how typical the customer is among those known today."""
    x = np.array([features(row)])
    # Read every time: the file is renewed overnight.
    known = np.load(customers)
    return {
        "probability": float(saved["model"].predict_proba(x)[0, 1]),
        "typicality": round(typicality(known, saved["scale"].transform(x)), 3),
    }


def create_app(saved: dict, customers: Path) -> Flask:
    """The application around a saved model and the file of known customers."""
    app = Flask(__name__)

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException):
        return jsonify(error=error.name), error.code

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    @app.post("/predict")
    def predict():
        body = request.get_json(silent=True)
        rows = body.get("instances") if isinstance(body, dict) else None
        if not isinstance(rows, list):
            return jsonify(error="instances is not a list"), 422
        for position, row in enumerate(rows):
            problem = problem_of(row)
            if problem:
                return jsonify(error=f"instances[{position}]: {problem}"), 422
        return jsonify(predictions=[answer(row, saved, customers) for row in rows])

    return app


if __name__ == "__main__":
    folder = Path("model")
    create_app(joblib.load(folder / "model.joblib"), folder / "customers.npy").run(host="0.0.0.0", port=8000, threaded=True)
