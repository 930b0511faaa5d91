import { posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { execForm } from './dockerfile.ts';
import { fromRoot, ownPaths } from './files.ts';
import type { Mapped } from './layout.ts';
import { quoteAll } from './shell.ts';
import type { StartInput } from './types.ts';

const words = z.union([z.string(), z.array(z.coerce.string())]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const serviceSchema = z.object({
  build: z
    .union([z.string(), z.object({ context: z.string().default('.'), dockerfile: z.string().optional() })])
    .optional(),
  image: z.string().nullish().catch(null),
  command: words.nullish(),
  entrypoint: words.nullish(),
  working_dir: z.string().optional(),
  environment: z.union([z.record(z.string(), scalar), z.array(z.string())]).nullish(),
  ports: z.array(z.union([z.string(), z.number(), z.object({ target: z.coerce.number() })])).nullish(),
  volumes: z.array(z.unknown()).nullish(),
  healthcheck: z.unknown().optional(),
});
type Written = z.infer<typeof serviceSchema>;

/**
 * One service of a compose file whose image is built from the submission, for it or for another service. It is read for
 * evidence and never composed.
 */
export type Service = {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly context: string;
  readonly dockerfile: string;
  readonly command: string | null;
  readonly workdir: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number | null;
  /** Whether a health check is stated. */
  readonly checked: boolean;
  /** Folders of the submission that are mounted, and where. */
  readonly mounts: readonly Mapped[];
};

const shellOf = (value: z.infer<typeof words> | null | undefined): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'string'
    ? execForm(value)
      ? quoteAll(execForm(value) ?? [])
      : value
    : quoteAll(value);
};

const envOf = (value: z.infer<typeof serviceSchema>['environment']): Readonly<Record<string, string>> => {
  if (!value) return {};
  const pairs = Array.isArray(value)
    ? value
        .filter((line) => line.includes('='))
        .map((line): [string, string] => [
          line.slice(0, line.indexOf('=')),
          line.slice(line.indexOf('=') + 1),
        ])
    : Object.entries(value).map(([key, item]): [string, string] => [key, String(item ?? '')]);
  return Object.fromEntries(pairs.filter(([key, item]) => /^\w{1,100}$/.test(key) && !item.includes('${')));
};

const portOf = (ports: z.infer<typeof serviceSchema>['ports']): number | null => {
  const [first] = ports ?? [];
  if (first === undefined) return null;
  const target =
    typeof first === 'object' ? first.target : Number(String(first).split('/')[0]?.split(':').at(-1));
  return Number.isInteger(target) && target > 0 && target < 65_536 ? target : null;
};

const mountsOf = (folder: string, volumes: readonly unknown[]) =>
  volumes.flatMap((volume) => {
    const [from = '', target = ''] = typeof volume === 'string' ? volume.split(':') : [];
    const source = from.startsWith('.') ? fromRoot(folder, from) : null;
    return source === null || !target.startsWith('/')
      ? []
      : [{ source, target: target.replace(/(.)\/$/, '$1'), line: 0 }];
  });

const serviceOf = (
  file: { readonly path: string; readonly text: string },
  name: string,
  written: Written,
): Service | null => {
  const { build, command, entrypoint, working_dir: workdir, environment, ports, volumes } = written;
  if (build === undefined) return null;
  const folder = posix.dirname(file.path);
  const context = fromRoot(folder, typeof build === 'string' ? build : build.context);
  const dockerfile =
    context === null
      ? null
      : fromRoot(context, (typeof build === 'string' ? undefined : build.dockerfile) ?? 'Dockerfile');
  if (context === null || dockerfile === null) return null;
  const launch = [shellOf(entrypoint), shellOf(command)].filter((part) => part !== null).join(' ');
  return {
    name,
    path: file.path,
    line: file.text.split('\n').findIndex((line) => line.trim() === `${name}:`) + 1 || 1,
    context,
    dockerfile,
    command: launch === '' ? null : launch,
    workdir: workdir ?? null,
    env: envOf(environment),
    port: portOf(ports),
    checked: written.healthcheck !== undefined,
    mounts: mountsOf(folder, volumes ?? []),
  };
};

const servicesIn = (path: string, text: string): readonly Service[] => {
  try {
    const document: unknown = parse(text, { maxAliasCount: 20, logLevel: 'silent', merge: true });
    const parsed = z.object({ services: z.record(z.string(), z.unknown()) }).safeParse(document);
    const all = Object.entries(parsed.data?.services ?? {})
      .slice(0, 30)
      .flatMap(([name, value]) => {
        const { data: written } = serviceSchema.safeParse(value);
        return written ? [{ name, written }] : [];
      });
    const builds = new Map(
      all.flatMap(({ written: { image, build } }) => (image && build !== undefined ? [[image, build]] : [])),
    );
    return all.flatMap(({ name, written }) => {
      const build = written.build ?? builds.get(written.image ?? '');
      return serviceOf({ path, text }, name, { ...written, build }) ?? [];
    });
  } catch {
    return [];
  }
};

export const composeServices = (input: Pick<StartInput, 'facts' | 'read'>): readonly Service[] =>
  ownPaths(input)
    .filter((path) => /(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(path))
    .slice(0, 3)
    .flatMap((path) => servicesIn(path, input.read(path) ?? ''));
