import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { averagePrecision, brier } from './metrics.ts';
import { type Example, fit, predict } from './model.ts';

/** A lost customer costs eight times a call: call whoever leaves with a probability above one in eight. */
const THRESHOLD = 1 / 8;
/** Validation is later than training, as use will be: a random split mixes months and flatters. */
const VALIDATE_FROM = '2024-09-01';

function load(path: string): Example[] {
  const rows: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  const labels = new Map<string, Set<string>>();
  for (const row of rows) {
    const id = row.customer_id ?? '';
    labels.set(id, (labels.get(id) ?? new Set()).add(row.churned ?? ''));
  }
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const id = row.customer_id ?? '';
    // Who is there twice and disagrees about leaving cannot be believed.
    if (seen.has(id) || (labels.get(id)?.size ?? 0) > 1) return [];
    seen.add(id);
    return [{ row, label: row.churned === '1' ? 1 : 0 } as const];
  });
}

const examples = load('data/train.csv');
const isLate = ({ row }: Example): boolean => String(row.snapshot_date) >= VALIDATE_FROM;
const [earlier, later] = [examples.filter((one) => !isLate(one)), examples.filter(isLate)];
const rate = earlier.filter(({ label }) => label === 1).length / earlier.length;

const approaches = {
  'base rate': () => rate,
  'logistic regression': ((model) => (row: Example['row']) => predict(model, row))(fit(earlier, THRESHOLD)),
};

mkdirSync('runs', { recursive: true });
for (const [approach, answer] of Object.entries(approaches)) {
  const scored = later.map(({ row, label }) => ({ probability: answer(row), label }));
  const metrics = { average_precision: averagePrecision(scored), brier: brier(scored) };
  appendFileSync('runs/log.jsonl', `${JSON.stringify({ approach, rows: earlier.length, threshold: THRESHOLD, ...metrics })}\n`);
  console.log(approach, metrics);
}

writeFileSync('model.json', JSON.stringify(fit(examples, THRESHOLD)));
