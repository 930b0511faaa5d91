import type { Row } from '../../harness/challenge/types.ts';
import type { HttpReply, HttpRequest } from '../../harness/evidence/common.ts';
import type { Server } from '../../harness/sandbox/types.ts';

const json = (status: number, value: unknown): HttpReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
  truncated: false,
});

/** What a service does with the rows of one request: a probability each; to throw is to answer 500. */
export type Answering = (rows: readonly Row[]) => readonly number[];

const reply = (request: HttpRequest, answering: Answering): HttpReply => {
  const { instances } = JSON.parse(request.body ?? '{}');
  try {
    return json(200, { predictions: answering(instances).map((probability) => ({ probability })) });
  } catch {
    return json(500, { error: 'oops' });
  }
};

/** A server of churn's contract in this process: for what is asked and concluded, not for how it is sent. */
export const serverOf = (answering: Answering): Server => ({
  send: async (request) => ({ request, reply: reply(request, answering), error: null, durationMs: 0.01 }),
  series: async () => ({ durationsMs: [], failures: 0 }),
  load: async () => null,
  listening: async () => [{ port: 8000, loopbackOnly: false }],
  ended: new Promise(() => {}),
  log: async () => '',
  printed: async () => ({ stdout: '', stderr: '' }),
  peakMemoryBytes: async () => null,
  [Symbol.asyncDispose]: async () => {},
});
