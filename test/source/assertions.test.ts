import { describe, expect, it } from 'vitest';
import { pythonOf } from './memory.ts';

const inTest = (body: string): string =>
  `import pytest\nimport numpy as np\ndef test_it(x, f, self=None):\n${body.replace(/^/gm, '  ')}\n`;

const count = (source: string): number | undefined =>
  pythonOf(source, {}, 'test_main.py').tests[0]?.assertions;

describe('assertions that can fail', () => {
  it.each([
    ['assert x == 1', 1],
    ['assert x', 1],
    ['assert f() == f()', 1],
    ['assert not x', 1],
    ['assert x == 1 and True', 1],
    ['assert len(x) >= 1', 1],
    ['with pytest.raises(ValueError):\n  f()', 1],
    ['self.assertEqual(x, 1)', 1],
    ['self.assertTrue(x)', 1],
    ['np.testing.assert_allclose(x, 1)', 1],
    ['mock.assert_called_once()', 1],
    ['if x:\n  raise AssertionError("no")', 1],
    ['for i in x:\n  assert i\nassert f', 2],
    ['try:\n  assert x\nexcept Exception:\n  raise', 1],
    ['try:\n  f()\nexcept Exception as error:\n  assert error', 1],
    ['assert True', 0],
    ['assert 1 == 1', 0],
    ['assert x == x', 0],
    ['assert x or True', 0],
    ['assert (x == 1, "message")', 0],
    ['assert "text"', 0],
    ['assert len(x) >= 0', 0],
    ['self.assertTrue(True)', 0],
    ['self.assertEqual(1, 1)', 0],
    ['try:\n  assert x\nexcept AssertionError:\n  print("no")', 0],
    ['try:\n  assert x\nexcept:\n  pass', 0],
    ['ready = True\nassert ready is True', 0],
    ['ready = False\nready = f()\nassert ready', 1],
    ['total = 0\ntotal += f()\nassert total == 3', 1],
    ['found = 0\nfor found in x:\n  pass\nassert found', 1],
    ['seen = []\nf(seen)\nassert seen', 1],
    ['name = "a"\nassert f(name)', 1],
    ['print(x)', 0],
    ['# assert x', 0],
    ['"""assert x"""', 0],
  ])('in %j: %i', (body, expected) => {
    expect(count(inTest(body))).toBe(expected);
  });

  it.each([
    ['a helper that asserts', 'def check(x):\n  assert x\n  assert x.y\ndef test_it():\n  check(1)\n', 2],
    ['a helper called twice', 'def check(x):\n  assert x\ndef test_it():\n  check(1)\n  check(2)\n', 1],
    ['a skipped test', 'import pytest\n@pytest.mark.skip(reason="x")\ndef test_it():\n  assert f()\n', 0],
    [
      'a conditional skip',
      'import pytest\n@pytest.mark.skipif(x, reason="x")\ndef test_it():\n  assert f()\n',
      1,
    ],
    ['a skipped module', 'import pytest\npytestmark = pytest.mark.skip\ndef test_it():\n  assert f()\n', 0],
  ])('counts %s', (_, source, expected) => {
    expect(count(source)).toBe(expected);
  });
});
