import { describe, expect, it } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import type { Exchange } from '../../harness/evidence/common.ts';
import { concealed, concealedChange } from '../../harness/gather/concealed.ts';
import { contractShape, requestFor } from '../../harness/gather/shape.ts';
import { churnFolder } from '../helpers/reference.ts';

const { config, generate } = await loadChallenge(churnFolder);
const rows = generate({ version: config.version, candidate: 'test' }).holdout.rows.slice(0, 3);
const shape = contractShape(config);

const answered = (body: string): Exchange => ({
  request: requestFor(shape, rows),
  reply: { status: 200, headers: {}, body, truncated: false },
  error: null,
  durationMs: 1,
});

describe('an exchange about hidden rows', () => {
  const exchange = answered('{"predictions": [{"probability": 0.1}]}');
  const shown = concealed(exchange, { rows, shape, config });

  it('shows how many were sent and how, and none of their cells', () => {
    expect(JSON.parse(shown.request.body ?? '')).toEqual({
      instances: [{ customer_id: 'hidden' }, { customer_id: 'hidden' }, { customer_id: 'hidden' }],
    });
    for (const cell of rows
      .flatMap((row) => Object.values(row).map(String))
      .filter((text) => text.length > 5))
      expect(JSON.stringify(shown)).not.toContain(cell);
  });
  it('keeps the reply, and the number of bytes that were sent', () => {
    expect(shown.reply).toEqual(exchange.reply);
    expect(shown.request.bodyBytes).toBe(exchange.request.bodyBytes);
  });
  it.each(['customer_id', 'email', 'full_name'])('drops a reply that repeats the %s of a row', (column) => {
    const told = answered(`{"detail": "cannot score ${rows[1]?.[column]}"}`);
    const { reply } = concealed(told, { rows, shape, config });
    expect(reply?.body).toBe('(not shown: it repeats hidden rows)');
    expect(reply?.status).toBe(200);
  });
  it('needs no reply', () => {
    const lost: Exchange = { ...exchange, reply: null, error: 'timed-out' };
    expect(concealed(lost, { rows, shape, config })).toMatchObject({ reply: null, error: 'timed-out' });
  });
  it('names what was changed and not its values', () => {
    expect(concealedChange([{ column: 'customer_id', from: 'C1', to: 'C2' }])).toEqual([
      { column: 'customer_id', from: 'hidden', to: 'another' },
    ]);
  });
});
