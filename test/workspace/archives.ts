import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export type TarEntry = Partial<Header> & { readonly name: string; readonly content?: string | Uint8Array };

/** A .tar.gz with exactly these entries. */
export const tarGz = async (entries: readonly TarEntry[]): Promise<Buffer> => {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry(header, Buffer.from(content ?? ''));
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return gzipSync(Buffer.concat(chunks));
};

export type ZipEntry = {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** Unix mode with its type bits; a regular file otherwise. */
  readonly mode?: number;
  /** What the headers say instead of the truth. */
  readonly claimedBytes?: number;
  readonly localName?: string;
  readonly flags?: number;
  readonly method?: number;
  /** Where the directory says that the entry lies; it is then written nowhere else. */
  readonly claimedOffset?: number;
};

const utf8Names = 0x0800;

type Placed = { readonly entry: ZipEntry; readonly data: Buffer; readonly offset: number };

/** The 26 bytes that local and central headers have in common (APPNOTE.TXT 4.3.7, 4.3.12). */
const common = ({ entry, data }: Placed, name: Buffer): Buffer => {
  const bytes = Buffer.alloc(26);
  const content = Buffer.from(entry.content ?? '');
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(utf8Names | (entry.flags ?? 0), 2);
  bytes.writeUInt16LE(entry.method ?? 8, 4);
  bytes.writeUInt32LE(crc32(content), 10);
  bytes.writeUInt32LE(data.length, 14);
  bytes.writeUInt32LE(entry.claimedBytes ?? content.length, 18);
  bytes.writeUInt16LE(name.length, 22);
  return bytes;
};

const localRecord = (placed: Placed): Buffer => {
  const name = Buffer.from(placed.entry.localName ?? placed.entry.name);
  return Buffer.concat([Buffer.from('PK\x03\x04'), common(placed, name), name, placed.data]);
};

const centralRecord = (placed: Placed): Buffer => {
  const name = Buffer.from(placed.entry.name);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(((placed.entry.mode ?? 0o100644) << 16) >>> 0, 6);
  tail.writeUInt32LE(placed.offset, 10);
  const madeBy = Buffer.from([20, 3]);
  return Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common(placed, name), tail, name]);
};

const endRecord = (count: number, size: number, offset: number): Buffer => {
  const bytes = Buffer.alloc(22);
  bytes.write('PK\x05\x06', 0, 'latin1');
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
};

const dataOf = ({ content = '', method = 8 }: ZipEntry): Buffer =>
  method === 8 ? deflateRawSync(Buffer.from(content)) : Buffer.from(content);

/** An entry as it stands in front of its data, followed by the data. */
export const zipRecord = (entry: ZipEntry): Buffer => localRecord({ entry, data: dataOf(entry), offset: 0 });

/** A .zip with exactly these entries, true or not. */
export const zip = (entries: readonly ZipEntry[]): Buffer => {
  const placed: Placed[] = [];
  const locals: Buffer[] = [];
  let end = 0;
  for (const entry of entries) {
    placed.push({ entry, data: dataOf(entry), offset: entry.claimedOffset ?? end });
    if (entry.claimedOffset !== undefined) continue;
    const local = zipRecord(entry);
    locals.push(local);
    end += local.length;
  }
  const central = Buffer.concat(placed.map(centralRecord));
  return Buffer.concat([...locals, central, endRecord(entries.length, central.length, end)]);
};
