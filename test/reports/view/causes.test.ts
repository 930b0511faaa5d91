import { expect, test } from 'vitest';
import type { Cause, Stage } from '../../../harness/types.ts';
import { causeWords } from '../../../reports/view/causes.ts';

type Row = readonly [Cause, Stage['name'], string, RegExp | null];

const rows: readonly Row[] = [
  [{ kind: 'nothing-declared' }, 'resolve', 'No dependencies are declared.', /requirements\.txt/],
  [
    { kind: 'unresolvable', requirement: 'numpy==9', because: 'no such version' },
    'resolve',
    'No installable version of numpy==9: no such version.',
    /numpy==9/,
  ],
  [
    { kind: 'too-big', bytes: 6 * 2 ** 30, limitBytes: 4 * 2 ** 30 },
    'install',
    'The dependencies take 6 GiB; the limit is 4 GiB.',
    /CPU-only/,
  ],
  [{ kind: 'no-command' }, 'train', 'No train command was found.', /train command in takehome\.yaml/],
  [{ kind: 'no-command' }, 'listen', 'No command that starts a server was found.', /serve command/],
  [
    { kind: 'command-not-found', command: 'uvicorn' },
    'listen',
    'The command uvicorn does not exist in the environment.',
    /uvicorn/,
  ],
  [
    { kind: 'missing-module', module: 'yaml' },
    'train',
    'The code imports yaml, which is not installed.',
    /yaml/,
  ],
  [{ kind: 'missing-file', path: 'model.pkl' }, 'listen', 'The file model.pkl does not exist.', /model\.pkl/],
  [{ kind: 'read-only-path', path: '/root' }, 'train', '/root cannot be written.', /\/tmp/],
  [
    { kind: 'needs-network', host: 'huggingface.co' },
    'train',
    'The code reached for huggingface.co; there is none in the sandbox.',
    /without a network/,
  ],
  [
    { kind: 'needs-network', host: null },
    'train',
    'The code reached for the network; there is none in the sandbox.',
    /without a network/,
  ],
  [
    { kind: 'timed-out', limitMs: 600_000 },
    'train',
    'Stopped after 10 min, the limit for training.',
    /within 10 min/,
  ],
  [
    { kind: 'timed-out', limitMs: 90_000 },
    'listen',
    'Stopped after 1 min 30 s, the limit for starting the server.',
    /instead of training at start/,
  ],
  [
    { kind: 'out-of-memory', limitBytes: 2 ** 31 },
    'train',
    'More than 2 GiB of memory was needed, the limit.',
    /in parts/,
  ],
  [{ kind: 'output-limit' }, 'train', 'More was printed than the limit allows.', /Print less/],
  [{ kind: 'exited', exitCode: 1 }, 'train', 'The command ended with exit code 1.', /fresh clone/],
  [{ kind: 'exited', exitCode: null }, 'listen', 'The server was ended by a signal.', /fresh clone/],
  [{ kind: 'exited', exitCode: 0 }, 'listen', 'The server ended with exit code 0.', /foreground/],
  [
    { kind: 'other-port', expected: 8000, listening: [5000, 5001] },
    'listen',
    'The server listens on port 5000 and 5001, not on 8000.',
    /8000/,
  ],
  [{ kind: 'other-port', expected: 8000, listening: [] }, 'listen', 'Nothing listens on port 8000.', /8000/],
  [
    { kind: 'silent-port', port: 8000 },
    'answer',
    'Port 8000 accepts connections and answers nothing.',
    /HTTP on port 8000/,
  ],
  [
    { kind: 'no-route', tried: ['/predict', '/'] },
    'predict',
    'No prediction came back from 2 paths tried: /predict and /.',
    /POST \/predict/,
  ],
  [
    { kind: 'bad-reply', status: 500, because: 'no probability' },
    'predict',
    'The reply with status 500 could not be used: no probability.',
    /one probability a row/,
  ],
  [
    { kind: 'bad-reply', status: null, because: 'not JSON' },
    'predict',
    'The reply could not be used: not JSON.',
    /one probability a row/,
  ],
  [{ kind: 'earlier-stage', stage: 'install' }, 'train', 'Not reached: install stopped first.', null],
  [{ kind: 'unknown' }, 'train', 'It stopped, and nothing shows why.', /Log the error/],
];

test.each(rows)('%j at %s', (cause, stage, said, remedy) => {
  const words = causeWords(cause, stage);
  expect(words.said).toBe(said);
  if (remedy === null) expect(words.remedy).toBeNull();
  else expect(words.remedy).toMatch(remedy);
});

test('every timed-out stage has a remedy of its own', () => {
  const stages = ['resolve', 'install', 'train', 'listen', 'answer', 'predict'] as const;
  const remedies = stages.map((stage) => causeWords({ kind: 'timed-out', limitMs: 1_000 }, stage).remedy);
  expect(new Set(remedies).size).toBe(stages.length);
});
