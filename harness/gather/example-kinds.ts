import type { OwnExample } from '../evidence/serving.ts';
import type { SourceFacts } from '../source/types.ts';

/** A request that somebody meant as an example, and where it was read. */
export type ExampleRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  /** Media type of the body. */
  readonly type: 'application/json' | 'text/csv';
  readonly from: OwnExample['from'];
};

export type ExampleInput = {
  readonly facts: SourceFacts;
  readonly read: (path: string) => string | null;
};

/** The path of an address on any host, with or without `http://` before a local one. */
export const address =
  /(?:https?:\/\/[\w.-]+(?::\d+)?|\b(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d+)(\/[\w./-]*)/;

const predicting =
  /predict|infer|classif|invocation|score|solution|estimate|forecast|recommend|query|analy[sz]e|churn|price|model/i;
const notPredicting =
  /health|ready|live|ping|docs|openapi|redoc|metrics|version|static|favicon|login|token|auth|upload|create|delete|train|latest|reload|list|admin/i;

const looksPredicting = (path: string): number =>
  Number(predicting.test(path)) - 2 * Number(notPredicting.test(path));

/** From the likeliest on; what is not about predicting is left out where something is. */
export const likeliest = <T extends { readonly path: string }>(requests: readonly T[]): readonly T[] => {
  const sorted = requests.toSorted((one, other) => looksPredicting(other.path) - looksPredicting(one.path));
  const good = sorted.filter(({ path }) => looksPredicting(path) > 0);
  return good.length > 0 ? good : sorted.filter(({ path }) => looksPredicting(path) === 0);
};
