/** How a program begins that has features and target apart, and most of what may learn from them imported. */
export const head = `import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split, cross_val_score, KFold, GridSearchCV
from sklearn.preprocessing import StandardScaler, OneHotEncoder, LabelEncoder
from sklearn.impute import SimpleImputer
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.ensemble import RandomForestClassifier
from imblearn.over_sampling import SMOTE
from sklearn.metrics import f1_score
df = pd.read_csv('rows.csv')
X = df.drop(columns=['churned'])
y = df['churned']
`;

export const split = 'X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=1)\n';
