import { describe, expect, test } from 'vitest';
import type { Routed } from '../../harness/gather/example-code.ts';
import { targetsOf } from '../../harness/gather/signs-paths.ts';

describe('paths that are asked for numbers', () => {
  const facts = (...paths: readonly string[]): Routed => ({
    python: [
      {
        test: false,
        strings: paths.map((value) => ({
          value,
          holders: ['app.get'],
          role: 'argument',
          text: value,
          path: 'a.py',
          line: 1,
        })),
      },
    ],
    scripts: [],
  });
  const targets = (given: Routed, predictPath = '/predict', otherPorts: readonly number[] = []) =>
    targetsOf(given, { predictPath, otherPorts }).map(({ path, port }) =>
      port === null ? path : `:${port}${path}`,
    );
  const usual = ['/metrics', '/metrics/', '/prometheus', '/stats'];

  test('are few, and those that the code registers', () => {
    expect(targets(facts())).toEqual(usual);
    expect(targets(facts('/internal/metrics', '/predict', '/metrics', '/v1/stats/', '/a/metrics'))).toEqual([
      ...usual,
      '/internal/metrics',
      '/v1/stats/',
    ]);
  });

  test('stand beside a prediction route of some depth, and on other ports', () => {
    expect(targets(facts(), '/api/v1/predict', [9000, 9001, 9002])).toEqual([
      ...usual,
      '/api/v1/metrics',
      ':9000/metrics',
      ':9001/metrics',
    ]);
  });
});
