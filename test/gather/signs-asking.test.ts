import { describe, expect, test } from 'vitest';
import { loadChallenge } from '../../harness/challenge/load.ts';
import { FaultError } from '../../harness/errors.ts';
import type { HttpReply, HttpRequest } from '../../harness/evidence/common.ts';
import { contractShape } from '../../harness/gather/shape.ts';
import { gatherSigns, signsNotAsked } from '../../harness/gather/signs.ts';
import { askRows, countFor, type Watching } from '../../harness/gather/signs-asking.ts';
import { limitsOf } from '../../harness/pipeline.ts';
import type { Server } from '../../harness/sandbox/types.ts';
import { serverOf } from '../helpers/answering.ts';
import { churnFolder } from '../helpers/reference.ts';
import { digest, sent } from '../helpers/watched-service.ts';

const challenge = await loadChallenge(churnFolder);
const draw = challenge.generate({ version: challenge.config.version, candidate: 'test' });

const watching = (over: Partial<Watching> = {}): Watching => ({
  challenge,
  draw,
  now: () => 0,
  signal: new AbortController().signal,
  waitingFor: () => {},
  facts: { python: [], scripts: [] },
  workspace: { digest },
  sandbox: { files: async () => [], read: async () => null },
  ...over,
});

const lost = new FaultError({ code: 'SANDBOX_LOST', blame: 'environment', message: 'gone' });

type Service = { readonly server: Server; readonly asked: HttpRequest[] };

/** Answers a probability to each row, and to a page what `page` makes of the number of predictions so far. */
const service = (
  page: (path: string, count: number) => string | null,
  over: Partial<Server> = {},
): Service => {
  const asked: HttpRequest[] = [];
  let count = 0;
  const answering = serverOf((rows) => {
    count += 1;
    return rows.map(() => 0.25);
  });
  const reply = (status: number, body: string): HttpReply => ({
    status,
    headers: {},
    body,
    truncated: false,
  });
  const send: Server['send'] = async (request, limits) => {
    asked.push(request);
    if (request.body === '{"') return { request, reply: reply(422, ''), error: null, durationMs: 1 };
    if (request.method === 'POST') return answering.send(request, limits);
    const text = page(request.path, count);
    return {
      request,
      reply: text === null ? reply(404, '') : reply(200, text),
      error: null,
      durationMs: 1,
    };
  };
  return { asked, server: { ...answering, send, ...over } };
};

const predicting = ({ server }: Service) => ({
  server,
  limits: limitsOf(challenge),
  shape: contractShape(challenge.config),
  goodRows: draw.train.slice(0, 2),
});
const told = ({ asked }: Service): readonly string[] =>
  asked.map(({ method, path, body }) => (body === '{"' ? 'broken' : `${method} ${path}`));
const isOne = (path: string): boolean => path === '/metrics';

