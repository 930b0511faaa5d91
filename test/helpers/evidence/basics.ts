import type { Command, Excerpt, Execution, Place, Stage } from '../../../harness/types.ts';

export function stage(name: Stage['name'], over: Partial<Stage> = {}): Stage {
  return { name, outcome: 'ok', cause: null, line: null, durationMs: 1200, peakMemoryBytes: 180e6, ...over };
}

/** A stage that an earlier one kept from happening. */
export function blocked(name: Stage['name'], by: Stage['name']): Stage {
  return stage(name, {
    outcome: 'blocked',
    cause: { kind: 'earlier-stage', stage: by },
    durationMs: 0,
    peakMemoryBytes: null,
  });
}

export function command(shell: string, over: Partial<Command> = {}): Command {
  const declared = { source: 'takehome.yaml', place: place('takehome.yaml', 3) } as const;
  return { shell, workdir: '.', env: {}, port: null, ...declared, assumptions: [], ...over };
}

export function execution(shell: string, over: Partial<Execution> = {}): Execution {
  return {
    command: ['sh', '-c', shell],
    ending: 'exited',
    exitCode: 0,
    stdout: '',
    stderr: '',
    truncated: false,
    durationMs: 21_400,
    peakMemoryBytes: 412e6,
    ...over,
  };
}

export function place(path: string, line = 1): Place {
  return { path, line };
}

export function excerpt(path: string, line: number, text: string): Excerpt {
  return { path, line, text };
}
