"""The service: python service.py"""
import math
from datetime import datetime

import joblib
import pandas as pd
from flask import Flask, jsonify, request

from schema import CONTRACTS, COUNTRIES, FEATURES, PAYMENTS, PLANS, YES_NO

app = Flask(__name__)
model = joblib.load("model.joblib")


def to_features(row):
    """The features of one customer."""
    snapshot = datetime.strptime(row["snapshot_date"], "%Y-%m-%d")
    last_seen = datetime.strptime(row["last_seen_date"], "%Y-%m-%d")
    fee, minutes = float(row["monthly_fee"]), float(row["minutes_watched_30d"])
    sessions, before = float(row["sessions_30d"]), float(row["sessions_prev_30d"])
    return {
        "tenure_months": float(row["tenure_months"]),
        "payment_failures_90d": float(row["payment_failures_90d"]),
        "sessions_30d": sessions,
        "minutes_watched_30d": minutes,
        "device_count": float(row["device_count"]),
        "support_tickets_90d": float(row["support_tickets_90d"]),
        "satisfaction_score": float(row["satisfaction_score"]),
        "monthly_fee": fee,
        "plan": PLANS[row["plan"]],
        "country": COUNTRIES[row["country"]],
        "contract_type": CONTRACTS[row["contract_type"]],
        "payment_method": PAYMENTS[row["payment_method"]],
        "auto_renew": YES_NO[row["auto_renew"]],
        "days_unseen": (snapshot - last_seen).days,
        "sessions_drop": math.log((before + 2) / (sessions + 2)),
        "fee_per_hour": math.log(fee / (minutes / 60 + 1) + 0.1),
    }


@app.route("/health")
def health():
    return jsonify(status="ok")


@app.route("/predict", methods=["POST"])
def predict():
    rows = request.get_json()["instances"]
    x = pd.DataFrame([to_features(row) for row in rows])[FEATURES]
    return jsonify(predictions=[{"probability": float(p)} for p in model.predict_proba(x)[:, 1]])


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000, debug=True)
