import { describe, expect, it } from 'vitest';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

describe('what is learnt inside training rows before folds', () => {
  const search = "GridSearchCV(RandomForestClassifier(), {'max_depth': [3]}).fit(X_train, y_train)\n";
  const drawn = 'X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n';
  it.each<[string, string, readonly string[]]>([
    ['rows made up before a search', split + drawn + search, ['strong SMOTE within']],
    [
      'rows made up before cross-validation',
      `${split}${drawn}cross_val_score(RandomForestClassifier(), X_train, y_train)\n`,
      ['strong SMOTE within'],
    ],
    [
      'rows made up from a file of training rows',
      `X_train = pd.read_csv('train.csv')\ny_train = pd.read_csv('y_train.csv')\n${drawn}${search}`,
      ['strong SMOTE within'],
    ],
    [
      'rows made up before rows are held out',
      `X, y = SMOTE().fit_resample(X, y)\n${split}`,
      ['strong SMOTE'],
    ],
    [
      'rows made up of all, before cross-validation',
      'X, y = SMOTE().fit_resample(X, y)\ncross_val_score(RandomForestClassifier(), X, y)\n',
      ['strong SMOTE'],
    ],
    [
      'a scaler before a search',
      `${split}X_train = StandardScaler().fit_transform(X_train)\n${search}`,
      ['slight StandardScaler within'],
    ],
    [
      'columns scaled before cross-validation',
      `${split}X_train[['a']] = StandardScaler().fit_transform(X_train[['a']])\ncross_val_score(RandomForestClassifier(), X_train, y_train)\n`,
      ['slight StandardScaler within'],
    ],
    [
      'columns chosen by the target before a search',
      `from sklearn.feature_selection import SelectKBest\n${split}X_train = SelectKBest().fit_transform(X_train, y_train)\n${search}`,
      ['strong SelectKBest within'],
    ],
    [
      'averages of the target before a search',
      `rows = pd.read_csv('train.csv')\ntrain, test = train_test_split(rows)\ntrain['r'] = train.groupby('city')['left'].transform('mean')\ncross_val_score(RandomForestClassifier(), train.drop(columns=['left']), train['left'])\n`,
      ['strong a statistic of left by group within'],
    ],
    [
      'averages of the target before a search, fitted later',
      `rows = pd.read_csv('train.csv')\ntrain, test = train_test_split(rows)\ntrain['r'] = train['city'].map(train.groupby('city')['left'].mean())\nsearch = GridSearchCV(RandomForestClassifier(), {})\nsearch.fit(train.drop(columns=['left']), train['left'])\n`,
      ['strong a statistic of left by group within'],
    ],
    [
      'lists of categories before a search',
      `${split}X_train = OneHotEncoder().fit_transform(X_train)\n${search}`,
      ['harmless OneHotEncoder within'],
    ],
    [
      'a pipeline inside a search',
      `${split}GridSearchCV(make_pipeline(StandardScaler(), RandomForestClassifier()), {}).fit(X_train, y_train)\n`,
      [],
    ],
    ['a scaler of other rows', `${split}StandardScaler().fit(pd.read_csv('other.csv'))\n${search}`, []],
    [
      'a scaler, and no folds',
      `${split}X_train = StandardScaler().fit_transform(X_train)\nRandomForestClassifier().fit(X_train, y_train)\n`,
      [],
    ],
    ['rows made up, and no folds', `${split}${drawn}RandomForestClassifier().fit(X_train, y_train)\n`, []],
  ])('%s', (_, source, expected) => {
    const { learnt } = gather({ 'train.py': head + source });
    expect(
      learnt.map(({ strength, what, within }) => `${strength} ${what}${within ? ' within' : ''}`),
    ).toEqual(expected);
  });
});
