import { caps, visible } from '../escape.ts';

/** The beginning tells which row it is; around what is marked, a neighbour or two. */
const opening = 90;
const around = 30;
const longestMark = 200;

export type Part = { readonly text: string; readonly marked: boolean };
type Span = { readonly from: number; readonly to: number };

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A key and what follows it, up to the next key: JSON that breaks off has no value that could be parsed. */
const spanOf = (body: string, column: string): Span | null => {
  const key = escaped(JSON.stringify(column));
  const found = new RegExp(`${key}\\s*:\\s*(?:"(?:[^"\\\\]|\\\\.)*"?|[^,}\\]"]*)`).exec(body);
  return found && { from: found.index, to: found.index + Math.min(found[0].length, longestMark) };
};

/** What lies further than so many characters from either end is left out. */
const thinned = (text: string, { head, tail }: { head: number; tail: number }): string =>
  text.length <= head + tail + 3
    ? text
    : `${text.slice(0, head)} … ${tail > 0 ? text.slice(-tail) : ''}`.trimEnd();

const between = (
  body: string,
  { spans, head: first }: { spans: readonly Span[]; head: number },
): readonly Part[] => {
  const parts = spans.flatMap(({ from, to }, place): Part[] => {
    const start = spans[place - 1]?.to ?? 0;
    const head = place === 0 ? first : around;
    return [
      { text: thinned(body.slice(start, from), { head, tail: around }), marked: false },
      { text: body.slice(from, to), marked: true },
    ];
  });
  return [
    ...parts,
    { text: thinned(body.slice(spans.at(-1)?.to ?? 0), { head: around, tail: 0 }), marked: false },
  ];
};

/** A body cut to its beginning and to these columns, which are marked; to its first `head` characters where it holds none of them. */
export const excerpt = (
  body: string,
  { columns, head }: { readonly columns: readonly string[]; readonly head: number },
): readonly Part[] => {
  const spans = columns
    .flatMap((column) => spanOf(body, column) ?? [])
    .toSorted((one, other) => one.from - other.from);
  const apart = spans.filter(({ from }, place) => from >= (spans[place - 1]?.to ?? 0));
  const parts =
    apart.length > 0
      ? between(body, { spans: apart, head: Math.min(head, opening) })
      : [{ text: thinned(body, { head, tail: 0 }), marked: false }];
  return parts
    .filter(({ text }) => text !== '')
    .map(({ text, marked }) => ({ text: visible(text, caps.evidence), marked }));
};
