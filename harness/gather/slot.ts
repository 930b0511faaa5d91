import { FaultError, HarnessError } from '../errors.ts';
import type { Fault, Slot } from '../types.ts';

const faultOf = (error: unknown): Fault => {
  if (error instanceof HarnessError) throw error;
  if (error instanceof FaultError) return { code: error.code, blame: error.blame, message: error.message };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'HARNESS_BUG', blame: 'harness', message };
};

/** Throws what the operator can mend: a missing image is not found out by grading on. */
export const absent = (error: unknown): { readonly state: 'absent'; readonly fault: Fault } => ({
  state: 'absent',
  fault: faultOf(error),
});

export type Filled<T> = Exclude<Slot<T>, { readonly state: 'not-asked' }>;

/** Fills one slot; whatever goes wrong on our side leaves it absent. An interrupt is the only thing that passes through. */
export const slot = async <T>(signal: AbortSignal, gather: () => T | Promise<T>): Promise<Filled<T>> => {
  try {
    return { state: 'gathered', value: await gather() };
  } catch (error) {
    signal.throwIfAborted();
    return absent(error);
  }
};
