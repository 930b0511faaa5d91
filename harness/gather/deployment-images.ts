import { posix } from 'node:path';
import type { Excerpt } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { isDockerfile } from '../source/paths.ts';
import type { SourceFacts, TextFile } from '../source/types.ts';
import { composeServices, type Service } from '../start/compose.ts';
import { rootImage, stagesOf } from '../start/dockerfile-stages.ts';
import { allDockerfiles, besideLaunch, standsBeside } from '../start/dockerfiles.ts';
import { startsElsewhere } from './deployment-image-start.ts';
import type { Described } from './deployment-instructions.ts';
import { targetsIn } from './deployment-make.ts';
import { practicesOf, userOf } from './deployment-practices.ts';

export type ImageInput = {
  readonly facts: SourceFacts;
  readonly read: (path: string) => string | null;
};

const maxDockerfiles = 20;

const isCompose = (path: string): boolean => /(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/i.test(path);

const lineOf = ({ path, text }: TextFile, pattern: RegExp): Excerpt | null => {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => pattern.test(line));
  return index === -1 ? null : { path, line: index + 1, text: (lines[index] ?? '').trim().slice(0, 160) };
};

type OfImage = { readonly facts: SourceFacts; readonly services: readonly Service[] };

/** A health check that stands in a compose file under a service of this Dockerfile, or in a manifest of Kubernetes. */
const probeOf = ({ facts, services }: OfImage): Excerpt | null => {
  const inManifest = facts.texts
    .filter(
      ({ path: file, text }) =>
        /\.ya?ml$/i.test(file) && /^\s*kind:\s*(Deployment|StatefulSet|Pod)\b/m.test(text),
    )
    .map((file) => lineOf(file, /^\s*-?\s*(readiness|liveness|startup)Probe:/));
  const [inCompose] = services
    .filter(({ checked }) => checked)
    .map((service) => keyOf('healthcheck', { facts, service }));
  return inCompose ?? inManifest.find((found) => found !== null) ?? null;
};

/** Where a service has a key; its own line where the key is merged into it from elsewhere. */
const keyOf = (
  key: string,
  { facts, service }: { readonly facts: SourceFacts; readonly service: Service },
): Excerpt => {
  const text = facts.texts.find(({ path }) => path === service.path)?.text ?? '';
  const block = blockAt(text.split('\n'), service.line - 1);
  const index = Math.max(
    0,
    block.findIndex((line) => line.trim().startsWith(`${key}:`)),
  );
  return { path: service.path, line: service.line + index, text: (block[index] ?? '').trim() };
};

/** Where compose publishes a port of a service's own. */
const portOf = ({ facts, services }: OfImage): Excerpt | null => {
  const listening = services.find(({ port, command }) => port !== null && !besideLaunch.test(command ?? ''));
  return listening ? keyOf('ports', { facts, service: listening }) : null;
};

const indent = (line: string): number => line.length - line.trimStart().length;

/** A line and those indented below it. */
const blockAt = (lines: readonly string[], start: number): readonly string[] => {
  const head = lines[start] ?? '';
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && indent(line) <= indent(head));
  return [head, ...(end === -1 ? rest : rest.slice(0, end))];
};

/** Dockerfiles of its own, that of the likeliest service first; those that hold no FROM are left out of the practices. What was handed in and not read, such as links, is there all the same. */
export const describeDockerfiles = (
  input: ImageInput,
  leftOut: readonly { readonly path: string }[],
): DeploymentEvidence['dockerfiles'] => {
  const { facts } = input;
  const own = facts.files.filter(
    ({ path, origin, bytes }) => origin === 'own' && bytes > 0 && isDockerfile(path),
  );
  const files = new Set([...facts.files, ...leftOut].map(({ path }) => path));
  const secrets = new Set(facts.secrets.filter(({ weak }) => !weak).map(({ path }) => path));
  const services = composeServices(input);
  const known = allDockerfiles(input);
  const order = (path: string): number => {
    const at = known.findIndex((dockerfile) => dockerfile.path === path);
    return at === -1 ? known.length : at;
  };
  return own
    .toSorted((a, b) => order(a.path) - order(b.path))
    .slice(0, maxDockerfiles)
    .map(({ path }) => {
      const dockerfile = known.find((one) => one.path === path);
      const stages = stagesOf(input.read(path) ?? '');
      const final = stages.at(-1);
      if (!final)
        return {
          place: { path, line: 1 },
          image: '',
          beside: false,
          user: { is: 'unstated' as const, place: { path, line: 1 } },
          practices: [],
        };
      const own = services.filter((service) => service.dockerfile.toLowerCase() === path.toLowerCase());
      const context = dockerfile?.context ?? posix.dirname(path);
      const described: Described = {
        path,
        stages,
        final,
        context,
        files,
        read: input.read,
        secrets,
        targets: targetsIn(input, context),
        probe: probeOf({ facts, services: own }),
        port: portOf({ facts, services: own }),
      };
      const elsewhere = startsElsewhere(described, dockerfile);
      return {
        place: { path, line: final.line },
        image: rootImage(final).image,
        beside: dockerfile ? standsBeside(dockerfile) : false,
        user: userOf(described),
        practices: [...practicesOf(described), ...(elsewhere ? [elsewhere] : [])],
      };
    });
};

export const composeFiles = ({ files }: SourceFacts): DeploymentEvidence['compose'] =>
  files
    .filter(({ path, origin }) => origin === 'own' && isCompose(path))
    .slice(0, maxDockerfiles)
    .map(({ path }) => ({ path, line: 1 }));
