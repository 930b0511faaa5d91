import { describe, expect, it } from 'vitest';
import { stopFromLog, stopOf } from '../../harness/gather/cause.ts';

const limits = { timeoutMs: 60_000, memoryBytes: 1024 };
const execution = {
  command: ['sh'],
  ending: 'exited',
  exitCode: 1,
  stdout: '',
  stderr: '',
  truncated: false,
  durationMs: 5,
  peakMemoryBytes: null,
} as const;

describe('a log explains why a program stopped', () => {
  it.each([
    [
      'Traceback (most recent call last):\n  File "a.py", line 1\nModuleNotFoundError: No module named \'flask\'',
      { kind: 'missing-module', module: 'flask' },
    ],
    [
      "FileNotFoundError: [Errno 2] No such file or directory: 'models/model.joblib'",
      { kind: 'missing-file', path: 'models/model.joblib' },
    ],
    [
      "python: can't open file '/work/serve.py': [Errno 2] No such file or directory",
      { kind: 'missing-file', path: '/work/serve.py' },
    ],
    [
      "PermissionError: [Errno 13] Permission denied: '/var/log/app.log'",
      { kind: 'read-only-path', path: '/var/log/app.log' },
    ],
    ['sh: 1: uvicorn: not found', { kind: 'command-not-found', command: 'uvicorn' }],
    ['bash: line 3: gunicorn: command not found', { kind: 'command-not-found', command: 'gunicorn' }],
    [
      "HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url",
      { kind: 'needs-network', host: 'huggingface.co' },
    ],
    [
      'socket.gaierror: [Errno -3] Temporary failure in name resolution',
      { kind: 'needs-network', host: null },
    ],
    ['everything is fine', { kind: 'unknown' }],
  ])('%s', (log, cause) => {
    expect(stopFromLog(log).cause).toEqual(cause);
  });

  it('names the last line that explains it, not what was printed after', () => {
    const log =
      "ModuleNotFoundError: No module named 'first'\nModuleNotFoundError: No module named 'second'\nbye\n";
    expect(stopFromLog(log)).toEqual({
      cause: { kind: 'missing-module', module: 'second' },
      line: "ModuleNotFoundError: No module named 'second'",
    });
  });

  it('says nothing of an empty log', () => {
    expect(stopFromLog('')).toEqual({ cause: { kind: 'unknown' }, line: null });
  });
});

describe('limits come before anything that a program prints', () => {
  const lie = 'ConnectionError: Temporary failure in name resolution';
  it.each([
    ['timed-out', { kind: 'timed-out', limitMs: 60_000 }],
    ['out-of-memory', { kind: 'out-of-memory', limitBytes: 1024 }],
    ['output-limit', { kind: 'output-limit' }],
  ] as const)('%s', (ending, cause) => {
    expect(stopOf({ ...execution, ending, exitCode: null, stderr: lie }, limits).cause).toEqual(cause);
  });

  it('an unexplained exit is its code', () => {
    expect(stopOf({ ...execution, exitCode: 3, stderr: 'oh no' }, limits)).toEqual({
      cause: { kind: 'exited', exitCode: 3 },
      line: 'oh no',
    });
  });
});
