import { describe, expect, it } from 'vitest';
import type { Files } from '../source/memory.ts';
import { fit, gather, head, split } from './method-program.ts';

const features = "X = df.drop(columns=['left'])\ny = df['left']\n";
const train = (body = '') => `${head}${body}${features}${split}${fit}`;
const api = (body: string, before = '') =>
  `from fastapi import FastAPI\nimport pandas as pd\nimport joblib\n${before}app = FastAPI()\nmodel = joblib.load('model.joblib')\n\n@app.post('/predict')\ndef predict(row: dict):\n    rows = pd.DataFrame([row])\n${body}    return {'answer': model.predict(rows)[0]}\n`;
const preparation = (files: Files) => gather(files).preparation;

describe('a function that both sides are said to share', () => {
  const both = `def prepare_training(df):\n    df['a'] = 1\n    return df\n\ndef prepare_request(df):\n    df['a'] = 2\n    return df\n`;
  const pipeline = `from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom features import prepare_training\n${head}df = prepare_training(df)\n${features}${split}m = make_pipeline(StandardScaler(), RandomForestClassifier()).fit(X_train, y_train)\n`;

  it.each<[string, Files, string]>([
    [
      'called by the service alone',
      {
        'features.py': both,
        'train.py': `from features import prepare_training\n${train('df = prepare_training(df)\n')}`,
        'api.py': api('    rows = prepare_request(rows)\n', 'from features import prepare_request\n'),
      },
      'cannot-tell',
    ],
    [
      'called by the service alone, before a pipeline',
      {
        'features.py': both,
        'train.py': pipeline,
        'api.py': api('    rows = prepare_request(rows)\n', 'from features import prepare_request\n'),
      },
      'cannot-tell',
    ],
    [
      'called by what the service trains with alone',
      {
        'features.py': both,
        'learning.py': `from features import prepare_training\n${head}def learn(df):\n    df = prepare_training(df)\n    return RandomForestClassifier().fit(df[['a']], df['left'])\n`,
        'api.py': `${api('    rows = prepare_request(rows)\n', 'from features import prepare_request\nfrom learning import learn\n')}\n@app.post('/train')\ndef retrain():\n    learn(pd.read_csv('rows.csv'))\n`,
      },
      'cannot-tell',
    ],
    [
      'called by a handler in a file of its own',
      {
        'features.py': both,
        'train.py': `from features import prepare_training\n${train('df = prepare_training(df)\n')}`,
        'routes.py': `from fastapi import APIRouter\nimport pandas as pd\nfrom features import prepare_training\nrouter = APIRouter()\n\n@router.post('/predict')\ndef predict(row: dict):\n    return model.predict(prepare_training(pd.DataFrame([row])))\n`,
        'api.py':
          'from fastapi import FastAPI\nfrom routes import router\napp = FastAPI()\napp.include_router(router)\n',
      },
      'shared',
    ],
    [
      'called through another function, and through an object',
      {
        'features.py': `class Features:\n    def make(self, df):\n        return prepare_rows(df)\n\ndef prepare_rows(df):\n    df['a'] = 1\n    return df\n`,
        'train.py': `from features import Features\n${train('df = Features().make(df)\n')}`,
        'api.py': api(
          '    rows = features.make(rows)\n',
          'from features import Features\nfeatures = Features()\n',
        ),
      },
      'shared',
    ],
    [
      'called by a service that trains when it is first asked',
      {
        'model.py': `${head}def answer(rows):\n    rows = prepare_rows(rows)\n    return build(rows)\n\ndef prepare_rows(rows):\n    return rows.fillna(0)\n\ndef build(rows):\n    m = RandomForestClassifier().fit(prepare_rows(df), df['left'])\n    return ask(m, rows)\n\ndef ask(m, rows):\n    return m.predict(rows)\n`,
        'api.py':
          "from fastapi import FastAPI\nfrom model import answer\napp = FastAPI()\n\n@app.post('/predict')\ndef predict(row: dict):\n    return answer(row)\n",
      },
      'shared',
    ],
  ])('%s', (_, files, how) => {
    expect(preparation(files).how).toBe(how);
  });
});

