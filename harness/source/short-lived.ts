import { setFlagsFromString } from 'node:v8';

/**
 * A child lives for a second: what V8 makes faster beside it takes more of the processors than it gives back. Said here rather than
 * on the command line, where any such switch makes Node compile its own modules anew.
 */
export const liveShortly = (): void => {
  for (const flag of [
    '--no-opt',
    '--liftoff-only',
    '--no-wasm-tier-up',
    '--no-wasm-dynamic-tiering',
    '--wasm-lazy-validation',
  ])
    setFlagsFromString(flag);
};
