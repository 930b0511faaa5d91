import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { fit, gather, head, split } from './method-program.ts';

describe('preparation for training and serving', () => {
  const train = (body: string) =>
    `${head}${body}X = df.drop(columns=['left'])\ny = df['left']\n${split}${fit}`;
  const api = (body: string) =>
    `from fastapi import FastAPI\nimport pandas as pd\napp = FastAPI()\n\n@app.post('/predict')\ndef predict(row: dict):\n    rows = pd.DataFrame([row])\n${body}    return {}\n`;
  const how = (files: Files) => gather(files).preparation;
  const columns = "df['ratio'] = df['b'] / 2\ndf['level'] = df['d'].map(levels)\n";
  const again = "    rows['ratio'] = rows['b'] * 0.5\n    rows['level'] = rows['d'].map(levels)\n";

  const notebook = (source: string) =>
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: { language_info: { name: 'python' } },
      cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: 1, source }],
    });

  it.each<[string, Files, string, readonly string[]]>([
    ['no service', { 'train.py': train('') }, 'no-service', []],
    ['two versions', { 'train.py': train(columns), 'api.py': api(again) }, 'twice', ['ratio', 'level']],
    [
      'one function',
      {
        'features.py': "def prepare(df):\n    df['a'] = 1\n    df['c'] = 2\n    return df\n",
        'train.py': `from features import prepare\n${train('df = prepare(df)\n')}`,
        'api.py': `from features import prepare\n${api('    rows = prepare(rows)\n')}`,
      },
      'shared',
      ['prepare'],
    ],
    [
      'one pipeline',
      {
        'train.py': `from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\n${head}X = df\ny = df['left']\n${split}m = make_pipeline(StandardScaler(), RandomForestClassifier()).fit(X_train, y_train)\n`,
        'api.py': api(''),
      },
      'shared',
      ['RandomForestClassifier'],
    ],
    [
      'a fitted object',
      { 'train.py': train(''), 'api.py': api('    rows = scaler.transform(rows)\n') },
      'shared',
      ['transform'],
    ],
    [
      'a function that trains, called by the service after the same steps',
      {
        'features.py': "def build_features(df):\n    df['ratio'] = df['b'] / 2\n    return df\n",
        'model.py': `${head}def train(df):\n    X = df.drop(columns=['left'])\n    y = df['left']\n    return RandomForestClassifier().fit(X, y)\n`,
        'api.py': `from features import build_features\nfrom model import train\n${api('    rows = build_features(rows)\n')}\n@app.post('/train')\ndef retrain():\n    return train(build_features(pd.read_csv('rows.csv')))\n`,
      },
      'shared',
      ['build_features'],
    ],
    [
      'a notebook that prepares by itself, beside a module that fits',
      { 'try.ipynb': notebook(train(columns)), 'train.py': train(''), 'api.py': api(again) },
      'cannot-tell',
      [],
    ],
    [
      'a notebook alone that fits',
      { 'try.ipynb': notebook(train(columns)), 'api.py': api(again) },
      'twice',
      ['ratio', 'level'],
    ],
    ['nothing that tells', { 'train.py': train(''), 'api.py': api('') }, 'cannot-tell', []],
  ])('%s', (_, files, expected, names) => {
    expect(how(files)).toMatchObject({ how: expected, names });
  });

  it('sees a table of categories that is typed twice', () => {
    const levels = "LEVELS = {'low': 1, 'middle': 2, 'high': 3}\n";
    const found = how({ 'train.py': levels + train(''), 'api.py': levels + api('') });
    expect(found).toMatchObject({
      how: 'twice',
      names: ['LEVELS'],
      training: { path: 'train.py' },
      serving: { path: 'api.py' },
    });
  });
});
