import type { ChosenCommands } from '../gather/types.ts';
import { dockerfilesOf } from '../start/dockerfiles.ts';
import { ownPaths } from '../start/files.ts';
import { distributionByImport } from './known.ts';
import type { PythonInput } from './python-version.ts';

/** A distribution that the submission needs whether or not its list brings it. */
export type Wanted = { readonly name: string; readonly because: string };

/** Programs that start or test a submission, and the distribution that holds them. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[\s/])uvicorn(?:\s|$)/, 'uvicorn'],
  [/(?:^|[\s/])gunicorn(?:\s|$)/, 'gunicorn'],
  [/(?:^|[\s/])hypercorn(?:\s|$)/, 'hypercorn'],
  [/(?:^|\s)flask\s.*\brun\b/, 'flask'],
  [/(?:^|[\s/])waitress-serve(?:\s|$)/, 'waitress'],
  [/(?:^|\s)bentoml\s/, 'bentoml'],
  [/(?:^|\s)mlflow\s/, 'mlflow'],
  [/(?:^|\s)streamlit\s/, 'streamlit'],
  [/(?:^|\s)(?:-m\s+)?pytest(?:\s|$)/, 'pytest'],
];

/** What the tags of these images hold before anything is installed. https://github.com/tiangolo */
const broughtByImage: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^tiangolo\/uvicorn-gunicorn-fastapi/, ['fastapi', 'uvicorn', 'gunicorn']],
  [/^tiangolo\/uvicorn-gunicorn/, ['uvicorn', 'gunicorn']],
  [/^tiangolo\/(?:meinheld-gunicorn-flask|uwsgi-nginx-flask)/, ['flask', 'gunicorn']],
];

/** The test clients of both frameworks import httpx, and do not depend on it. */
const testClients = new Set(['fastapi.testclient', 'starlette.testclient']);

const byImages = (input: PythonInput): readonly Wanted[] =>
  dockerfilesOf(input).flatMap(({ replayed: { image } }) =>
    broughtByImage
      .filter(([pattern]) => pattern.test(image))
      .slice(0, 1)
      .flatMap(([, names]) => names.map((name) => ({ name, because: `part of the base image ${image}` }))),
  );

const byCommands = ({ train, test, serve }: ChosenCommands): readonly Wanted[] =>
  [train, test, ...serve]
    .filter((command) => command !== null)
    .flatMap(({ shell, source }) =>
      programs
        .filter(([pattern]) => pattern.test(shell))
        .map(([, name]) => ({ name, because: `needed by \`${shell.slice(0, 80)}\` (${source})` })),
    );

/** Imports of the submission's own code outside notebooks, by the fixed table; its own modules are not distributions. */
const byImports = (input: PythonInput): readonly Wanted[] => {
  const paths = new Set(ownPaths(input));
  const own = new Set([...paths].flatMap((path) => path.replace(/\.py$/, '').split('/')));
  return input.facts.python
    .filter(({ path, notebook }) => paths.has(path) && !notebook)
    .flatMap(({ imports }) => imports)
    .flatMap(({ module, place }) => {
      const top = module.split('.')[0] ?? '';
      const because = `imported in ${place.path}:${place.line}, not declared`;
      const client = testClients.has(module) ? [{ name: 'httpx', because }] : [];
      const name = own.has(top) ? undefined : distributionByImport.get(top);
      return name === undefined ? client : [{ name, because }, ...client];
    });
};

/** Loading a pickle imports what its objects are made of, whether or not any code names it. */
const byPickles = ({ facts }: PythonInput): readonly Wanted[] =>
  facts.pickled.flatMap(({ path, modules }) =>
    modules.flatMap((module) => {
      const name = distributionByImport.get(module);
      return name === undefined ? [] : [{ name, because: `imported by the pickle ${path}, not declared` }];
    }),
  );

/** What is needed beyond the list, one entry a distribution, and why. Names come from fixed tables alone. */
export const readWanted = (input: PythonInput, commands: ChosenCommands): readonly Wanted[] => {
  const all = [...byImages(input), ...byImports(input), ...byPickles(input), ...byCommands(commands)];
  const first = new Map(all.toReversed().map((wanted) => [wanted.name, wanted]));
  return [...first.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
};
