import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

export type Member = { readonly name: string; readonly content: Buffer };

/** Files of a zip archive whose names are wanted. Rejects when the archive is damaged. */
export async function* unzipSome(
  archive: Buffer,
  wanted: (name: string) => boolean,
): AsyncGenerator<Member, void, undefined> {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (!name.endsWith('/') && wanted(name))
      yield { name, content: await buffer(await zip.openReadStreamPromise(entry)) };
  }
}

/** Contents of one member of a zip archive. Rejects when there is none of that name, or the archive is damaged. */
export const unzipOne = async (archive: Buffer, name: string): Promise<Buffer> => {
  for await (const { content } of unzipSome(archive, (one) => one === name)) return content;
  throw new Error(`The archive holds no ${name}.`);
};
