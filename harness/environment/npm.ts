import { createHash } from 'node:crypto';
import type { EnvironmentEvidence } from '../evidence/environment.ts';
import { stageOk } from '../gather/stages.ts';
import type { Layer, SandboxFile } from '../sandbox/types.ts';
import { BuildStopped, type Timing } from './build-layer.ts';
import { nodeAskedFor } from './node-version.ts';
import { installNpm, type NpmRecord, npmRecordSchema } from './npm-install.ts';
import { isVersion } from './npm-names.ts';
import type { NpmList } from './npm-package.ts';
import { type Outcome, stoppedOutcome } from './outcome.ts';
import type { Bounds, Provisioned, ProvisionRequest } from './provision.ts';

/** Raise when the same list would be installed otherwise. */
const policy = 'npm@2';
/** The only version offered. */
const version = '24';

type Given = { readonly list: NpmList; readonly request: ProvisionRequest; readonly bounds: Bounds };

const keyOf = ({ manifest, lock }: NpmList, image: string): string => {
  const content = { policy, image, manifest, lock: lock.kind === 'used' ? lock.text : lock.kind };
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
};

const declaredOf = (list: NpmList): EnvironmentEvidence['declared'] => ({
  kind: 'npm',
  files: list.files,
  blocked: list.blocked,
  requirements: list.requirements.map(({ name, range, line }) => ({
    text: `${name}@${range}`,
    place: { path: list.files[0] ?? 'package.json', line },
    pinned: list.locked || isVersion(range),
  })),
});

/**
 * Node looks for packages in a folder of that name beside the code. The folder is the submission's own, so that its tools may
 * keep their caches there; what is in it leads to the layer.
 */
const linksTo = (
  layer: Layer,
  { folder, entries }: NpmRecord & { readonly folder: string },
): readonly SandboxFile[] => {
  const own = folder === '.' ? 'node_modules' : `${folder}/node_modules`;
  return entries.map((entry) => ({ path: `${own}/${entry}`, link: `${layer.path}/node_modules/${entry}` }));
};

/** Programs of packages come last: none may stand in for Node, npm or Python. On a machine of the operator's, its own PATH holds. */
const commandEnv = (
  layer: Layer | null,
  { provider }: ProvisionRequest,
): Readonly<Record<string, string>> => ({
  npm_config_offline: 'true',
  npm_config_update_notifier: 'false',
  ...(layer !== null && provider.kind === 'docker'
    ? { PATH: `/usr/local/bin:/usr/bin:/bin:${layer.path}/node_modules/.bin` }
    : {}),
});

type Installed = { readonly layer: Layer; readonly record: NpmRecord; readonly timing: Timing };

const install = async ({ list, request, bounds }: Given, image: string): Promise<Installed> => {
  const { provider, now, waitingFor } = request;
  const key = keyOf(list, image);
  const began = now();
  const found = await provider.layer(key);
  if (found !== null) {
    const timing: Timing = { resolveMs: 0, installMs: now() - began };
    return { layer: found, record: npmRecordSchema.parse(found.record), timing };
  }
  waitingFor(`${list.requirements.length} packages and theirs from the npm registry`);
  const timing: Timing = { resolveMs: 0, installMs: 0 };
  const layer = await provider.buildLayer({
    key,
    image,
    env: {},
    build: (workshop) => installNpm(workshop, { list, request, bounds, timing }),
  });
  return { layer, record: npmRecordSchema.parse(layer.record), timing };
};

const installed = ({ record, timing }: Omit<Installed, 'layer'>): Outcome => ({
  resolve: stageOk('resolve', { durationMs: timing.resolveMs }),
  install: stageOk('install', { durationMs: timing.installMs }),
  loosened: record.loosened,
  packages: record.packages,
  bytes: record.bytes,
});

const nothing: Omit<Installed, 'layer'> = {
  record: { loosened: [], packages: [], entries: [], bytes: 0 },
  timing: { resolveMs: 0, installMs: 0 },
};

/** A layer with the packages that package.json names, found by content. Rejects only with `FaultError` and `HarnessError`. */
export const provisionNpm = async (given: Given): Promise<Provisioned> => {
  const { list, request } = given;
  const image = await request.images.node.ensure(version, request.waitingFor);
  const asked = nodeAskedFor(request, list.files[0] ?? 'package.json') ?? { asked: null, askedIn: null };
  const evidence = (outcome: Outcome): EnvironmentEvidence => ({
    runtime: { name: 'node', ...asked, used: version, offered: request.images.node.offered },
    declared: declaredOf(list),
    ...outcome,
    notes: list.notes,
  });
  const bare = (outcome: Outcome): Provisioned => ({
    evidence: evidence(outcome),
    layer: null,
    image,
    env: commandEnv(null, request),
    files: [],
  });
  if (list.requirements.length === 0) return bare(installed(nothing));
  try {
    const { layer, record, timing } = await install(given, image);
    const files = linksTo(layer, { ...record, folder: list.folder });
    return {
      evidence: evidence(installed({ record, timing })),
      layer,
      image,
      env: commandEnv(layer, request),
      files,
    };
  } catch (error) {
    if (error instanceof BuildStopped) return bare(stoppedOutcome(error.stopped, error.timing));
    throw error;
  }
};
