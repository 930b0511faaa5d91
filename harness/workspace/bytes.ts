import { refuse } from './errors.ts';

const cutShort = () =>
  refuse('REPOSITORY_DAMAGED', {
    message: 'git stopped in the middle of an answer.',
    hint: 'The repository is damaged: run `git fsck` in it, or clone it again.',
  });

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

/** Reads a stream by lines and by counted bytes in turn, without ever holding more than one chunk and one line. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** Bytes up to `end`, which is dropped; null at the end of the stream. At most `limit` bytes. */
  async until(end: number, limit = 16 * 1024): Promise<Buffer | null> {
    let at = this.#rest.indexOf(end);
    while (at < 0) {
      if (this.#rest.length > limit) throw cutShort();
      const searched = this.#rest.length;
      const more = await this.#more();
      if (!more && searched === 0) return null;
      if (!more) throw cutShort();
      at = this.#rest.indexOf(end, searched);
    }
    return this.#take(at + 1).subarray(0, at);
  }

  /** The next `count` bytes, in pieces. */
  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more())) throw cutShort();
      const piece = this.#take(Math.min(left, this.#rest.length));
      left -= piece.length;
      yield piece;
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    this.#rest = this.#rest.length === 0 ? toBuffer(next.value) : Buffer.concat([this.#rest, next.value]);
    return true;
  }

  #take(count: number): Buffer {
    const piece = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return piece;
  }
}
