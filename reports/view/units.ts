import { between, decimals, grouped } from './words.ts';

const second = 1_000;
const minute = 60 * second;

const minutes = (ms: number): string => {
  const seconds = Math.round(ms / second);
  const rest = seconds % 60;
  return rest === 0 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
};

/** Milliseconds as people say them: `38 ms`, `1.4 s`, `42 s`, `2 min 5 s`. */
export const duration = (ms: number): string => {
  if (ms > 0 && ms < 1) return 'under 1 ms';
  if (ms < second) return `${decimals(ms, 0)} ms`;
  if (ms < 10 * second) return `${decimals(ms / second, 1)} s`;
  return ms < minute - second / 2 ? `${decimals(ms / second, 0)} s` : minutes(ms);
};

const steps = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes in powers of 1,024, as limits are set: `412 MiB`, `1.5 GiB`. */
export const bytes = (count: number): string => {
  const step = count < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log2(count) / 10));
  const value = count / 1_024 ** step;
  return `${decimals(value, value < 10 && step > 0 ? 1 : 0)} ${steps[step]}`;
};

/** Three figures are enough for an interval; whole numbers stay whole. */
const plain = (value: number): string => {
  if (Number.isInteger(value)) return grouped(value);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && magnitude < 0.001) return value.toExponential(1);
  return magnitude < 10 ? value.toFixed(3).replace(/0+$/, '') : decimals(value, 1);
};

const percent = (value: number): string => decimals(value * 100, Math.abs(value) < 0.1 ? 1 : 0);

export type Unit = 'share' | 'ms' | 's' | 'bytes' | '';

/** One number with its unit. `share` is 0..1 and shown in per cent. */
export const quantity = (value: number, unit: Unit): string => {
  switch (unit) {
    case 'share':
      return `${percent(value)} %`;
    case 'ms':
      return duration(value);
    case 's':
      return duration(value * second);
    case 'bytes':
      return bytes(value);
    case '':
      return plain(value);
  }
};

/** `57–65 %`, `0.57–0.65`, `30 ms–1.2 s`. */
export const interval = (low: number, high: number, unit: Unit): string =>
  unit === 'share'
    ? `${between(percent(low), percent(high))} %`
    : between(quantity(low, unit), quantity(high, unit));

/** A metric between 0 and 1, to so many decimals, all kept: `0.60`. */
export const metric = (value: number, places = 2): string => value.toFixed(places);
