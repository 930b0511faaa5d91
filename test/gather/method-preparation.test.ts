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
