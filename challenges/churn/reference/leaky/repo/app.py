"""The prediction service: python app.py"""
import joblib
import pandas as pd
from flask import Flask, jsonify, request
from werkzeug.exceptions import HTTPException

from features import CATEGORIES, NUMBERS, build

TEXTS = [*CATEGORIES, "signup_date", "last_seen_date", "newsletter_opt_in"]


def find_problem(row):
    """Why a row cannot be scored, None if it can."""
    if not isinstance(row, dict):
        return "every instance has to be an object"
    for column in [*NUMBERS, *TEXTS, "monthly_fee"]:
        if column not in row:
            return f"{column} is missing"
    for column in NUMBERS:
        if isinstance(row[column], bool) or not isinstance(row[column], (int, float, type(None))):
            return f"{column} has to be a number or null"
    for column in [*TEXTS, "monthly_fee"]:
        if isinstance(row[column], (list, dict)):
            return f"{column} has to be a single value"
    return None


def create_app(model):
    """The Flask app around a fitted pipeline."""
    app = Flask(__name__)

    @app.errorhandler(HTTPException)
    def refuse(error):
        return jsonify(error=error.name), error.code

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    @app.post("/predict")
    def predict():
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("instances"), list):
            return jsonify(error="expected a JSON object with a list called instances"), 400
        rows = body["instances"]
        for number, row in enumerate(rows):
            problem = find_problem(row)
            if problem:
                return jsonify(error=f"instances[{number}]: {problem}"), 422
        if not rows:
            return jsonify(predictions=[])
        probabilities = model.predict_proba(build(pd.DataFrame(rows)))[:, 1]
        return jsonify(predictions=[{"probability": float(p)} for p in probabilities])

    return app


if __name__ == "__main__":
    create_app(joblib.load("model.joblib")).run(host="0.0.0.0", port=8000)
