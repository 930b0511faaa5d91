/**
 * Rows of named tables, counted from the pages of an SQLite file: format at https://www.sqlite.org/fileformat.html,
 * sections 1.3 (header), 1.6 (b-tree pages) and 2.1 (records). The file is a stranger's: every offset is checked, every
 * page is visited once.
 */
const maxPages = 20_000;

type Page = {
  readonly number: number;
  readonly at: number;
  readonly type: number;
  readonly cells: readonly number[];
};
type File = { readonly bytes: Buffer; readonly pageSize: number };

const varint = (bytes: Buffer, from: number): { readonly value: number; readonly next: number } => {
  let value = 0;
  for (let at = from; at < from + 9 && at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: at + 1 };
  }
  return { value, next: from + 9 };
};

const readPage = ({ bytes, pageSize }: File, number: number): Page | null => {
  const at = (number - 1) * pageSize;
  const header = number === 1 ? at + 100 : at;
  if (number < 1 || at + pageSize > bytes.length) return null;
  const type = bytes[header] ?? 0;
  const first = header + (type === 5 ? 12 : 8);
  const count = Math.min(bytes.readUInt16BE(header + 3), Math.floor((at + pageSize - first) / 2));
  const cells = Array.from({ length: count }, (_, index) => at + bytes.readUInt16BE(first + index * 2));
  return { number, at, type, cells: cells.filter((cell) => cell + (type === 5 ? 4 : 1) <= at + pageSize) };
};

const children = ({ bytes }: File, { number, at, type, cells }: Page): readonly number[] => {
  if (type !== 5) return [];
  const rightmost = bytes.readUInt32BE((number === 1 ? at + 100 : at) + 8);
  return [...cells.map((cell) => bytes.readUInt32BE(cell)), rightmost];
};

/** Leaf pages of the table whose tree starts at `root`. */
const leafPages = (file: File, root: number): readonly Page[] => {
  const waiting = [root];
  const seen = new Set<number>();
  const leaves: Page[] = [];
  while (waiting.length > 0 && seen.size < maxPages) {
    const number = waiting.pop() ?? 0;
    if (seen.has(number)) continue;
    seen.add(number);
    const page = readPage(file, number);
    if (page?.type === 13) leaves.push(page);
    if (page) waiting.push(...children(file, page));
  }
  return leaves;
};

const widths: Readonly<Record<number, number>> = {
  0: 0,
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 6,
  6: 8,
  7: 8,
  8: 0,
  9: 0,
};
const widthOf = (serial: number): number =>
  widths[serial] ?? (serial >= 12 ? Math.floor((serial - 12) / 2) : 0);

/** Name and root page of one row of the schema table: type, name, tbl_name, rootpage, sql. */
const schemaRow = (
  { bytes }: File,
  cell: number,
): { readonly kind: string; readonly name: string; readonly root: number } => {
  const header = varint(bytes, varint(bytes, varint(bytes, cell).next).next);
  const start = header.next - 1;
  const fields: { at: number; width: number }[] = [];
  let serialAt = header.next;
  let at = start + header.value;
  while (fields.length < 4) {
    const serial = varint(bytes, serialAt);
    fields.push({ at, width: widthOf(serial.value) });
    at += widthOf(serial.value);
    serialAt = serial.next;
  }
  const [kind, name, , root] = fields.map((field) => bytes.subarray(field.at, field.at + field.width));
  const number = root && root.length > 0 && root.length <= 6 ? root.readUIntBE(0, root.length) : 0;
  return { kind: kind?.toString('latin1') ?? '', name: name?.toString('latin1') ?? '', root: number };
};

/** Rows of each table that is there; null when the bytes are no SQLite database. */
export const countTables = (
  bytes: Buffer,
  tables: readonly string[],
): Readonly<Record<string, number>> | null => {
  if (bytes.length < 512 || bytes.subarray(0, 15).toString('latin1') !== 'SQLite format 3') return null;
  const declared = bytes.readUInt16BE(16);
  const file = { bytes, pageSize: declared === 1 ? 65_536 : declared };
  if (file.pageSize < 512) return null;
  const schema = leafPages(file, 1).flatMap(({ cells }) => cells.map((cell) => schemaRow(file, cell)));
  const found = tables.flatMap(
    (table) => schema.find(({ kind, name }) => kind === 'table' && name === table) ?? [],
  );
  const rows = (root: number): number =>
    leafPages(file, root).reduce((sum, { cells }) => sum + cells.length, 0);
  return Object.fromEntries(found.map(({ name, root }) => [name, rows(root)]));
};
