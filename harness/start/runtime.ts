import type { Runtime } from '../evidence/environment.ts';
import { allDockerfiles, type Dockerfile, dockerfilesOf } from './dockerfiles.ts';
import { ownPaths } from './files.ts';
import type { StartInput } from './types.ts';

export type RuntimeInput = Pick<StartInput, 'facts' | 'manifest' | 'read'>;

const nodeCommand = /^\s*(?:[A-Z_]+=\S+\s+)*(?:node|npm|npx|yarn|pnpm|tsx|ts-node)\b/;
const pythonCommand =
  /^\s*(?:[A-Z_]+=\S+\s+)*(?:python[\d.]*|uvicorn|gunicorn|flask|fastapi|uv|poetry|pipenv)\b/;
const pythonList =
  /(?:^|\/)(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|Pipfile|setup\.(?:py|cfg)|(?:conda[\w-]*|environment[\w.-]*)\.ya?ml)$/i;

const ofCommand = (command: string | undefined): Runtime | null => {
  if (command === undefined) return null;
  if (nodeCommand.test(command)) return 'node';
  return pythonCommand.test(command) ? 'python' : null;
};

const isNodeImage = (image: string): boolean => /(?:^|\/)node(?::|@|$)/.test(image);
const isPythonImage = (image: string): boolean => /python|uvicorn|conda/i.test(image);

const ofDockerfiles = (input: RuntimeInput): Runtime | null => {
  const images = allDockerfiles(input).map(({ replayed }) => replayed.image);
  if (images.some(isPythonImage)) return 'python';
  return images.some(isNodeImage) ? 'node' : null;
};

/** The package.json nearest to the root. */
export const packagePath = (input: Pick<StartInput, 'facts'>): string | null =>
  ownPaths(input).find((path) => /(?:^|\/)package\.json$/.test(path)) ?? null;

/**
 * What a submission's commands run on: what takehome.yaml starts, else Python where an application in Python is found, else the
 * Dockerfile's base image, else Python where a list of Python dependencies is found. Node needs a package.json.
 */
export const runtimeOf = (input: RuntimeInput): Runtime => {
  if (packagePath(input) === null) return 'python';
  const serve = input.manifest?.serve;
  const stated = ofCommand(typeof serve === 'string' ? serve : serve?.command);
  if (stated !== null) return stated;
  if (input.facts.python.some(({ apps, test }) => apps.length > 0 && !test)) return 'python';
  const listed = input.facts.files.some(
    ({ path, kind, origin }) => kind === 'config' && origin === 'own' && /(^|\/)[^./][^/]*\.txt$/i.test(path),
  );
  const lists = listed || ownPaths(input).some((path) => pythonList.test(path));
  return ofDockerfiles(input) ?? (lists ? 'python' : 'node');
};

/** Dockerfiles that may start the endpoint; those on Node stand beside a service in Python, and are it otherwise. */
export const serviceDockerfiles = (input: RuntimeInput): readonly Dockerfile[] =>
  runtimeOf(input) === 'python'
    ? dockerfilesOf(input)
    : allDockerfiles(input).filter(({ replayed }) => isNodeImage(replayed.image));