describe('services', () => {
  it.each<[string, Files, string]>([
    [
      'that ask no model',
      {
        'train.py': train(),
        'api.py':
          "from fastapi import FastAPI\nfrom pydantic import BaseModel\nimport httpx\napp = FastAPI()\n\nclass Verse(BaseModel):\n    text: str\n\n@app.post('/verse')\ndef verse(row: Verse):\n    return httpx.get('https://verses.org/' + row.model_dump()['text']).json()\n",
      },
      'no-model',
    ],
    [
      'that show what was predicted before',
      {
        'forecast/train.py': train(),
        'forecast/settings.py': "import importlib\nNAME = 'FORECAST_SETTINGS_MODULE'\n",
        'forecast/app.py':
          "import pandas as pd\nimport streamlit as st\nfrom forecast.settings import NAME\n\ndef main():\n    rows = pd.read_csv('data/train_predictions.csv')\n    st.subheader('Chart of predictions')\n    st.line_chart(rows)\n\nmain()\n",
      },
      'no-model',
    ],
    ...[
      "requests.post('http://inner/predict', json=row)",
      "requests.post(os.environ['MODEL_URL'], json=row)",
      "os.system('python predict.py --rows rows.csv')",
      "importlib.import_module(row['name']).answer(row)",
      'inner.predict(row)',
      'forecast(row)',
    ].map((asks): [string, Files, string] => [
      `that ask by ${asks}`,
      {
        'forecast/train.py': train(),
        'forecast/app.py': `import importlib\nimport os\nimport requests\nfrom fastapi import FastAPI\napp = FastAPI()\n\n@app.post('/answer')\ndef answer(row: dict):\n    return ${asks}\n`,
      },
      'cannot-tell',
    ]),
    [
      'that import what could not be followed',
      {
        'train.py': train(),
        'app/api.py':
          "from fastapi import FastAPI\nfrom app.inner.parts import answer\napp = FastAPI()\n\n@app.post('/verse')\ndef verse(row: dict):\n    return answer(row)\n",
      },
      'cannot-tell',
    ],
    [
      'that a platform calls by their name',
      {
        'train.py': train(),
        'fn.py':
          "import joblib\nmodel = joblib.load('model.joblib')\n\ndef lambda_handler(event, context):\n    return model.predict([event['row']])\n",
      },
      'cannot-tell',
    ],
    [
      'of Django, by its views',
      {
        'train.py': train("df['ratio'] = df['b'] / 2\ndf['level'] = df['d'].map(levels)\n"),
        'web/wsgi.py':
          'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
        'web/views.py':
          "from django.http import JsonResponse\nimport pandas as pd\n\ndef predict(request):\n    rows = pd.DataFrame([request.GET])\n    rows['ratio'] = rows['b'] * 0.5\n    rows['level'] = rows['d'].map(levels)\n    return JsonResponse({'answer': model.predict(rows)[0]})\n",
      },
      'twice',
    ],
  ])('%s', (_, files, how) => {
    expect(preparation(files).how).toBe(how);
  });
});

describe('tables of categories', () => {
  const levels = "{'low': 1, 'middle': 2, 'high': 3}";
  const nested = (name: string) => `${name} = {'file': 'rows.csv', 'columns': {'level': ${levels}}}\n`;
  const saves =
    "import pandas as pd\nfrom settings import given\nrows = pd.read_csv('raw.csv')\nrows['level'] = rows['level'].map(given['columns']['level'])\nrows.to_csv('rows.csv')\n";

  it('are seen in settings, and where rows are written that are trained on later', () => {
    const found = preparation({
      'settings.py': nested('given'),
      'wrangle.py': saves,
      'train.py': train(),
      'asked.py': nested('wanted'),
      'api.py': api(
        "    rows['level'] = wanted['columns']['level'][row['level']]\n",
        'from asked import wanted\n',
      ),
    });
    expect(found).toMatchObject({ how: 'twice', names: ['level'], training: { path: 'settings.py' } });
  });

  it('are not seen where answers are written', () => {
    const found = preparation({
      'settings.py': nested('given'),
      'batch.py': `${saves}model.predict(rows)\n`,
      'train.py': train(),
      'asked.py': nested('wanted'),
      'api.py': api('', 'from asked import wanted\n'),
    });
    expect(found.how).toBe('cannot-tell');
  });

  it('are no columns where all columns are named at once', () => {
    const named = "df.columns = ['a', 'left']\ndf.name = 'rows'\n";
    const found = preparation({
      'train.py': train(named),
      'api.py': api(named.replaceAll(/^/gm, '    ').replace(/ +$/, '')),
    });
    expect(found.how).toBe('cannot-tell');
  });
});

describe('a step that only training has', () => {
  const scaled = (after = '') =>
    `${head}from sklearn.preprocessing import StandardScaler\nimport joblib\ndef scale(rows):\n    s = StandardScaler()\n    s.fit(rows)\n    return s.transform(rows)\n${features}X = scale(X)\n${fit.replaceAll('_train', '')}joblib.dump(m, 'model.joblib')\n${after}`;
  const apart = (keeps: string) =>
    `${head}from sklearn.preprocessing import StandardScaler\nimport joblib\ns = StandardScaler()\n${features}X = s.fit_transform(X)\n${fit.replaceAll('_train', '')}${keeps}`;
  const dump = "joblib.dump(m, 'model.joblib')\n";

  it.each<[string, Files, string]>([
    ['in a function', { 'train.py': scaled(), 'api.py': api('') }, 'left-behind'],
    ['in the program itself', { 'train.py': apart(dump), 'api.py': api('') }, 'left-behind'],
    [
      'and saves',
      { 'train.py': apart(`${dump}joblib.dump(s, 'scaler.joblib')\n`), 'api.py': api('') },
      'cannot-tell',
    ],
    [
      'and saves beside the model',
      { 'train.py': apart("joblib.dump({'m': m, 's': s}, 'model.joblib')\n"), 'api.py': api('') },
      'cannot-tell',
    ],
    ['and hands on', { 'train.py': apart(`${dump}keep(s)\n`), 'api.py': api('') }, 'cannot-tell'],
    [
      'for a model that is not saved',
      { 'train.py': apart("joblib.dump(X, 'rows.joblib')\n"), 'api.py': api('') },
      'cannot-tell',
    ],
    [
      'where the service scales by itself',
      { 'train.py': scaled(), 'api.py': api('    rows = rescaled(rows)\n') },
      'cannot-tell',
    ],
    [
      'where the service loads no model that is known',
      { 'train.py': scaled(), 'api.py': api('').replace("joblib.load('model.joblib')", 'fetched()') },
      'cannot-tell',
    ],
    [
      'and draws rows with',
      {
        'train.py': `${head}from imblearn.over_sampling import SMOTE\nimport joblib\n${features}X, y = SMOTE().fit_resample(X, y)\n${fit.replaceAll('_train', '')}${dump}`,
        'api.py': api(''),
      },
      'cannot-tell',
    ],
  ])('%s', (_, files, how) => {
    expect(preparation(files).how).toBe(how);
  });
});
