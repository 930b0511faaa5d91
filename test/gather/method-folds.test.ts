import { describe, expect, it } from 'vitest';
import { head, split } from './method-prepared.ts';
import { gather } from './method-program.ts';

describe('what is learnt inside training rows before folds', () => {
  const search = "GridSearchCV(RandomForestClassifier(), {'max_depth': [3]}).fit(X_train, y_train)\n";
  const drawn = 'X_train, y_train = SMOTE().fit_resample(X_train, y_train)\n';
  it.each<[string, string, readonly string[]]>([
    ['rows made up before a search', split + drawn + search, ['SMOTE within']],
    [
      'rows made up before cross-validation',
      `${split}${drawn}cross_val_score(RandomForestClassifier(), X_train, y_train)\n`,
      ['SMOTE within'],
    ],
    [
      'rows made up from a file of training rows',
      `X_train = pd.read_csv('train.csv')\ny_train = pd.read_csv('y_train.csv')\n${drawn}${search}`,
      ['SMOTE within'],
    ],
    ['rows made up before rows are held out', `X, y = SMOTE().fit_resample(X, y)\n${split}`, ['SMOTE']],
    [
      'rows made up of all, before cross-validation',
      'X, y = SMOTE().fit_resample(X, y)\ncross_val_score(RandomForestClassifier(), X, y)\n',
      ['SMOTE'],
    ],
    ['a scaler before a search', `${split}X_train = StandardScaler().fit_transform(X_train)\n${search}`, []],
    ['rows made up, and no folds', `${split}${drawn}RandomForestClassifier().fit(X_train, y_train)\n`, []],
  ])('%s', (_, source, expected) => {
    const { learnt } = gather({ 'train.py': head + source });
    expect(learnt.map(({ what, within }) => `${what}${within ? ' within' : ''}`)).toEqual(expected);
  });
});
