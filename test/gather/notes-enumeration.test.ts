import { describe, expect, it } from 'vitest';
import { isEnumeration } from '../../harness/gather/notes-enumeration.ts';

describe('names in a row', () => {
  it.each([
    'Data drift, concept drift, prediction drift, PSI, KS test, latency, p95, p99, error rate, alerts.',
    'MLflow, Weights & Biases, DVC, TensorBoard, Neptune.',
    'Precision vs recall, bias vs variance, latency vs accuracy, batch vs online.',
    'thresholds: PSI > 0.2, p95 > 200 ms, error rate > 1 %, retrain, rollback, canary, shadow',
    'accuracy / precision / recall / F1',
  ])('are an enumeration: %s', (text) => {
    expect(isEnumeration(text)).toBe(true);
  });

  it.each([
    'Error rate of the endpoint, with an alert above 1 %',
    'Input drift: PSI per feature, weekly, against training data',
    'We watch drift, latency, errors and outcomes, and page the owner when one of them leaves its range.',
    'Retrain when recall on new labels falls below 0.5',
    'PSI, weekly',
    'Above 0.2 somebody looks; two above 0.25, retrain on the last 18 months.',
    '',
  ])('are not: %s', (text) => {
    expect(isEnumeration(text)).toBe(false);
  });
});
