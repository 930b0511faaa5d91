/**
 * Who may use the processors: ordinary work side by side, a measurement by itself. A waiting measurement goes before work
 * that has not begun, so that it comes to its turn.
 */
export type Turns = {
  beside<T>(work: () => Promise<T>): Promise<T>;
  alone<T>(work: () => Promise<T>): Promise<T>;
};

export const openTurns = (): Turns => {
  let running = 0;
  let measuring = false;
  const measurements: (() => void)[] = [];
  const others: (() => void)[] = [];

  const next = (): void => {
    if (measuring) return;
    if (measurements.length > 0) {
      if (running > 0) return;
      measuring = true;
      measurements.shift()?.();
      return;
    }
    for (const begin of others.splice(0)) {
      running += 1;
      begin();
    }
  };
  const turn = (queue: (() => void)[]): Promise<void> =>
    new Promise((begin) => {
      queue.push(begin);
      next();
    });

  return {
    beside: async (work) => {
      await turn(others);
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
    alone: async (work) => {
      await turn(measurements);
      try {
        return await work();
      } finally {
        measuring = false;
        next();
      }
    },
  };
};
