import { expect, test } from 'vitest';
import { pickledIn } from '../../harness/source/pickled.ts';

const protocol3 =
  '\x80\x03csklearn.linear_model._ridge\nRidge\nq\x00X\x10\x00\x00\x00_sklearn_versionq\x12X\x05\x00\x00\x001.0.2q\x13cdill._dill\n_create\n';
const protocol4 =
  '\x80\x04\x95\x8c\x1bsklearn.linear_model._ridge\x94\x8c\x05Ridge\x94\x8c\x10_sklearn_version\x94\x8c\x051.3.2\x94ub.';

test.each([
  ['protocol 3', protocol3, ['dill', 'sklearn'], '1.0.2'],
  ['protocol 4', protocol4, ['sklearn'], '1.3.2'],
  ['anything else', '\x93NUMPY\x01\x00 no pickle', [], null],
])('modules and release are read as bytes: %s', (_, text, modules, scikitLearn) => {
  expect(pickledIn('model.pkl', Buffer.from(text, 'latin1'))).toEqual({
    path: 'model.pkl',
    modules,
    scikitLearn,
  });
});
