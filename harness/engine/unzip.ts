import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** Contents of one member of a zip archive. Rejects when there is none of that name, or the archive is damaged. */
export const unzipOne = async (archive: Buffer, name: string): Promise<Buffer> => {
  const zip = await fromBufferPromise(archive, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === name) return buffer(await zip.openReadStreamPromise(entry));
  }
  throw new Error(`The archive holds no ${name}.`);
};
