import type { IntakeLimits } from './types.ts';

const mebibyte = 1024 * 1024;

/** Room for honest submissions, and an end for the others. Seconds are for all of it, a clone included. */
export const intakeLimits: IntakeLimits = {
  archiveBytes: 100 * mebibyte,
  totalBytes: 500 * mebibyte,
  fileBytes: 100 * mebibyte,
  entries: 20_000,
  depth: 32,
  seconds: 60,
};
