import { posix } from 'node:path';
import type { Excerpt } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { execForm, type Instruction } from '../start/dockerfile.ts';
import { chainOf, rootImage, type Stage } from '../start/dockerfile-stages.ts';
import { foldersOf } from '../start/layout.ts';
import { copiedSecret, noSecret } from './deployment-image-secrets.ts';
import {
  type Described,
  isCopy,
  longest,
  type Practice,
  shownAt,
  sourcesOf,
} from './deployment-instructions.ts';
import { recipesOf } from './deployment-make.ts';

const from = (path: string, { image, line }: Stage): Excerpt => ({
  path,
  line,
  text: `FROM ${image}`.slice(0, longest),
});

/** A tag that names a release. `3` and `3-slim` of Python move to another minor version every year. */
const isVersion = (image: string): boolean => {
  const [, tag = ''] = /:([\w][\w.-]*)$/.exec(image.split('@')[0] ?? '') ?? [];
  if (tag === '' || /^latest\b/.test(tag)) return false;
  return /(^|\/)python:/.test(image) ? /^\d+\.\d+/.test(tag) : /\d/.test(tag);
};

/** Known once somebody builds it. */
const isGiven = (image: string): boolean => image === '' || /[:@/]$/.test(image);

const basePinned = ({ path, stages }: Described): Practice | null => {
  const outer = stages.filter(({ parent, image }) => !parent && image !== 'scratch' && !isGiven(image));
  const floating = outer.find(({ image }) => !/@sha256:/.test(image) && !isVersion(image));
  const [first] = outer;
  if (!first) return null;
  return {
    practice: 'base image has a version',
    holds: floating === undefined,
    shown: from(path, floating ?? first),
  };
};

const installs =
  /\bpip[\d.]*\s+install\b[^&;|]*\s(-r|--requirement)\b|\bpip[\d.]*\s+sync\b|\b(poetry|pdm)\s+install\b|\buv\s+sync\b|\bpipenv\s+(install|sync)\b|\b(npm|pnpm)\s+(ci|i|install)\s*($|[&;|]|--)|\byarn(\s+install)?\s*($|[&;|]|--)|\b(conda|mamba|micromamba)\s+(env\s+(create|update)|install\s[^&;|]*(-f|--file))\b|\bconda-lock\s+install\b/;
const manifestFile =
  /(^|\/)([\w.*-]*requirements?[\w.*-]*(\/\S*)?|constraints[\w.-]*|[\w.*-]+\.(toml|lock|cfg|ini|txt|in|ya?ml|json|sh|conf|md|whl|env)|makefile|pipfile(\.lock)?|setup\.py|\.[\w.-]+)$/i;

/** Once sources are copied, every change to them installs the dependencies again. */
const copiesSources = (instruction: Instruction): boolean =>
  isCopy(instruction) && sourcesOf(instruction).some((source) => !manifestFile.test(source));

const dependenciesFirst = ({ path, stages, targets }: Described): Practice | null => {
  const isInstall = ({ name, text }: Instruction): boolean =>
    name === 'RUN' && [text, ...recipesOf(targets, text)].some((line) => installs.test(line));
  for (const stage of stages) {
    const chain = chainOf(stage);
    const at = chain.findIndex(isInstall);
    const install = chain[at];
    if (!install) continue;
    const early = /--mount=type=bind/.test(install.text) ? undefined : chain.slice(0, at).find(copiesSources);
    return {
      practice: 'dependencies before sources',
      holds: early === undefined,
      shown: shownAt(path, early ?? install),
    };
  }
  return null;
};

/** Made by training, or brought by whoever builds: not in the repository, and rightly so. */
const broughtLater =
  /(^|\/)(models?|artifacts?|artefacts?|data|datasets?|mlruns|mlartifacts|weights|checkpoints?|outputs?|dist|build|wheels?|certs?|secrets?|keys?)(\/|$)|(^|\/)\.env|\.(pkl|pickle|joblib|sav|h5|keras|onnx|pt|pth|bin|model|csv|parquet|whl|jar|pem|key|json|zip|gz)$/i;
