import type { ChosenCommands } from '../gather/types.ts';
import type { Command } from '../types.ts';
import { testByConvention, trainByConvention } from './convention.ts';
import { seenFrom } from './files.ts';
import { fromApps } from './from-app.ts';
import { fromBuilt } from './from-built.ts';
import { fromCompose, fromDockerfiles } from './from-dockerfile.ts';
import { makeTargets } from './from-makefile.ts';
import { fromManifest } from './from-manifest.ts';
import { fromMlflow, fromMlproject, inThisEnvironment } from './from-mlflow.ts';
import { fromPackage } from './from-package.ts';
import { fromProcfile } from './from-procfile.ts';
import { fromReadme } from './from-readme.ts';
import { fromStreamlit, onThisPort } from './from-streamlit.ts';
import { fitNode } from './node-command.ts';
import { portOf } from './port.ts';
import { withPreparation } from './preparation.ts';
import { pythonPath } from './python-path.ts';
import { runtimeOf } from './runtime.ts';
import { expandScript } from './scripts.ts';
import { isDashboard, isForeign, scriptOf, startsServer } from './serve-patterns.ts';
import { unwrap } from './shell.ts';
import { shownEnv } from './shown-env.ts';
import type { Found, StartInput } from './types.ts';
import { withoutWaiting } from './waiting.ts';

const maxStarts = 6;

type Start = StartInput & { readonly shown: ReturnType<typeof shownEnv> };

const serveTargets = /^(?:serve|run|start|api|app|up|dev|server|(?:run|serve|start)[-_].*)$/;

/** `$PORT` and `${PORT:-8000}`: the platform sets it, and here it is the port that the challenge asks for. */
const withPort = (shell: string, port: number): string =>
  shell.replaceAll(/\$\{PORT(?::-[^}]*)?\}|\$PORT\b/g, String(port));

/** A store in the home folder would end with the command that filled it: every command finds this one instead. */
const stateEnv = ({ facts }: Start, workdir: string): Readonly<Record<string, string>> =>
  facts.python.some(({ imports }) => imports.some(({ module }) => /^bentoml(?:\.|$)/.test(module)))
    ? { BENTOML_HOME: seenFrom(workdir, '.bentoml') }
    : {};

/** Fits a command to the sandbox: own environment, own port variable, modules found without an install. */
const adapt = (input: Start, found: Found): Command | null => {
  const declared = found.source === 'takehome.yaml';
  const bare = input.built ? { shell: found.shell, assumptions: [] } : unwrap(found.shell);
  const expanded = expandScript(input, bare.shell);
  const { workdir } = found;
  const { shell, assumptions } = input.built
    ? { shell: expanded.shell, assumptions: [] }
    : fitNode(input, { shell: expanded.shell, workdir });
  if (shell === '' || (!declared && isForeign(shell, runtimeOf(input)))) return null;
  const { PYTHONPATH } = input.built?.env ?? {};
  const env = { ...(PYTHONPATH === undefined ? {} : { PYTHONPATH }), ...found.env };
  const command = { shell: withPort(shell, input.port), workdir };
  const fitted = declared
    ? { shell, assumptions: [] }
    : withoutWaiting(input, onThisPort(inThisEnvironment(shell), input.port));
  const shown = declared ? { env: {}, assumptions: [] } : input.shown;
  return {
    ...found,
    shell: fitted.shell,
    env: {
      ...shown.env,
      ...stateEnv(input, workdir),
      ...env,
      PYTHONPATH: pythonPath(input, { workdir, env }),
    },
    port: (declared ? found.port : null) ?? portOf(input, { command, around: found.port }),
    assumptions: [
      ...found.assumptions,
      ...bare.assumptions,
      ...expanded.assumptions,
      ...assumptions,
      ...fitted.assumptions,
      ...shown.assumptions,
    ],
  };
};

const fitAll = (input: Start, found: readonly Found[]): readonly Command[] =>
  found.flatMap((one) => adapt(input, one) ?? []);

const distinct = (commands: readonly Command[]): readonly Command[] => {
  const keys = commands.map(({ workdir, shell }) => `${workdir} ${shell}`);
  return commands.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
};

const targets = (input: Start, names: RegExp): readonly Found[] =>
  makeTargets(input)
    .filter(({ name }) => names.test(name))
    .map(({ found }) => found);

/** A script that we can read and that opens no port is tried last: it may run for ever without ever listening. */
const isDoubtful = (input: Start, command: Command): boolean =>
  command.source !== 'takehome.yaml' && scriptOf(input, command) !== null && !startsServer(input, command);

const trains = (input: Start, command: Command): boolean => {
  const script = scriptOf(input, command);
  return (
    script !== null &&
    !script.test &&
    /train|fit|(?:build|create|make)_model/i.test(script.path) &&
    !startsServer(input, command)
  );
};

const shownTraining = (input: Start): readonly Found[] => {
  const shown = fromReadme(input);
  return shown
    .filter((found) => fitAll(input, [found]).some((command) => trains(input, command)))
    .slice(0, 1)
    .map((found) => withPreparation(input, { shown, train: found }));
};

const train = (input: Start): Command | null => {
  const stated = fitAll(input, [
    ...fromManifest(input, 'train'),
    ...fromPackage(input, 'train'),
    ...targets(input, /^(?:train|training|train[-_]model|model|fit)$/),
  ]);
  const guessed = [...shownTraining(input), ...fromMlproject(input), ...trainByConvention(input)];
  return stated[0] ?? fitAll(input, guessed)[0] ?? null;
};

const hasApp = ({ facts }: Start): boolean =>
  facts.python.some(({ apps, test, notebook }) => apps.length > 0 && !test && !notebook);

/** Where no application object was written: a model for MLflow's server, and a dashboard before nothing at all. */
const withoutApp = (input: Start): readonly Command[] =>
  hasApp(input)
    ? []
    : fitAll(input, [
        ...fromMlflow(input, { workdir: train(input)?.workdir ?? '.' }),
        ...fromStreamlit(input),
      ]);

const serve = (input: Start): readonly Command[] => {
  const stated = [
    ...fitAll(input, fromManifest(input, 'serve')),
    ...fromBuilt(input),
    ...fitAll(input, [
      ...(input.built ? [] : [...fromDockerfiles(input), ...fromCompose(input)]),
      ...fromProcfile(input),
      ...fromPackage(input, 'serve'),
    ]),
  ];
  const shown = fitAll(input, [...targets(input, serveTargets), ...fromReadme(input)]);
  const guessed = [
    ...shown.filter((command) => startsServer(input, command)),
    ...fitAll(input, fromApps(input)),
  ];
  const sure = stated.filter(
    ({ shell, ...command }) => !isDashboard(shell) && !isDoubtful(input, { shell, ...command }),
  );
  return distinct([...sure, ...guessed, ...withoutApp(input), ...stated]).slice(0, maxStarts);
};

const test = (input: Start): Command | null =>
  fitAll(input, [
    ...fromManifest(input, 'test'),
    ...fromPackage(input, 'test'),
    ...testByConvention(input),
  ])[0] ?? null;

/**
 * What to run to train, test and serve, and where each was read. Nothing is run to find out. Starts come in the order to
 * try them: takehome.yaml, Dockerfile (the image's own command, where it was built), compose, Procfile, Makefile, README, application object in the code.
 */
export const chooseCommands = (given: StartInput): ChosenCommands => {
  const input = { ...given, shown: shownEnv(given) };
  return { train: train(input), test: test(input), serve: serve(input) };
};
