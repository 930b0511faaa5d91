import type { HarnessError } from '../errors.ts';
import { refuse } from './errors.ts';

/** Zlib alone reaches 1,032; prose and code stay below 20. Small archives may be odd without harm. */
const limits = { ratio: 100, harmlessBytes: 10 * 1024 * 1024 } as const;

/** ARCHIVE_BOMB where what came out is out of all proportion to what went in, else null. Bytes. */
export const ratioError = (unpacked: number, packed: number): HarnessError | null =>
  unpacked <= limits.harmlessBytes || unpacked <= packed * limits.ratio
    ? null
    : refuse('ARCHIVE_BOMB', {
        message: `The archive unpacks to more than ${limits.ratio} times its size.`,
        hint: 'Nothing was taken in. Ask for the submission again, without files made of repetition.',
      });
