import type { Row } from '../challenge/types.ts';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { HttpRequest } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import type { Understood } from './understand.ts';

/** How the contract of a challenge asks for predictions. */
export const contractShape = ({ serving }: ChallengeConfig): Shape => ({
  method: serving.method,
  path: serving.path,
  request: 'wrapped',
  requestKey: serving.requestKey,
  replyKey: serving.replyKey,
  probabilityKey: serving.probabilityKey,
  labelOnly: false,
  decisionKey: null,
  nearMisses: [],
});

/** The body of a request for these rows. A shape of single objects takes exactly one row. */
export const bodyFor = (shape: Pick<Shape, 'request' | 'requestKey'>, rows: readonly Row[]): unknown => {
  switch (shape.request) {
    case 'wrapped':
      return { [shape.requestKey ?? 'instances']: rows };
    case 'bare-list':
      return rows;
    case 'single-object':
      return shape.requestKey === null ? (rows[0] ?? {}) : { [shape.requestKey]: rows[0] ?? {} };
    case 'split': {
      const columns = Object.keys(rows[0] ?? {});
      const data = rows.map((row) => columns.map((name) => row[name] ?? null));
      return { [shape.requestKey ?? 'dataframe_split']: { columns, data } };
    }
    case 'columns':
      return Object.fromEntries(
        Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name] ?? null)]),
      );
  }
};

export const jsonRequest = ({
  method,
  path,
  body,
  type = 'application/json',
}: {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  /** Media type of the body, where it is another. */
  readonly type?: string;
}): HttpRequest => ({
  method,
  path,
  headers: { accept: 'application/json', ...(body === null ? {} : { 'content-type': type }) },
  body,
  bodyBytes: body === null ? 0 : Buffer.byteLength(body),
});

export const requestFor = (shape: Shape, rows: readonly Row[]): HttpRequest =>
  jsonRequest({ method: shape.method, path: shape.path, body: JSON.stringify(bodyFor(shape, rows)) });

/** The differences between what was understood and the contract, each a near miss. */
export const withNearMisses = (
  shape: Omit<Shape, 'nearMisses'>,
  { contract, classes, text }: { readonly contract: Shape } & Pick<Understood, 'classes' | 'text'>,
): Shape => {
  const differences: readonly (readonly [Shape['nearMisses'][number], boolean])[] = [
    ['path', shape.path !== contract.path],
    ['method', shape.method !== contract.method],
    ['single-object', shape.request === 'single-object'],
    ['bare-list', shape.request === 'bare-list'],
    ['column-arrays', shape.request === 'columns'],
    ['split-columns', shape.request === 'split'],
    [
      'request-key',
      shape.request !== 'split' && shape.requestKey !== null && shape.requestKey !== contract.requestKey,
    ],
    ['reply-key', shape.replyKey !== null && shape.replyKey !== contract.replyKey],
    ['reply-bare-list', shape.replyKey === null && shape.request !== 'single-object'],
    ['class-probabilities', classes],
    ['label-only', shape.labelOnly],
    ['probability-bare', shape.probabilityKey === null && !classes],
    ['probability-text', text],
    ['probability-key', shape.probabilityKey !== null && shape.probabilityKey !== contract.probabilityKey],
  ];
  return { ...shape, nearMisses: differences.filter(([, differs]) => differs).map(([name]) => name) };
};
