import { depth, ownPaths } from './files.ts';
import { isDashboard } from './serve-patterns.ts';
import { quote } from './shell.ts';
import type { Found, StartInput } from './types.ts';

/** A dashboard answers HTTP and predicts nothing over it: started only where nothing else is there to start. */
export const fromStreamlit = (input: StartInput): readonly Found[] => {
  const known = new Set(ownPaths(input));
  const uses = (script: StartInput['facts']['python'][number]): number =>
    script.calls.filter(({ name }) => name.startsWith('streamlit.')).length;
  return input.facts.python
    .filter((script) => known.has(script.path) && !script.notebook && !script.test && uses(script) > 0)
    .toSorted((one, other) => depth(one.path) - depth(other.path) || uses(other) - uses(one))
    .slice(0, 1)
    .map(({ path }) => ({
      shell: `streamlit run ${quote(path)}`,
      workdir: '.',
      env: {},
      port: input.port,
      source: 'app-object' as const,
      place: { path, line: 1 },
      assumptions: ['a Streamlit dashboard, for want of an endpoint'],
    }));
};

/** A dashboard asks for an address to write to before its first start, and takes a port of its own. */
export const onThisPort = (shell: string, port: number): string => {
  const missing = [
    ['--server.headless', 'true'],
    ['--server.port', String(port)],
    ['--browser.gatherUsageStats', 'false'],
  ].filter(([option = '']) => !shell.includes(option));
  return isDashboard(shell) ? [shell, ...missing.map((option) => option.join(' '))].join(' ') : shell;
};
