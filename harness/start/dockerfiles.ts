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
  readonly layout: Layout;
};

/** Images of what stands beside a service. */
const beside =
  /^(?:[\w.-]+\/)*(?:postgres|mysql|mariadb|mongo|redis|rabbitmq|nginx|httpd|caddy|node|grafana|prometheus|airflow|kafka|zookeeper|minio|mlflow|golang|openjdk)(?::|@|$|-)/i;

const isDockerfile = (path: string): boolean =>
  /(?:^|\/)(?:[\w-]+\.)?dockerfile(?:[.-][\w.-]+)?$/i.test(path) && !/ignore$/i.test(path);

/** How much a Dockerfile looks like that of the endpoint: what it starts first, then where it stands. */
const rank = ({ path, replayed }: Dockerfile): number => {
  const launch = `${replayed.entrypoint?.text ?? ''} ${replayed.cmd?.text ?? ''}`;
  const serves = /uvicorn|gunicorn|flask|bentoml|hypercorn|fastapi|runserver|tiangolo|serve/i.test(
    `${launch} ${replayed.image}`,
  );
  const named = /(?:^|[/._-])(?:api|app|serv\w*|predict\w*|inference|web)(?=[/._-]|$)/i.test(path);
  const aside =
    /(?:^|[/._-])(?:train\w*|test\w*|dev|pipeline|airflow|notebook|db|database|frontend)(?=[/._-]|$)/i.test(
      path,
    );
  return (serves ? 0 : 10) + (named ? 0 : 2) + (aside ? 4 : 0) + Math.min(depth(path), 5) * 0.5;
};

/** Dockerfiles that may start the endpoint, the likeliest first. */
export const dockerfilesOf = (input: Pick<StartInput, 'facts' | 'read'>): readonly Dockerfile[] => {
  const files = ownPaths(input);
  const contexts = new Map(composeServices(input).map(({ dockerfile, context }) => [dockerfile, context]));
  return files
    .filter(isDockerfile)
    .slice(0, 20)
    .flatMap((path) => {
      const replayed = replayDockerfile(input.read(path) ?? '');
      if (!replayed || beside.test(replayed.image)) return [];
      const context = contexts.get(path) ?? guessContext(replayed, { own: posix.dirname(path), files });
      return [{ path, replayed, layout: readLayout(replayed, { context, files }) }];
    })
    .toSorted((a, b) => rank(a) - rank(b));
};
