import { posix } from 'node:path';
import { composeServices } from './compose.ts';
import { type Replayed, replayDockerfile } from './dockerfile.ts';
import { depth, ownPaths } from './files.ts';
import { guessContext, type Layout, readLayout } from './layout.ts';
import type { StartInput } from './types.ts';

/** A Dockerfile of the submission's own service, with its paths traced back to the submission. */
export type Dockerfile = {
  readonly path: string;
  readonly replayed: Replayed;
  /** The folder of the submission that is sent to the builder. */
  readonly context: string;
  readonly layout: Layout;
};

/** Images of what stands beside a service. */
const beside =
  /^(?:[\w.-]+\/)*(?:postgres|mysql|mariadb|mongo|redis|rabbitmq|nginx|httpd|caddy|node|grafana|prometheus|airflow|kafka|zookeeper|minio|mlflow|golang|openjdk)(?::|@|$|-)/i;

const isDockerfile = (path: string): boolean =>
  /(?:^|\/)(?:[\w-]+\.)?(?:docker|container)file(?:[.-][\w.-]+)?$/i.test(path) && !/ignore$/i.test(path);

/** Programs that stand beside a service, whatever image they run in. */
export const besideLaunch = /\b(?:mlflow\s+(?:server|ui)|airflow|celery|jupyter|tensorboard|prefect)\b/;

const launchOf = ({ replayed }: Dockerfile): string =>
  `${replayed.entrypoint?.text ?? ''} ${replayed.cmd?.text ?? ''}`.replaceAll(/["',]+/g, ' ');

/** Whether the code of an application is among what a Dockerfile copies, or beside it in a folder of its own. */
const holdsApp = ({ facts }: Pick<StartInput, 'facts'>, { path, layout }: Dockerfile): boolean => {
  const own = posix.dirname(path);
  const sources = [...layout.copies.map(({ source }) => source), ...(own === '.' ? [] : [own])];
  const holds = (file: string): boolean =>
    sources.some((source) => source === '.' || file === source || file.startsWith(`${source}/`));
  return facts.python.some(({ path: file, apps, test }) => apps.length > 0 && !test && holds(file));
};

/** How much a Dockerfile looks like that of the endpoint: what it holds and starts first, then where it stands. */
const rank = (input: Pick<StartInput, 'facts'>, dockerfile: Dockerfile): number => {
  const { path, replayed } = dockerfile;
  const launch = launchOf(dockerfile);
  const serves = /uvicorn|gunicorn|flask|hypercorn|fastapi|runserver|tiangolo|\bserve\b/i.test(
    `${launch} ${replayed.image}`,
  );
  const named = /(?:^|[/._-])(?:api|app|serv\w*|predict\w*|inference|web)(?=[/._-]|$)/i.test(path);
  const aside =
    /(?:^|[/._-])(?:train\w*|test\w*|dev|pipeline|airflow|notebook|db|database|frontend)(?=[/._-]|$)/i.test(
      path,
    );
  const near = Math.min(depth(path), 5) * 0.5;
  return (
    (holdsApp(input, dockerfile) ? 0 : 20) + (serves ? 0 : 10) + (named ? 0 : 2) + (aside ? 4 : 0) + near
  );
};

/** Every Dockerfile of the submission, that of the likeliest service first. */
export const allDockerfiles = (input: Pick<StartInput, 'facts' | 'read'>): readonly Dockerfile[] => {
  const files = ownPaths(input);
  const contexts = new Map(
    composeServices(input).map(({ dockerfile, context }) => [dockerfile.toLowerCase(), context]),
  );
  return files
    .filter(isDockerfile)
    .slice(0, 20)
    .flatMap((path): readonly Dockerfile[] => {
      const replayed = replayDockerfile(input.read(path) ?? '');
      if (!replayed) return [];
      const context =
        contexts.get(path.toLowerCase()) ?? guessContext(replayed, { own: posix.dirname(path), files });
      return [{ path, replayed, context, layout: readLayout(replayed, { context, files }) }];
    })
    .toSorted((a, b) => rank(input, a) - rank(input, b));
};

/** Whether it is of something that stands beside the service: a database, a tracking server, a scheduler. */
export const standsBeside = (dockerfile: Dockerfile): boolean =>
  beside.test(dockerfile.replayed.image) || besideLaunch.test(launchOf(dockerfile));

/** Dockerfiles that may start the endpoint: not those of what stands beside it. */
export const dockerfilesOf = (input: Pick<StartInput, 'facts' | 'read'>): readonly Dockerfile[] =>
  allDockerfiles(input).filter((dockerfile) => !standsBeside(dockerfile));
