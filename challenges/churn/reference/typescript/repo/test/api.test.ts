import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApp } from '../src/api.ts';
import { averagePrecision } from '../src/metrics.ts';
import { fit, predict } from '../src/model.ts';

const row = (change: object = {}) => ({
  customer_id: 'C1', snapshot_date: '2024-05-31', full_name: 'A B', email: 'a@example.com', birth_date: '1980-01-01',
  country: 'DE', signup_date: '2022-01-05', last_seen_date: '2024-05-20', tenure_months: 11, plan: 'basic',
  contract_type: 'monthly', monthly_fee: '12,99 €', payment_method: 'card', auto_renew: 'yes', payment_failures_90d: 0,
  sessions_30d: 6, sessions_prev_30d: 8, minutes_watched_30d: 240, device_count: 2, support_tickets_90d: 0,
  satisfaction_score: null, newsletter_opt_in: 'no', exit_survey_score: null, ...change,
});

const examples = Array.from({ length: 60 }, (_, at) => ({
  row: row({ sessions_30d: at % 2 === 0 ? 0 : 20, last_seen_date: at % 2 === 0 ? '2024-04-01' : '2024-05-30' }),
  label: at % 2 === 0 ? 1 : 0,
} as const));
const model = fit(examples, 0.5);
const app = createApp(model);
const ask = (payload: unknown) => app.inject({ method: 'POST', url: '/predict', payload: payload as object });

test('learns who is away', () => {
  assert.ok(predict(model, row({ sessions_30d: 0, last_seen_date: '2024-04-01' })) > 0.8);
  assert.ok(predict(model, row({ sessions_30d: 20, last_seen_date: '2024-05-30' })) < 0.2);
});

test('one probability a customer, in order', async () => {
  const reply = await ask({ instances: [row(), row({ sessions_30d: 0 })] });
  assert.equal(reply.statusCode, 200);
  assert.equal(reply.json().predictions.length, 2);
});

for (const [field, value] of Object.entries({ sessions_30d: 'many', plan: ['basic'], device_count: -1 }))
  test(`a wrong ${field} is refused by name`, async () => {
    const reply = await ask({ instances: [row({ [field]: value })] });
    assert.equal(reply.statusCode, 422);
    assert.equal(reply.json().field, field);
  });

test('what is no list is refused', async () => assert.equal((await ask({ instances: 3 })).statusCode, 422));

test('broken JSON is refused without a trace', async () => {
  const reply = await app.inject({ method: 'POST', url: '/predict', headers: { 'content-type': 'application/json' }, payload: '{' });
  assert.equal(reply.statusCode, 400);
  assert.ok(!reply.body.includes(' at '));
});

test('ranking is perfect where every leaver comes first', () =>
  assert.equal(averagePrecision([{ probability: 0.9, label: 1 }, { probability: 0.1, label: 0 }]), 1));
