import { FaultError } from '../../errors.ts';
import type { BuildEnd, ImageBuild } from '../build-types.ts';
import type { DockerClient } from './client.ts';
import { EngineError } from './failure.ts';

const pullMs = 10 * 60_000;
/** Asked for to see whether a registry answers; nothing of that name is ever kept there. */
const probe = 'python:takehome-asks-whether-anyone-is-there';

const namesRegistry = (name: string): boolean => /^(?:localhost|[^/]*[.:][^/]*)\//.test(name);

/** Words of registries and engines for an image that is not there, or not for everyone. */
const isMissing = (error: EngineError): boolean =>
  error.status === 404 ||
  error.status === 400 ||
  /manifest (?:for .* )?(?:unknown|not found)|not found|pull access denied|repository does not exist|no matching manifest|unauthorized|denied/i.test(
    error.said,
  );

type Pull = Pick<ImageBuild, 'registry' | 'signal'>;

/** Null when it is there now. Rejects with what the engine said. */
const pull = async (client: DockerClient, name: string, { registry, signal }: Pull): Promise<void> => {
  const mirrored = namesRegistry(name) ? name : `${registry}${name}`;
  await client.pullImage(mirrored, () => {}, { ms: pullMs, signal });
  if (mirrored !== name) await client.tagImage({ from: mirrored, to: name });
};

const failureOf = (pulling: Promise<void>): Promise<EngineError | null> =>
  pulling.then(
    () => null,
    (error: unknown) => {
      if (error instanceof EngineError) return error;
      throw error;
    },
  );

/** Whether the operator's registry answers at all, if only that it has no such image. */
const answers = async (client: DockerClient, order: Pull): Promise<boolean> => {
  const error = await failureOf(pull(client, probe, order));
  return error === null || isMissing(error);
};

const unreachable = (name: string, cause: EngineError): FaultError =>
  new FaultError({
    code: 'REGISTRY_UNREACHABLE',
    blame: 'environment',
    message: `The image ${name} is not here, and its registry did not answer: ${cause.said.slice(0, 200)}.`,
    cause,
  });

/**
 * Has every image that a Dockerfile is built on: what the engine knows by that name is used as it is. A registry of the
 * candidate's choice that does not answer, while the operator's does, is a name that leads nowhere. Rejects with FaultError
 * REGISTRY_UNREACHABLE.
 */
export const haveBases = async (
  client: DockerClient,
  order: ImageBuild,
): Promise<Extract<BuildEnd, { kind: 'base-missing' }> | null> => {
  for (const name of order.bases) {
    if (await client.inspectImage(name)) continue;
    order.waitingFor(`the image ${name}`);
    const error = await failureOf(pull(client, name, order));
    order.signal.throwIfAborted();
    if (!error) continue;
    const leadsNowhere = isMissing(error) || (namesRegistry(name) && (await answers(client, order)));
    if (!leadsNowhere) throw unreachable(name, error);
    return { kind: 'base-missing', name, said: error.said };
  }
  return null;
};
