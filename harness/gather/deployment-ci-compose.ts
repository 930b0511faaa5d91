import { posix } from 'node:path';
import { parse } from 'yaml';
import { baseName } from '../source/paths.ts';
import { replayDockerfile } from '../start/dockerfile.ts';
import { fromRoot, ownPaths } from '../start/files.ts';
import type { ImageInput } from './deployment-images.ts';

/** A service of a compose file: when it is started, and what it runs; null where that is not told. */
type Service = {
  readonly file: string;
  readonly name: string;
  readonly profiles: readonly string[];
  readonly shell: string | null;
};

/** What a line has compose run, and why none of it could fail the line. */
export type Composed = { readonly shells: readonly string[]; readonly harmless: string | null };

const maxFiles = 8;
const maxServices = 40;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const shellOf = (value: unknown): string => {
  if (typeof value === 'string') return value.trim();
  return Array.isArray(value) ? value.map(String).join(' ') : '';
};

/** What the image of a service starts by itself; a stage of its Dockerfile that is not the last is not looked for. */
const ofImage = (input: ImageInput, file: string, build: unknown): string => {
  const { context, dockerfile, target } = record(build);
  if (build === undefined || target !== undefined) return '';
  const folder = fromRoot(posix.dirname(file), String(typeof build === 'string' ? build : (context ?? '.')));
  const path = folder === null ? null : fromRoot(folder, String(dockerfile ?? 'Dockerfile'));
  const replayed = replayDockerfile((path === null ? null : input.read(path)) ?? '');
  const words = [replayed?.entrypoint, replayed?.cmd].map(
    (launch) => launch?.exec?.join(' ') ?? launch?.text,
  );
  return words.filter((word) => word !== undefined).join(' ');
};

const servicesIn = (input: ImageInput, file: string): readonly Service[] => {
  try {
    const document: unknown = parse(input.read(file) ?? '', {
      maxAliasCount: 20,
      logLevel: 'silent',
      merge: true,
    });
    return Object.entries(record(record(document).services))
      .slice(0, maxServices)
      .map(([name, value]) => {
        const { profiles, command, entrypoint, build } = record(value);
        const stated = [shellOf(entrypoint), shellOf(command)].filter(Boolean).join(' ');
        const shell = stated || ofImage(input, file, build);
        return {
          file,
          name,
          profiles: Array.isArray(profiles) ? profiles.map(String) : [],
          shell: shell === '' ? null : shell,
        };
      });
  } catch {
    return [];
  }
};

/** Services of every compose file of its own. */
export const composedServices = (input: ImageInput): readonly Service[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)[\w.-]*compose[\w.-]*\.ya?ml$/i.test(path))
    .slice(0, maxFiles)
    .flatMap((path) => servicesIn(input, path));

const takesValue =
  /^(-f|--file|-p|--project-name|--project-directory|--env-file|--profile|--exit-code-from|--scale|-t|--timeout|--attach|--no-attach|--wait-timeout|--pull|-e|--env|-v|--volume|--publish|-u|--user|-w|--workdir|--name|--entrypoint|-l|--label)$/;

type Words = { readonly flags: readonly (readonly [string, string])[]; readonly plain: readonly string[] };

/** Words of a command line: flags with their values, and the others. `-p` takes one before the command alone. */
const wordsOf = (text: string): Words => {
  const flags: (readonly [string, string])[] = [];
  const plain: string[] = [];
  const words = text.split(/\s+/).filter(Boolean);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [name = '', value] = word.split('=', 2);
    if (!word.startsWith('-')) plain.push(word);
    else if (value !== undefined) flags.push([name, value]);
    else if (takesValue.test(word)) {
      at += 1;
      flags.push([word, words[at] ?? '']);
    } else flags.push([word, '']);
  }
  return { flags, plain };
};

const valuesOf = ({ flags }: Words, names: RegExp): readonly string[] =>
  flags.filter(([name]) => names.test(name)).map(([, value]) => value);

const isUsual = (file: string): boolean => /^(docker-)?compose(\.override)?\.ya?ml$/i.test(baseName(file));

/** `compose up` ends well whatever its services do, unless it is told whose end counts. */
const harmlessUp = (words: Words): string | null => {
  const has = (names: RegExp): boolean => words.flags.some(([name]) => names.test(name));
  if (has(/^(-d|--detach)$/)) return 'up -d';
  return has(/^--(exit-code-from|abort-on-container-(exit|failure)|wait)$/)
    ? null
    : 'up without --exit-code-from';
};

const started = (words: Words, services: readonly Service[]): readonly Service[] => {
  const [, ...named] = words.plain;
  const counted = valuesOf(words, /^--exit-code-from$/);
  const profiles = valuesOf(words, /^--profile$/);
  const chosen = counted.length > 0 ? counted : named;
  if (chosen.length > 0) return services.filter(({ name }) => chosen.includes(name));
  return services.filter(
    (service) => service.profiles.length === 0 || service.profiles.some((name) => profiles.includes(name)),
  );
};

const nothing: Composed = { shells: [], harmless: null };

const composedWith = (written: string, all: readonly Service[]): Composed => {
  const words = wordsOf(written);
  const files = valuesOf(words, /^(-f|--file)$/).map(baseName);
  const services = all.filter(({ file }) =>
    files.length > 0 ? files.includes(baseName(file)) : isUsual(file),
  );
  const [action, service, ...command] = words.plain;
  const shells = (found: readonly Service[]) => found.flatMap(({ shell }) => shell ?? []);
  if (action === 'up') return { shells: shells(started(words, services)), harmless: harmlessUp(words) };
  const replaced = words.flags.some(([name]) => name === '--entrypoint');
  if (action !== 'run' || command.length > 0 || replaced) return nothing;
  return { shells: shells(services.filter(({ name }) => name === service)), harmless: null };
};

/** What each `docker compose up` of a line runs in the end, and each `run` of a service without a command of its own. */
export const composedBy = (line: string, all: readonly Service[]): readonly Composed[] =>
  [...line.matchAll(/\bdocker(?:-|\s+)compose\s+([^&;|]*)/g)].map(([, written = '']) =>
    composedWith(written, all),
  );
