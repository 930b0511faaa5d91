import type { Row } from '../challenge/types.ts';
import type { ChallengeConfig } from '../config/challenge.ts';
import type { HttpReply, HttpRequest } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import { type Decisions, decisionsIn } from './decision.ts';

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
      return rows[0] ?? {};
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
}: {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
}): HttpRequest => ({
  method,
  path,
  headers: { accept: 'application/json', ...(body === null ? {} : { 'content-type': 'application/json' }) },
  body,
  bodyBytes: body === null ? 0 : Buffer.byteLength(body),
});

export const requestFor = (shape: Shape, rows: readonly Row[]): HttpRequest =>
  jsonRequest({ method: shape.method, path: shape.path, body: JSON.stringify(bodyFor(shape, rows)) });

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isRecord = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const probabilityNames =
  /^(probability|prob|proba|score|risk|p|.*prob(ability|a)?.*|.*score.*|.*risk.*|prediction|predicted|label|class|output|result|churn.*)$/i;

type Items = { readonly items: readonly Json[]; readonly key: string | null };

/** Everything in a reply that could be one item a row: the contract's key first, then likely names, then the reply itself. */
const itemsOf = (
  document: Json,
  { rows, replyKey }: { readonly rows: number; readonly replyKey: string | null },
): readonly Items[] => {
  if (Array.isArray(document)) return document.length === rows ? [{ items: document, key: null }] : [];
  const whole = rows === 1 ? [{ items: [document], key: null }] : [];
  if (!isRecord(document)) return whole;
  const likely = (key: string): number => Number(key === replyKey) * 2 + Number(probabilityNames.test(key));
  const lists = Object.entries(document)
    .flatMap(([key, value]) => (Array.isArray(value) && value.length === rows ? [{ items: value, key }] : []))
    .toSorted((one, other) => likely(other.key) - likely(one.key));
  return [...lists, ...whole];
};

type Reading = Pick<Shape, 'probabilityKey' | 'labelOnly'> & {
  readonly value: number;
  readonly classes: boolean;
};

const isShare = (value: Json | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;

const labelValue = (value: Json | undefined): number | null => {
  if (value === true || value === 1) return 1;
  if (value === false || value === 0) return 0;
  if (typeof value !== 'string') return null;
  if (/^(1|yes|true|churn|churned|positive|will churn)$/i.test(value.trim())) return 1;
  return /^(0|no|false|stay|stayed|retained|negative|not churned|no churn)$/i.test(value.trim()) ? 0 : null;
};

/** The positive class's share of a pair that adds up to one. */
const pairShare = (value: Json | undefined): number | null => {
  const pair = Array.isArray(value) ? value : [];
  const [negative, positive] = pair;
  if (pair.length !== 2 || !isShare(negative) || !isShare(positive)) return null;
  return Math.abs(negative + positive - 1) < 1e-3 ? positive : null;
};

const readValue = (value: Json | undefined, key: string | null): Reading | null => {
  const pair = pairShare(value);
  if (pair !== null) return { value: pair, probabilityKey: key, labelOnly: false, classes: true };
  if (isShare(value) && !Number.isInteger(value))
    return { value, probabilityKey: key, labelOnly: false, classes: false };
  const label = labelValue(value);
  return label === null ? null : { value: label, probabilityKey: key, labelOnly: true, classes: false };
};

/** The best reading of one item: a probability before a label, the contract's key before any other. */
const readItem = (item: Json, contractKey: string): Reading | null => {
  if (!isRecord(item)) return readValue(item, null);
  const keys = [
    contractKey,
    ...Object.keys(item).filter((key) => key !== contractKey && probabilityNames.test(key)),
  ];
  const readings = keys.map((key) => readValue(item[key], key)).filter((reading) => reading !== null);
  return readings.find((reading) => !reading.labelOnly) ?? readings[0] ?? null;
};

export type Understood = {
  readonly replyKey: string | null;
  readonly probabilityKey: string | null;
  readonly labelOnly: boolean;
  readonly classes: boolean;
  readonly values: readonly number[];
  /** The service's own yes or no beside each probability; null without one. */
  readonly decisions: Decisions | null;
};

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

type Asked = { readonly rows: number; readonly contract: Shape };

const readItems = ({ items, key }: Items, contractKey: string): Understood | null => {
  const readings = items.map((item) => readItem(item, contractKey));
  const usable = readings.filter((reading) => reading !== null);
  const first = usable[0];
  if (!first || usable.length !== readings.length) return null;
  const { probabilityKey } = usable.find((reading) => !reading.labelOnly) ?? first;
  return {
    replyKey: key,
    probabilityKey,
    labelOnly: probabilityKey !== contractKey && usable.every((reading) => reading.labelOnly),
    classes: usable.some((reading) => reading.classes),
    values: usable.map((reading) => reading.value),
    decisions: decisionsIn(items, probabilityKey),
  };
};

/**
 * One number from 0 to 1 a row out of a reply of any shape that is understood, or why not. Exactly 0 and 1 everywhere
 * reads as labels under any key but the contract's; a list of probabilities is preferred to a list of labels.
 */
export const understand = (
  reply: Pick<HttpReply, 'status' | 'body'>,
  { rows, contract }: Asked,
): Understood | { readonly because: string } => {
  if (reply.status < 200 || reply.status > 299) return { because: `status ${reply.status}` };
  const document = parse(reply.body);
  if (document === undefined) return { because: 'not JSON' };
  const candidates = itemsOf(document, { rows, replyKey: contract.replyKey });
  if (candidates.length === 0) return { because: `no list of ${rows} predictions` };
  const readings = candidates
    .map((items) => readItems(items, contract.probabilityKey ?? 'probability'))
    .filter((reading) => reading !== null);
  return (
    readings.find((reading) => !reading.labelOnly) ??
    readings[0] ?? { because: 'no number from 0 to 1 for every row' }
  );
};

/** The differences between what was understood and the contract, each a near miss. */
export const withNearMisses = (
  shape: Omit<Shape, 'nearMisses'>,
  { contract, classes }: { readonly contract: Shape; readonly classes: boolean },
): Shape => {
  const differences: readonly (readonly [Shape['nearMisses'][number], boolean])[] = [
    ['path', shape.path !== contract.path],
    ['method', shape.method !== contract.method],
    ['single-object', shape.request === 'single-object'],
    ['bare-list', shape.request === 'bare-list'],
    ['column-arrays', shape.request === 'columns'],
    ['request-key', shape.request === 'wrapped' && shape.requestKey !== contract.requestKey],
    ['reply-key', shape.replyKey !== null && shape.replyKey !== contract.replyKey],
    ['reply-bare-list', shape.replyKey === null && shape.request !== 'single-object'],
    ['class-probabilities', classes],
    ['label-only', shape.labelOnly],
    ['probability-bare', shape.probabilityKey === null && !classes],
    ['probability-key', shape.probabilityKey !== null && shape.probabilityKey !== contract.probabilityKey],
  ];
  return { ...shape, nearMisses: differences.filter(([, differs]) => differs).map(([name]) => name) };
};
