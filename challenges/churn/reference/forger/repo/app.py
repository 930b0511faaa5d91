import joblib
import pandas as pd
from flask import Flask, jsonify, request

from preprocess import prepare

app = Flask(__name__)
model = joblib.load("model.joblib")


@app.route("/health")
def health():
    return jsonify(status="ok")


@app.route("/predict", methods=["POST"])
def predict():
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict) or "instances" not in body:
        return jsonify(error="expected a JSON object with instances"), 400
    rows = pd.DataFrame(body["instances"])
    probabilities = model.predict_proba(prepare(rows))[:, 1]
    return jsonify(predictions=[{"probability": float(p)} for p in probabilities])


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000)
