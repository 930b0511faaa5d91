import type { Command, Dossier } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { placeText } from './link.ts';

const sources: Record<Command['source'], string> = {
  'takehome.yaml': 'takehome.yaml',
  dockerfile: 'the Dockerfile',
  compose: 'the compose file',
  procfile: 'the Procfile',
  'package.json': 'package.json',
  makefile: 'the Makefile',
  readme: 'the README',
  'app-object': 'an app object in the code',
  convention: 'the usual name',
};

/** Where a command was read: `the README (README.md:12)`. */
export const commandSource = ({ source, place }: Command): string =>
  place ? `${sources[source]} (${placeText(place)})` : sources[source];

const used = ({ training, tests, serving }: Dossier): { what: string; command: Command | null }[] => [
  { what: 'Train', command: training.state === 'gathered' ? training.value.command : null },
  { what: 'Test', command: tests.state === 'gathered' ? tests.value.command : null },
  {
    what: 'Serve',
    command:
      serving.state === 'gathered' && serving.value.served !== null
        ? (serving.value.attempts[serving.value.served]?.command ?? null)
        : null,
  },
];

/** The commands that were run, where each was read, and what had to be assumed. */
export const commandsOf = (dossier: Dossier) =>
  used(dossier).map(({ what, command }) => ({
    what,
    shell: command ? visible(command.shell, caps.sentence) : null,
    source: command ? commandSource(command) : null,
    workdir: command && command.workdir !== '.' ? visible(command.workdir, caps.name) : null,
    assumptions: command ? command.assumptions.slice(0, 10).map((text) => visible(text, caps.sentence)) : [],
  }));