/** A pattern, an argument or an address is known once somebody builds it. */
const isCertain = (source: string): boolean =>
  !/[*?[$]|:\/\/|^<<|(^|\/)\.\.(\/|$)/.test(source) && !broughtLater.test(source);

/** Whether some folder, sent to the builder, holds all sources: which one is sent is not written in a Dockerfile. */
const heldTogether = (files: ReadonlySet<string>): ((sources: readonly string[]) => boolean) => {
  const folders = foldersOf([...files]);
  const isThere = (path: string): boolean => files.has(path) || folders.has(path);
  const inside = (folder: string, source: string): string =>
    posix.join(folder, source.replace(/^\/+/, '')).replace(/(.)\/$/, '$1');
  return (sources) =>
    [...folders].some((folder) => sources.every((source) => isThere(inside(folder, source))));
};

/** Without it the image cannot be built at all. */
const copiesWhatIsThere = ({ path, stages, files }: Described): Practice | null => {
  const named = stages
    .flatMap(({ instructions }) => instructions)
    .filter(isCopy)
    .map((copy) => ({ copy, sources: sourcesOf(copy).filter(isCertain) }))
    .filter(({ sources }) => sources.length > 0);
  const [first] = named;
  if (!first) return null;
  const upTo = (at: number): readonly string[] => named.slice(0, at + 1).flatMap(({ sources }) => sources);
  const areHeld = heldTogether(files);
  const lost = named.find((_, at) => !areHeld(upTo(at)));
  return {
    practice: 'what it copies is there',
    holds: lost === undefined,
    shown: shownAt(path, (lost ?? first).copy),
  };
};

const launched = (chain: readonly Instruction[]): Instruction | null =>
  chain.findLast(({ name }) => name === 'ENTRYPOINT') ?? chain.findLast(({ name }) => name === 'CMD') ?? null;

/** In the shell form a shell gets the signal to stop, and the program is killed when patience ends. */
const inExecForm = ({ path, final }: Described): Practice | null => {
  const launch = launched(chainOf(final));
  if (!launch) return null;
  const words = execForm(launch.text);
  const isShell = words !== null && /(^|\/)(ba|da|z)?sh$/.test(words[0] ?? '') && words[1] === '-c';
  const holds = (words !== null && !isShell) || /\bexec\s/.test(words?.[2] ?? launch.text);
  return { practice: 'start command in exec form', holds, shown: shownAt(path, launch) };
};

const ignoreFile = ({ path, stages, context, files }: Described): Practice | null => {
  const whole = stages
    .flatMap(({ instructions }) => instructions)
    .find((one) => isCopy(one) && sourcesOf(one).some((source) => /^(\.\/?|\/|\*|\.\/\*)$/.test(source)));
  if (!whole) return null;
  const found = [posix.join(context, '.dockerignore'), `${path}.dockerignore`].find((one) => files.has(one));
  return {
    practice: 'ignore file for the build',
    holds: found !== undefined,
    shown: found === undefined ? shownAt(path, whole) : { path: found, line: 1, text: '' },
  };
};

const serves =
  /\b(uvicorn|gunicorn|hypercorn|flask|fastapi|waitress|bentoml|streamlit|runserver|serve|server|api)\b/i;

const healthCheck = ({ path, final, probe, port }: Described): Practice | null => {
  const chain = chainOf(final);
  const check = chain.findLast(({ name }) => name === 'HEALTHCHECK');
  const stated = check && !/^NONE\b/i.test(check.text) ? shownAt(path, check) : probe;
  if (stated) return { practice: 'health check', holds: true, shown: stated };
  const exposed = chain.find(({ name }) => name === 'EXPOSE');
  const launches = chain.filter(({ name }) => name === 'ENTRYPOINT' || name === 'CMD');
  const service = launches.findLast(({ text }) => serves.test(text)) ?? exposed;
  const shown = service ? shownAt(path, service) : port;
  return shown ? { practice: 'health check', holds: false, shown } : null;
};

const readers = [
  basePinned,
  copiesWhatIsThere,
  dependenciesFirst,
  inExecForm,
  ignoreFile,
  healthCheck,
  noSecret,
  copiedSecret,
];

/** Which practices apply to a Dockerfile, and whether each holds. */
export const practicesOf = (described: Described): readonly Practice[] =>
  readers.flatMap((read) => read(described) ?? []);

/** Images whose own last user is not root. */
const ordinaryImages =
  /(^|\/)(apache\/airflow|jupyter|mambaorg|bitnami|chainguard|nonroot|elasticsearch|grafana\/grafana|prom)\/|(^|\/)(airflow|prometheus)(:|$)|nonroot/i;

/** Who the command runs as. A launcher that steps down from root counts. */
export const userOf = ({ path, final }: Described): DeploymentEvidence['dockerfiles'][number]['user'] => {
  const chain = chainOf(final);
  const user = chain.findLast(({ name }) => name === 'USER');
  const steps = chain.find(
    ({ name, text }) => name !== 'RUN' && /\b(gosu|su-exec|setpriv|runuser)\b/.test(text),
  );
  const place = { path, line: (user ?? steps)?.line ?? final.line };
  if (steps) return { is: 'ordinary', place };
  if (user) return { is: /^["']?(root|0)(?![\w.-])/i.test(user.text) ? 'root' : 'ordinary', place };
  return { is: ordinaryImages.test(rootImage(final).image) ? 'ordinary' : 'unstated', place };
};
