/** The last `max` bytes of a stream, and how many there were. */
export class Tail {
  #chunks: Buffer[] = [];
  #held = 0;
  readonly #max: number;
  total = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get truncated(): boolean {
    return this.total > this.#max;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    this.total += chunk.length;
    if (this.#held > 2 * this.#max) this.#compact();
  }

  text(): string {
    this.#compact();
    return Buffer.concat(this.#chunks).toString('utf8');
  }

  #compact(): void {
    const kept = Buffer.concat(this.#chunks).subarray(-this.#max);
    this.#chunks = [Buffer.from(kept)];
    this.#held = kept.length;
  }
}
