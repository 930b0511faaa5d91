import { gatherMethod } from '../../harness/gather/method.ts';
import { type Files, factsOf } from '../source/memory.ts';

/** What is gathered of files in memory; a challenge adds the columns that it calls personal. */
export const gather = (files: Files, challenge: Parameters<typeof gatherMethod>[0]['challenge'] = null) =>
  gatherMethod({ facts: factsOf(files), challenge });

/** How a program begins that reads rows: nothing is said yet of features and target. */
export const head = `import pandas as pd
from sklearn.model_selection import train_test_split, TimeSeriesSplit, KFold, GroupKFold, cross_val_score
from sklearn.ensemble import RandomForestClassifier
from sklearn.dummy import DummyClassifier
from sklearn.metrics import f1_score
df = pd.read_csv('rows.csv')
`;

export const fit = 'm = RandomForestClassifier()\nm.fit(X_train, y_train)\n';
export const split = 'X_train, X_test, y_train, y_test = train_test_split(X, y)\n';
