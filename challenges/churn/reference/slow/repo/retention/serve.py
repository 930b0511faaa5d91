"""python -m retention.serve: the service on port 8000."""
from __future__ import annotations

from pathlib import Path

import joblib
import numpy as np
from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

from retention.clean import features
from retention.typical import typicality


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
            return jsonify(error="instances is not a list"), 400
        try:
            predictions = [answer(row, saved, customers) for row in rows]
        except (KeyError, TypeError, ValueError):
            return jsonify(error="not a customer"), 400
        return jsonify(predictions=predictions)

    return app


if __name__ == "__main__":
    folder = Path("model")
    create_app(joblib.load(folder / "model.joblib"), folder / "customers.npy").run(host="0.0.0.0", port=8000, threaded=True)
