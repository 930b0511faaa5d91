/** One reason to stop for everything that an intake has under way: the operator, the deadline, a limit. */
export type Guard = Disposable & {
  readonly signal: AbortSignal;
  /** Stops everything; `reason` is what the intake then fails with. */
  readonly stop: (reason: Error) => void;
};

export type GuardOptions = {
  readonly signal: AbortSignal;
  readonly seconds: number;
  readonly onDeadline: () => Error;
};

export const guarded = ({ signal, seconds, onDeadline }: GuardOptions): Guard => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(onDeadline()), seconds * 1000);
  return {
    signal: AbortSignal.any([signal, controller.signal]),
    stop: (reason) => controller.abort(reason),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
};

/** Waits for all, also when one fails, so that nothing still writes into a folder about to be removed. */
export const together = async <A, B>(first: Promise<A>, second: Promise<B>): Promise<readonly [A, B]> => {
  await Promise.allSettled([first, second]);
  return [await first, await second];
};
