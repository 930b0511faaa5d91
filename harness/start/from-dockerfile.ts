import { posix } from 'node:path';
import { composeServices, type Service } from './compose.ts';
import type { Launch, Replayed } from './dockerfile.ts';
import type { Dockerfile } from './dockerfiles.ts';
import { ownPaths, seenFrom } from './files.ts';
import { foldersOf, type Layout, type Mapped, withMounts } from './layout.ts';
import { serviceDockerfiles } from './runtime.ts';
import { quote, quoteAll } from './shell.ts';
import type { Found, StartInput } from './types.ts';

/** Where copies stand when the submission's own layout will not do. Inside the root, so that commands may write there. */
const copyRoot = '.takehome/image';

type Ground = { readonly workdir: string; readonly prepare: string; readonly assumptions: readonly string[] };

/** The root is copied without what was copied before: a folder cannot be copied into itself. */
const copyLine = ({ source, target }: Mapped, isFolder: boolean): string => {
  const to = quote(`${copyRoot}${target}`);
  if (!isFolder)
    return `mkdir -p ${quote(posix.dirname(`${copyRoot}${target}`))} && cp ${quote(source)} ${to}`;
  if (source !== '.') return `mkdir -p ${to} && cp -R ${quote(`${source}/.`)} ${to}`;
  return `mkdir -p ${to} && find . -mindepth 1 -maxdepth 1 ! -name .takehome -exec cp -R {} ${to} ';'`;
};

/** The folder to start in. Copied only where no folder of the submission looks as the image's working folder does. */
const groundOf = ({ path, layout, replayed }: Dockerfile, folders: ReadonlySet<string>): Ground => {
  const folder = replayed.workdir;
  const base = layout.baseOf(folder);
  if (base !== null && folders.has(base)) return { workdir: base, prepare: '', assumptions: [] };
  const [only, ...others] = layout.copies.filter(({ source }) => folders.has(source));
  const elsewhere =
    layout.toSource(folder) === null && others.length === 0 ? (only?.source ?? posix.dirname(path)) : null;
  if (elsewhere !== null)
    return {
      workdir: elsewhere,
      prepare: '',
      assumptions: [`${folder} of the image is empty: started in ${elsewhere}`],
    };
  const lines = layout.copies.map((copy) => copyLine(copy, folders.has(copy.source)));
  const enter = `mkdir -p ${quote(`${copyRoot}${folder}`)} && cd ${quote(`${copyRoot}${folder}`)}`;
  return {
    workdir: '.',
    prepare: [...lines, enter].join(' && '),
    assumptions: [`files copied to where the image has them, under ${copyRoot}`],
  };
};

/** Absolute paths of the image, as the submission has them. */
const localise = (
  text: string,
  { layout, workdir }: { readonly layout: Layout; readonly workdir: string },
): string =>
  text.replaceAll(/(?<![\w./:])\/[\w][\w./-]*/g, (path) => {
    const source = layout.toSource(path.replace(/(.)\/$/, '$1'));
    return source === null ? path : seenFrom(workdir, source);
  });

const words = ({ exec, text }: Launch): string => (exec ? quoteAll(exec) : text);

/** ENTRYPOINT and CMD as the engine joins them: CMD is arguments, unless ENTRYPOINT is a shell line. */
const launchText = ({ entrypoint, cmd }: Replayed): string | null => {
  if (!entrypoint) return cmd ? words(cmd) : null;
  return entrypoint.exec && cmd ? `${words(entrypoint)} ${words(cmd)}` : words(entrypoint);
};

/**
 * Images that bring their own start command, look for an application in fixed places and can be told another.
 * https://github.com/tiangolo/uvicorn-gunicorn-docker#environment-variables
 */
