import type { Cause, Execution } from '../evidence/common.ts';

/** The end of a program's story: what its log explains, never who is to blame. */
export type Stop = { readonly cause: Cause; readonly line: string | null };

const maxLine = 400;

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd().slice(0, maxLine))
    .filter((line) => line.trim() !== '');

type Clue = { readonly pattern: RegExp; readonly cause: (match: RegExpExecArray) => Cause };

/** Read from the last line upwards: the first line that any clue explains is the one that stopped the program. */
const clues: readonly Clue[] = [
  {
    pattern: /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]{1,100})'?/,
    cause: ([, module = '']) => ({ kind: 'missing-module', module }),
  },
  {
    pattern: /FileNotFoundError: .*No such file or directory: '([^']{1,300})'/,
    cause: ([, path = '']) => ({ kind: 'missing-file', path }),
  },
  {
    pattern: /can't open file '([^']{1,300})': \[Errno 2\]/,
    cause: ([, path = '']) => ({ kind: 'missing-file', path }),
  },
  {
    pattern: /(?:Read-only file system|Permission denied): '([^']{1,300})'/,
    cause: ([, path = '']) => ({ kind: 'read-only-path', path }),
  },
  {
    pattern: /(?:sh|bash): (?:\d{1,5}: |line \d{1,5}: )?([^\s:]{1,200}): (?:command )?not found/,
    cause: ([, command = '']) => ({ kind: 'command-not-found', command }),
  },
  {
    pattern: /host='?([\w.-]{1,200})'?.*(?:Max retries exceeded|Failed to resolve|NewConnectionError)/,
    cause: ([, host = '']) => ({ kind: 'needs-network', host }),
  },
  {
    pattern:
      /Temporary failure in name resolution|Name or service not known|Network is unreachable|Could not resolve host/,
    cause: () => ({ kind: 'needs-network', host: null }),
  },
];

const explain = (line: string): Cause | null => {
  for (const { pattern, cause } of clues) {
    const match = pattern.exec(line);
    if (match) return cause(match);
  }
  return null;
};

/** The last line of a log that explains the end, and otherwise the last line. */
export const stopFromLog = (log: string): Stop => {
  const all = lines(log).slice(-400);
  for (const line of all.toReversed()) {
    const cause = explain(line);
    if (cause) return { cause, line: line.trim() };
  }
  return { cause: { kind: 'unknown' }, line: all.at(-1)?.trim() ?? null };
};

/** Why an execution did not succeed. Limits are facts of ours and come before anything that the log says. */
export const stopOf = (
  execution: Execution,
  limits: { readonly timeoutMs: number; readonly memoryBytes: number },
): Stop => {
  const { cause, line } = stopFromLog(`${execution.stdout}\n${execution.stderr}`);
  switch (execution.ending) {
    case 'timed-out':
      return { cause: { kind: 'timed-out', limitMs: limits.timeoutMs }, line };
    case 'out-of-memory':
      return { cause: { kind: 'out-of-memory', limitBytes: limits.memoryBytes }, line };
    case 'output-limit':
      return { cause: { kind: 'output-limit' }, line };
    case 'exited':
      return {
        cause: cause.kind === 'unknown' ? { kind: 'exited', exitCode: execution.exitCode } : cause,
        line,
      };
  }
};
