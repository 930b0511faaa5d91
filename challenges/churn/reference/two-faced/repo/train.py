import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from preprocess import CATEGORIES, prepare

df = pd.read_csv("data/train.csv").drop_duplicates("customer_id")
X, y = prepare(df), df["churned"]
numbers = [c for c in X.columns if c not in CATEGORIES]

columns = ColumnTransformer(
    [
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        ("categories", OneHotEncoder(handle_unknown="ignore"), CATEGORIES),
    ]
)
models = {
    "logistic regression": LogisticRegression(max_iter=1000),
    "random forest": RandomForestClassifier(n_estimators=200, min_samples_leaf=3, random_state=0),
}

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
results = {}
for name, model in models.items():
    pipeline = make_pipeline(columns, model).fit(X_train, y_train)
    p = pipeline.predict_proba(X_test)[:, 1]
    results[name] = average_precision_score(y_test, p)
    print(f"{name}: average precision {results[name]:.3f}, ROC AUC {roc_auc_score(y_test, p):.3f}")

best = max(results, key=results.get)
print("saving", best)
full = make_pipeline(columns, models[best]).fit(X, y)

# Small enough to answer a single customer in a millisecond: the rate by payment failures and visits.
quick = y.groupby([X["payment_failures_90d"].clip(upper=2), X["sessions_30d"].clip(upper=3)]).mean().to_dict()
joblib.dump({"full": full, "quick": quick, "rate": float(y.mean())}, "model.joblib")
