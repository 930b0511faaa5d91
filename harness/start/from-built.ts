import type { Command } from '../types.ts';
import { portOf } from './port.ts';
import { quote, quoteAll } from './shell.ts';
import type { StartInput } from './types.ts';

const port = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536
    ? Number(text)
    : null;

/** What an image that was built from the submission's Dockerfile starts: ENTRYPOINT and CMD as the engine has them. */
export const fromBuilt = (input: StartInput): readonly Command[] => {
  const { built = null } = input;
  if (!built || built.launch.length === 0) return [];
  const { path, launch, ports, env, outside } = built;
  const line = quoteAll(launch);
  const around = ports[0] ?? port(env.PORT);
  return [
    {
      shell: outside === null ? line : `cd -- ${quote(outside)} && exec ${line}`,
      workdir: '.',
      env: {},
      port: portOf(input, { command: { shell: launch.join(' '), workdir: '.' }, around }),
      source: 'dockerfile',
      place: { path, line: 1 },
      assumptions: ['Dockerfile built, with a network on'],
    },
  ];
};
