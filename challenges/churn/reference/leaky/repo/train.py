"""Compares two models on a held-out fifth of the customers and saves the better one: python train.py"""
import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from features import CATEGORIES, build

SEED = 42


def load(path="data/train.csv"):
    """Training rows without the second copy of customers that are there twice."""
    return pd.read_csv(path).drop_duplicates("customer_id").reset_index(drop=True)


def candidates(numbers):
    """The two models that are compared."""
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    return {
        "logistic regression": make_pipeline(
            ColumnTransformer([("numbers", scaled, numbers), ("categories", one_hot, CATEGORIES)]),
            LogisticRegression(max_iter=2000, random_state=SEED),
        ),
        "gradient boosting": make_pipeline(
            ColumnTransformer([("numbers", "passthrough", numbers), ("categories", one_hot, CATEGORIES)]),
            HistGradientBoostingClassifier(max_iter=300, learning_rate=0.08, random_state=SEED),
        ),
    }


def main():
    rows = load()
    x, y = build(rows), rows["churned"]
    numbers = [column for column in x if column not in CATEGORIES]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=SEED)
    scores = {}
    for name, model in candidates(numbers).items():
        p = model.fit(x_train, y_train).predict_proba(x_test)[:, 1]
        scores[name] = average_precision_score(y_test, p)
        print(f"{name}: AP {scores[name]:.3f}, AUC {roc_auc_score(y_test, p):.3f}, Brier {brier_score_loss(y_test, p):.3f}")
    best = max(scores, key=scores.get)
    joblib.dump(candidates(numbers)[best].fit(x, y), "model.joblib")
    print("saved", best)


if __name__ == "__main__":
    main()
