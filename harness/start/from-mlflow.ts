import { parse } from 'yaml';
import { z } from 'zod';
import { folderOf, ownPaths } from './files.ts';
import { quote } from './shell.ts';
import type { Found, StartInput } from './types.ts';

const projectSchema = z.object({
  entry_points: z.object({
    main: z.object({
      command: z.string(),
      parameters: z
        .record(z.string(), z.union([z.string(), z.object({ default: z.coerce.string().optional() })]))
        .nullish(),
    }),
  }),
});

const projectIn = (text: string): z.infer<typeof projectSchema> | null => {
  try {
    return projectSchema.safeParse(parse(text, { maxAliasCount: 10, logLevel: 'silent' })).data ?? null;
  } catch {
    return null;
  }
};

/** `{name}` as the default that the project gives it; null where one has none. */
const filled = ({ entry_points: { main } }: z.infer<typeof projectSchema>): string | null => {
  const parameters = new Map(Object.entries(main.parameters ?? {}));
  let known = true;
  const shell = main.command.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.get(name);
    const value = typeof parameter === 'object' ? parameter.default : undefined;
    if (value === undefined) known = false;
    return quote(value ?? '');
  });
  return known ? shell.trim() : null;
};

/** The main entry point of an MLproject file, which `mlflow run .` would start to train. */
export const fromMlproject = (input: StartInput): readonly Found[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)MLproject$/.test(path))
    .slice(0, 1)
    .flatMap((path) => {
      const project = projectIn(input.read(path) ?? '');
      const shell = project && filled(project);
      if (!shell) return [];
      return [
        {
          shell,
          workdir: folderOf(path),
          env: {},
          port: null,
          source: 'convention' as const,
          place: { path, line: 1 },
          assumptions: ['the main entry point of MLproject, with its defaults'],
        },
      ];
    });

/** The newest model of the runs in a folder, in the layouts of MLflow 1 and 2 and of MLflow 3. */
const newestModel = (artifact: string): string =>
  `"$(ls -td mlruns/*/*/artifacts/${artifact} mlruns/*/models/*/artifacts 2>/dev/null | head -1)"`;

const runModel = /(?:(?:\.\/)?mlruns\/\S*|runs:\/\S*?)<[^>]*>(?:\/artifacts)?\/([\w.-]+)/;

/** `mlflow models serve -m mlruns/0/<run id>/artifacts/model` is for a person to fill in: the newest run is. */
export const withNewestRun = (shell: string): string =>
  /^mlflow\s+models\s+serve\b/.test(shell)
    ? shell.replace(runModel, (_, artifact: string) => newestModel(artifact))
    : shell;

/** MLflow would make an environment of its own, from the network. */
export const inThisEnvironment = (shell: string): string =>
  /\bmlflow\s+models\s+serve\b/.test(shell) && !/--env-manager|--no-conda/.test(shell)
    ? shell.replace(/\bmlflow\s+models\s+serve\b/, '$& --env-manager local')
    : shell.replace(/\s--no-conda\b/, ' --env-manager local');

const serveModel = (input: StartInput, model: string): string =>
  `mlflow models serve --env-manager local -m ${model} --host 0.0.0.0 --port ${input.port}`;

const logsModels = /^mlflow\.\w+\.(?:log_model|save_model)$/;

/**
 * MLflow's own model server, over a model folder that was handed in, else over the newest that training logged in
 * `workdir`.
 */
export const fromMlflow = (
  input: StartInput,
  { workdir }: { readonly workdir: string },
): readonly Found[] => {
  const base = { env: {}, port: input.port, source: 'app-object' as const };
  const [committed] = ownPaths(input).filter((path) => /(?:^|\/)MLmodel$/.test(path));
  const call = input.facts.python
    .filter(({ notebook, test }) => !notebook && !test)
    .flatMap(({ calls }) => calls)
    .find(({ name }) => logsModels.test(name));
  if (committed !== undefined)
    return [
      {
        ...base,
        shell: serveModel(input, quote(folderOf(committed))),
        workdir: '.',
        place: { path: committed, line: 1 },
        assumptions: ['served by MLflow from the model folder'],
      },
    ];
  if (!call) return [];
  return [
    {
      ...base,
      shell: serveModel(input, newestModel('*')),
      workdir,
      place: call.place,
      assumptions: ['served by MLflow from the newest model that training logged'],
    },
  ];
};
