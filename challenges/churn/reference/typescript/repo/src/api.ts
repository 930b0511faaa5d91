import Fastify, { type FastifyInstance } from 'fastify';
import { parseNumber, type Row } from './clean.ts';
import { type Model, predict } from './model.ts';

const COLUMNS = [
  'customer_id', 'snapshot_date', 'full_name', 'email', 'birth_date', 'country', 'signup_date', 'last_seen_date',
  'tenure_months', 'plan', 'contract_type', 'monthly_fee', 'payment_method', 'auto_renew', 'payment_failures_90d',
  'sessions_30d', 'sessions_prev_30d', 'minutes_watched_30d', 'device_count', 'support_tickets_90d',
  'satisfaction_score', 'newsletter_opt_in', 'exit_survey_score',
];
const COUNTS = [
  'tenure_months', 'payment_failures_90d', 'sessions_30d', 'sessions_prev_30d', 'minutes_watched_30d', 'device_count',
  'support_tickets_90d', 'satisfaction_score',
];

/** Why a row cannot be a customer, naming the field; null when it can. */
export function problemOf(row: unknown): { field: string; message: string } | null {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return { field: 'instances', message: 'a customer is an object' };
  const given = row as Row;
  for (const column of COLUMNS) {
    if (!(column in given)) return { field: column, message: `${column} is missing` };
    if (typeof given[column] === 'object' && given[column] !== null)
      return { field: column, message: `${column} is neither text nor number` };
  }
  for (const column of COUNTS) {
    const value = given[column];
    if (value !== null && (typeof value !== 'number' || parseNumber(value) === null))
      return { field: column, message: `${column} is no number` };
    if (typeof value === 'number' && value < 0) return { field: column, message: `${column} is below zero` };
  }
  return null;
}

/** The service around one model. */
export function createApp(model: Model): FastifyInstance {
  const app = Fastify({ logger: process.env.LOG_LEVEL ? { level: process.env.LOG_LEVEL } : false, bodyLimit: 4 * 1024 * 1024 });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.status(status).send({ error: status < 500 ? error.message : 'the request could not be answered', field: 'body' });
  });
  app.get('/health', () => ({ status: 'ok', trainedOn: model.trainedOn }));
  app.post('/predict', (request, reply) => {
    const body = request.body as { instances?: unknown } | null;
    const instances = body !== null && typeof body === 'object' ? body.instances : undefined;
    if (!Array.isArray(instances))
      return reply.status(422).send({ error: 'instances is not a list of customers', field: 'instances' });
    for (const [at, row] of instances.entries()) {
      const problem = problemOf(row);
      if (problem) return reply.status(422).send({ error: `instances[${at}]: ${problem.message}`, field: problem.field });
    }
    const predictions = instances.map((row: Row) => {
      const probability = predict(model, row);
      return { probability, call: probability >= model.threshold };
    });
    request.log.info({ rows: predictions.length, mean: predictions.reduce((sum, { probability }) => sum + probability, 0) / (predictions.length || 1) });
    return reply.send({ predictions });
  });
  return app;
}
