import type { Row } from '../challenge/types.ts';
import type { RecordField } from '../evidence/signs.ts';

/** One value of a record by the name it stands under, its last part: `req.url` is `url`. */
export type Named = { readonly name: string; readonly value: string | number | boolean | null };

/** What our requests were and brought: what a record of one of them can be held against. */
export type Asked = {
  readonly path: string;
  /** Probabilities that were answered. */
  readonly values: readonly number[];
  /** Rows that were sent. */
  readonly rows: readonly Row[];
};

const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

const paths = /^(path|route|url|uri|endpoint|handler|request_path|path_info|target|resource)$/i;
const statuses = /^(status|status_?code|code|http_?status|response_?status|statuscode)$/i;
const durations =
  /duration|latency|elapsed|took|(response|process|processing|request|inference)_?time|(^|_)(ms|millis|milliseconds|seconds|secs)$|time_?taken|time_?ms$/i;
const ids = /^(x-)?((request|req|trace|correlation|span)(_|-)?(id)?|request_?uuid|id)$/i;
const versions = /^(model|model_?(version|id|name|run|hash|sha)|version|run|run_?id|artifact)$/i;
const predictions = /predict|probab|^probs?$|^proba$|score|risk|churn|^p$|mean|output|result/i;

const isNumber = (value: Named['value']): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** `3.2ms`, `0.004 s` and `"0.13"` are numbers too. */
export const numberIn = (value: Named['value']): number | null => {
  if (isNumber(value)) return value;
  const written =
    typeof value === 'string' ? /^\s*(-?\d{1,15}(?:\.\d{1,18})?)\s*(?:ms|s|%)?\s*$/.exec(value) : null;
  return written ? Number(written[1]) : null;
};

const decimalsOf = (value: number): number => /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;

/** Equal to an answer as far as it was written out; two decimals are met by chance, so a name has to say what it is. */
const isAnswer = (name: string, value: number, { values }: Asked): boolean => {
  const decimals = decimalsOf(value);
  const told = predictions.test(name);
  if (decimals < 4 && !told) return false;
  const within = decimals < 2 ? 1e-9 : 0.51 * 10 ** -decimals;
  return values.some((answer) => Math.abs(answer - value) <= within);
};

const isStatus = (value: Named['value']): boolean => {
  const status = numberIn(value);
  return status !== null && Number.isInteger(status) && status >= 100 && status <= 599;
};

/** What a value under a name tells of a request, or null. */
export const fieldOf = ({ name: whole, value }: Named, asked: Asked): RecordField | null => {
  const name = lastOf(whole);
  const number = numberIn(value);
  // A time may be the number of an answer by chance.
  if (number !== null && number >= 0 && durations.test(name)) return 'duration';
  if (number !== null && isAnswer(name, number, asked)) return 'prediction';
  if (typeof value === 'string' && paths.test(name) && /^(\/|https?:)/.test(value)) return 'path';
  if (statuses.test(name) && isStatus(value)) return 'status';
  if ((typeof value === 'string' || isNumber(value)) && value !== '') {
    if (ids.test(name)) return 'request id';
    if (versions.test(name)) return 'model version';
  }
  return typeof value === 'string' && value === asked.path ? 'path' : null;
};

const fewestColumns = 4;

/** Whether a text repeats most of one row: values that could stand there by chance are not counted. */
export const repeatsRow = (text: string, rows: readonly Row[]): boolean =>
  rows.some((row) => {
    const telling = Object.values(row)
      .map((value) => String(value ?? ''))
      .filter((value) => value.length >= 4);
    const found = telling.filter((value) => text.includes(value)).length;
    return found >= fewestColumns && found >= telling.length / 2;
  });
