"""python -m churn.app: serves the saved model on port 8000."""
from __future__ import annotations

import joblib
import pandas as pd
from flask import Flask, Response, jsonify, request

from churn.prepare import CATEGORICAL, NUMERIC, prepare

EXPECTED = [*NUMERIC, "monthly_fee", *CATEGORICAL]


def missing_columns(rows: list[dict]) -> list[str]:
    """Columns that at least one row lacks."""
    return [column for column in EXPECTED if any(column not in row for row in rows)]


def badly_typed(rows: list[dict]) -> list[str]:
    """Numeric columns that hold something else in at least one row."""
    fine = (int, float, type(None))
    return [column for column in NUMERIC if any(not isinstance(row[column], fine) for row in rows)]


def create_app(model: object) -> Flask:
    """The application around a fitted pipeline."""
    app = Flask(__name__)

    @app.route("/health")
    def health() -> Response:
        return jsonify(status="healthy")

    @app.route("/predict", methods=["POST"])
    def predict() -> Response | tuple[Response, int]:
        body = request.get_json(silent=True)
        rows = body.get("instances") if isinstance(body, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            return jsonify(error="instances must be a list of objects"), 400
        if not rows:
            return jsonify(predictions=[])
        wrong = missing_columns(rows) or badly_typed(rows)
        if wrong:
            return jsonify(error="missing or invalid columns"), 400
        probabilities = model.predict_proba(prepare(pd.DataFrame(rows)))[:, 1]
        return jsonify(predictions=[{"probability": float(p)} for p in probabilities])

    return app


if __name__ == "__main__":
    create_app(joblib.load("artifacts/model.joblib")).run(host="0.0.0.0", port=8000)
