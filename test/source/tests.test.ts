import { describe, expect, it } from 'vitest';
import { type Files, factsOf } from './memory.ts';

const tests = (files: Files) => factsOf(files).python.flatMap((file) => file.tests);
const code = 'def clean(x):\n  return x\n';

describe('what counts as a test', () => {
  it.each<[string, Files]>([
    ['a pytest function', { 'tests/test_a.py': 'def test_a():\n  assert f()\n' }],
    ['a method of a class', { 'test_a.py': 'class TestA:\n  def test_a(self):\n    assert f()\n' }],
    [
      'unittest',
      {
        'tests.py':
          'import unittest\nclass A(unittest.TestCase):\n  def test_a(self):\n    self.assertTrue(f())\n',
      },
    ],
    [
      'unittest through a base class of its own',
      {
        'tests.py':
          'import unittest\nclass Base(unittest.TestCase):\n  pass\nclass Prices(Base):\n  def test_a(self):\n    self.assertTrue(f())\n',
      },
    ],
    ['a file that discovery does not find', { 'project/unit_tests.py': 'def test_a():\n  assert f()\n' }],
    [
      'a file of another name that imports pytest',
      { 'checks.py': 'import pytest\ndef test_a():\n  assert f()\n' },
    ],
    [
      'an async test behind a decorator',
      { 'test_a.py': 'import pytest\n@pytest.mark.anyio\nasync def test_a():\n  assert f()\n' },
    ],
  ])('%s', (_, files) => {
    expect(tests(files)).toMatchObject([{ name: 'test_a', assertions: 1 }]);
  });

  it.each<[string, Files]>([
    [
      'a step of a pipeline',
      {
        'dags/utils/test_model.py': 'def test_model(**kwargs):\n  return kwargs\n',
        'dags/dag.py': 'from utils.test_model import test_model\n',
      },
    ],
    [
      'a client script',
      {
        'test_api.py':
          'import requests\ndef test_predict():\n  print(requests.get("http://x").text)\ntest_predict()\n',
      },
    ],
    ['a function of the program', { 'model.py': 'def test_model():\n  assert f()\n' }],
    [
      'a class of helpers',
      { 'test_a.py': 'import pytest\nclass Helper:\n  def test_a(self):\n    assert f()\n' },
    ],
    ['an empty file', { 'tests/__init__.py': '', 'tests/test_a.py': '' }],
    [
      'a notebook',
      {
        'tests/a.ipynb': JSON.stringify({
          cells: [{ cell_type: 'code', source: ['def test_a():\n', '  assert f()'] }],
        }),
      },
    ],
    [
      'a vendored suite',
      { 'venv/lib/python3.11/site-packages/a/test_a.py': 'def test_a():\n  assert f()\n' },
    ],
  ])('not %s', (_, files) => {
    expect(tests(files)).toEqual([]);
  });

  it('leaves a step of a pipeline among the program, and a hollow file among the tests', () => {
    const files = factsOf({
      'dags/utils/test_model.py': 'def test_model(): pass\n',
      'dags/dag.py': 'from utils.test_model import test_model\n',
      'tests/test_later.py': '# to come\n',
    }).python;
    expect(files.filter(({ test }) => test).map(({ path }) => path)).toEqual(['tests/test_later.py']);
  });
});

describe('what a test exercises', () => {
  const app = 'from fastapi import FastAPI\napp = FastAPI()\n';
  it.each<[string, Files, readonly string[]]>([
    [
      'a function that it calls',
      {
        'test_a.py': 'from src.clean import clean\ndef test_a():\n  assert clean(1)\n',
        'src/clean.py': code,
      },
      ['src.clean.clean'],
    ],
    [
      'a module that it imports',
      { 'test_a.py': 'import clean\ndef test_a():\n  assert clean.clean(1)\n', 'src/clean.py': code },
      ['clean.clean'],
    ],
    [
      'code of a relative import',
      {
        'pkg/tests/test_a.py': 'from ..clean import clean\ndef test_a():\n  assert clean(1)\n',
        'pkg/clean.py': code,
      },
      ['..clean.clean'],
    ],
    [
      'an application through a test client',
      {
        'test_a.py':
          'from fastapi.testclient import TestClient\nfrom app.main import app\nclient = TestClient(app)\ndef test_a():\n  assert client.get("/").json()\n',
        'app/main.py': app,
      },
      ['app.main.app'],
    ],
    [
      'an application through a fixture in conftest.py',
      {
        'tests/api/test_a.py': 'def test_a(api):\n  assert api.get("/")\n',
        'tests/conftest.py':
          'import pytest\nfrom fastapi.testclient import TestClient\n@pytest.fixture(name="api")\ndef make():\n  from app.main import app\n  return TestClient(app)\n',
        'app/main.py': app,
      },
      ['app.main.app'],
    ],
    [
      'code through setUp',
      {
        'test_a.py':
          'import unittest\nfrom clean import clean\nclass A(unittest.TestCase):\n  def setUp(self):\n    self.x = clean(1)\n  def test_a(self):\n    self.assertTrue(self.x)\n',
        'clean.py': code,
      },
      ['clean.clean'],
    ],
    [
      'code through a helper of the tests',
      {
        'tests/test_a.py': 'from tests.helpers import make\ndef test_a():\n  assert make()\n',
        'tests/helpers.py': 'from clean import clean\ndef make():\n  return clean(1)\n',
        'clean.py': code,
      },
      ['clean.clean'],
    ],
    [
      'a script that it runs',
      {
        'test_a.py':
          'import subprocess\ndef test_a():\n  assert subprocess.run(["python", "src/train.py"]).returncode == 0\n',
        'src/train.py': 'print(1)',
      },
      ['src/train.py'],
    ],
    [
      'its service over HTTP',
      {
        'test_a.py': 'import requests\ndef test_a():\n  assert requests.get("http://localhost:8000").ok\n',
        'app.py': app,
      },
      ['the running service'],
    ],
    [
      'nothing, over HTTP without a service',
      {
        'test_a.py': 'import requests\ndef test_a():\n  assert requests.get("http://localhost:8000").ok\n',
        'a.py': code,
      },
      [],
    ],
    [
      'nothing of an installed package',
      { 'test_a.py': 'import numpy as np\ndef test_a():\n  assert np.zeros(1)\n', 'numpy.py': code },
      [],
    ],
    [
      'code behind a star import',
      { 'test_a.py': 'from clean import *\ndef test_a():\n  assert clean(1)\n', 'clean.py': code },
      ['clean.clean'],
    ],
    [
      'nothing by a variable that is called like a module',
      { 'test_a.py': 'def test_a(f):\n  clean = f()\n  assert clean.x\n', 'clean.py': code },
      [],
    ],
    [
      'nothing that it only imports',
      { 'test_a.py': 'from clean import clean\ndef test_a():\n  assert f()\n', 'clean.py': code },
      [],
    ],
  ])('%s', (_, files, exercises) => {
    expect(tests(files)[0]?.exercises).toEqual(exercises);
  });
});