const baseCommand = ({ replayed, layout }: Dockerfile, files: ReadonlySet<string>): string | null => {
  const [, kind] = /^tiangolo\/(uvicorn-gunicorn|meinheld-gunicorn|uwsgi-nginx)/.exec(replayed.image) ?? [];
  if (kind === undefined) return null;
  const nested = files.has(layout.toSource('/app/app/main.py') ?? '');
  const { MODULE_NAME = nested ? 'app.main' : 'main', VARIABLE_NAME = 'app', PORT = '80' } = replayed.env;
  const { APP_MODULE = `${MODULE_NAME}:${VARIABLE_NAME}` } = replayed.env;
  return kind === 'uvicorn-gunicorn'
    ? `uvicorn ${quote(APP_MODULE)} --host 0.0.0.0 --port ${quote(PORT)}`
    : `gunicorn -b ${quote(`0.0.0.0:${PORT}`)} ${quote(APP_MODULE)}`;
};

const scriptRunner = (shell: string): string =>
  shell
    .replace(/^(?:\.\/)?([\w./-]+\.sh)(?=\s|$)/, 'bash $1')
    .replace(/^([\w./-]+\.py)(?=\s|$)/, 'python $1');

type Start = Dockerfile & { readonly launch: string; readonly line: number };

const found = (input: StartInput, start: Start): Found => {
  const { layout, replayed } = start;
  const folders = foldersOf(ownPaths(input));
  const ground = groundOf(start, folders);
  const local = ground.prepare === '' ? { layout, workdir: ground.workdir } : null;
  const shell = scriptRunner(local ? localise(start.launch, local) : start.launch);
  const env = Object.entries(replayed.env).filter(([name]) => name !== 'PATH' && name !== 'VIRTUAL_ENV');
  return {
    shell: ground.prepare === '' ? shell : `${ground.prepare} && ${shell}`,
    workdir: ground.workdir,
    env: Object.fromEntries(env.map(([name, value]) => [name, local ? localise(value, local) : value])),
    port: replayed.ports[0] ?? null,
    source: 'dockerfile',
    place: { path: start.path, line: start.line },
    assumptions: ['Dockerfile replayed, not built', ...ground.assumptions],
  };
};

/** Start commands of Dockerfiles, the likeliest service first. */
export const fromDockerfiles = (input: StartInput): readonly Found[] => {
  const files = new Set(ownPaths(input));
  return serviceDockerfiles(input).flatMap((dockerfile) => {
    const { replayed } = dockerfile;
    const launch = launchText(replayed) ?? baseCommand(dockerfile, files);
    if (launch === null) return [];
    return [
      found(input, {
        ...dockerfile,
        launch,
        line: (replayed.cmd ?? replayed.entrypoint)?.line ?? replayed.imageLine,
      }),
    ];
  });
};

const composed = (
  input: StartInput,
  { service, dockerfile }: { readonly service: Service; readonly dockerfile: Dockerfile },
): readonly Found[] => {
  const { replayed } = dockerfile;
  const launch = service.command ?? launchText(replayed);
  if (
    launch === null ||
    (service.command === null && service.mounts.length === 0 && Object.keys(service.env).length === 0)
  )
    return [];
  const start: Start = {
    ...dockerfile,
    replayed: {
      ...replayed,
      env: { ...replayed.env, ...service.env },
      workdir: service.workdir ?? replayed.workdir,
    },
    layout: withMounts(dockerfile.layout, service.mounts),
    launch,
    line: service.line,
  };
  const command = found(input, start);
  return [
    {
      ...command,
      source: 'compose',
      port: service.port ?? command.port,
      place: { path: service.path, line: service.line },
    },
  ];
};

/** Start commands of compose services that are built from the submission. Services beside them are not started. */
export const fromCompose = (input: StartInput): readonly Found[] => {
  const dockerfiles = serviceDockerfiles(input);
  return composeServices(input).flatMap((service) => {
    const dockerfile = dockerfiles.find(
      ({ path }) => path.toLowerCase() === service.dockerfile.toLowerCase(),
    );
    return dockerfile ? composed(input, { service, dockerfile }) : [];
  });
};