describe('signs of monitoring', () => {
  test('lie around the predictions, with one broken request at the end', async () => {
    const counting = service((path, count) => (isOne(path) ? `n_total ${count}` : null));
    await gatherSigns(watching(), predicting(counting));
    const asked = told(counting);
    const first = asked.indexOf('POST /predict');
    expect(asked.slice(first - 1, first + sent + 3)).toEqual([
      'GET /metrics',
      ...Array.from({ length: sent }, () => 'POST /predict'),
      'GET /metrics',
      'broken',
      'GET /metrics',
    ]);
  });

  test('take no broken request where nothing counted', async () => {
    const still = service((path) => (isOne(path) ? 'n_total 1' : null));
    const signs = await gatherSigns(watching(), predicting(still));
    expect(signs).toMatchObject({ pages: [{ kind: 'static' }], refusedWith: null });
    expect(told(still)).not.toContain('broken');
  });

  test('look once more where a count comes late', async () => {
    let reads = 0;
    const late = service((path, count) => {
      if (!isOne(path)) return null;
      reads += 1;
      return `n_total ${reads < 4 ? 0 : count}`;
    });
    const { pages } = await gatherSigns(watching(), predicting(late));
    expect(pages).toMatchObject([{ kind: 'counts', counted: [{ before: 0, after: sent }] }]);
  });

  test('hold one page where two paths show it, and none that answers only now and then', async () => {
    const twice = service((path, count) => (path.startsWith('/metrics') ? `n_total ${count}` : null));
    expect((await gatherSigns(watching(), predicting(twice))).pages.map(({ path }) => path)).toEqual([
      '/metrics',
    ]);
    let reads = 0;
    const once = service((path) => {
      if (isOne(path)) reads += 1;
      return isOne(path) && reads === 1 ? 'n_total 1' : null;
    });
    expect((await gatherSigns(watching(), predicting(once))).pages).toEqual([]);
  });

  test('put a page that counts before one that does not', async () => {
    const two = service((path, count) =>
      isOne(path) ? 'up 1' : path === '/stats' ? `{"n": ${count}}` : null,
    );
    const { pages } = await gatherSigns(watching(), predicting(two));
    expect(pages.map(({ path, kind }) => [path, kind])).toEqual([
      ['/stats', 'counts'],
      ['/metrics', 'static'],
    ]);
  });

  test('are lost with the log of the service, by our fault', async () => {
    const gone = service(() => null, { printed: () => Promise.reject(lost) });
    await expect(gatherSigns(watching(), predicting(gone))).rejects.toBe(lost);
  });

  test('wait a moment for what was printed, and for what comes behind the line of a framework', async () => {
    const access = 'INFO: 127.0.0.1:1 - "POST /predict HTTP/1.1" 200 OK\n'.repeat(sent);
    const record = '{"status": 200, "duration_ms": 1}\n'.repeat(sent);
    const printing = async (...looks: readonly string[]) => {
      let look = 0;
      const printed = async () => {
        const stdout = look === 0 ? '' : (looks[look - 1] ?? looks.at(-1) ?? '');
        look += 1;
        return { stdout, stderr: '' };
      };
      const { records } = await gatherSigns(watching(), predicting(service(() => null, { printed })));
      return records.kind;
    };
    expect(await printing('', '', '', access)).toBe('access-log');
    expect(await printing('', access, access, access + record)).toBe('structured');
    expect(await printing('')).toBe('none');
  });

  test('in files are none where the folder cannot be read', async () => {
    const sandbox = { files: () => Promise.reject(lost), read: async () => null };
    const silent = service(() => null);
    expect(await gatherSigns(watching({ sandbox }), predicting(silent))).toMatchObject({
      answered: sent,
      records: { kind: 'none' },
    });
  });

  test('in files take an interrupt for what it is', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const files = () => {
      controller.abort();
      return Promise.reject(lost);
    };
    const silent = service(() => null);
    const asked = gatherSigns(
      watching({ signal, sandbox: { files, read: async () => null } }),
      predicting(silent),
    );
    await expect(asked).rejects.toThrow(/abort/i);
  });

  test('are sought for a time and no longer', async () => {
    let clock = 0;
    const slow = service(() => {
      clock += 3_000;
      return null;
    });
    const { tried } = await gatherSigns(watching({ now: () => clock }), predicting(slow));
    expect(tried).toEqual(['/metrics', '/metrics/']);
  });

  test('of a stage that was not reached are none', () => {
    expect(signsNotAsked('listen')).toMatchObject({
      notAsked: 'listen',
      sent: 0,
      pages: [],
      records: { kind: 'none' },
    });
  });
});

test('a slow service is sent fewer requests, and one at least', async () => {
  let clock = 0;
  const tick = async (step: number, count: number) => {
    const answering = service(() => null);
    const send: Server['send'] = (request, limits) => {
      clock += step;
      return answering.server.send(request, limits);
    };
    const slow = predicting({ ...answering, server: { ...answering.server, send } });
    return (await askRows(watching({ now: () => clock }), { predicting: slow, count })).sent;
  };
  expect([await tick(10, 6), await tick(4_000, 6), await tick(60_000, 6)]).toEqual([6, 3, 1]);
});

test('how many are sent follows from the digest', () => {
  const counts = ['0000', '0001', '0002', '0003', '0004', 'zzzz'].map((start) =>
    countFor({ workspace: { digest: start.padEnd(64, '0') } }),
  );
  expect(counts).toEqual([5, 6, 7, 8, 5, 5]);
});
