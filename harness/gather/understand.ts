import type { HttpReply } from '../evidence/common.ts';
import type { Shape } from '../evidence/serving.ts';
import { type Decisions, decisionsIn } from './decision.ts';

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
  readonly text: boolean;
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

/** `"0.13"`: a number that was written into a string. */
const shareInText = (value: Json | undefined): number | null => {
  if (typeof value !== 'string' || !/^\s*\d*\.?\d+(?:e-\d+)?\s*$/i.test(value)) return null;
  const written = Number(value);
  return isShare(written) && !Number.isInteger(written) ? written : null;
};

const readValue = (value: Json | undefined, probabilityKey: string | null): Reading | null => {
  const plain = { probabilityKey, labelOnly: false, classes: false, text: false };
  const pair = pairShare(value);
  if (pair !== null) return { ...plain, value: pair, classes: true };
  if (isShare(value) && !Number.isInteger(value)) return { ...plain, value };
  const written = shareInText(value);
  if (written !== null) return { ...plain, value: written, text: true };
  const label = labelValue(value);
  return label === null ? null : { ...plain, value: label, labelOnly: true };
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
  /** Numbers stand in strings. */
  readonly text: boolean;
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
    text: usable.some((reading) => reading.text),
    values: usable.map((reading) => reading.value),
    decisions: decisionsIn(items, probabilityKey),
  };
};

/** What the refusal of a framework means, where its page says so and the status alone would not. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/csrf/i, 'it asks for a CSRF token, which no client of an endpoint has'],
  [/ALLOWED_HOSTS|DisallowedHost/, 'its ALLOWED_HOSTS leaves out 127.0.0.1'],
];

const statusSaid = ({ status, body }: Pick<HttpReply, 'status' | 'body'>): string => {
  const known = refusals.find(([pattern]) => pattern.test(body));
  return known ? `status ${status}: ${known[1]}` : `status ${status}`;
};

/** Percentages are not guessed at: 1 may be one per cent or certainty. */
const isOutside = (value: Json | undefined): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && /^\s*\d+(?:\.\d+)?\s*%?\s*$/.test(value))) &&
  Number.parseFloat(String(value)) > 1;

const holdsOutside = (item: Json): boolean =>
  isRecord(item)
    ? Object.entries(item).some(([key, value]) => probabilityNames.test(key) && isOutside(value))
    : isOutside(item);

/**
 * One number from 0 to 1 a row out of a reply of any shape that is understood, or why not. Exactly 0 and 1 everywhere
 * reads as labels under any key but the contract's; a list of probabilities is preferred to a list of labels.
 */
export const understand = (
  reply: Pick<HttpReply, 'status' | 'body'>,
  { rows, contract }: Asked,
): Understood | { readonly because: string } => {
  if (reply.status < 200 || reply.status > 299) return { because: statusSaid(reply) };
  const document = parse(reply.body);
  if (document === undefined) return { because: 'not JSON' };
  const candidates = itemsOf(document, { rows, replyKey: contract.replyKey });
  if (candidates.length === 0) return { because: `no list of ${rows} predictions` };
  const readings = candidates
    .map((items) => readItems(items, contract.probabilityKey ?? 'probability'))
    .filter((reading) => reading !== null);
  const outside = candidates.some(({ items }) => items.some(holdsOutside));
  const because = outside
    ? 'numbers over 1 where a probability from 0 to 1 is asked for'
    : 'no number from 0 to 1 for every row';
  return readings.find((reading) => !reading.labelOnly) ?? readings[0] ?? { because };
};
