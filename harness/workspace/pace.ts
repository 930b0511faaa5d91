import { setImmediate } from 'node:timers/promises';

const stepsBetween = 64;

/** Lets timers and signals through now and then in a loop of synchronous steps, and stops it when it is told to. */
export class Pace {
  readonly #signal: AbortSignal;
  #steps = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  async step(): Promise<void> {
    this.#steps += 1;
    if (this.#steps % stepsBetween === 0) await setImmediate();
    this.#signal.throwIfAborted();
  }
}
