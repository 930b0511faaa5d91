/** A paragraph, list item, table or fenced code of a piece of writing, under its headings (outermost first). */
export type Block = {
  readonly kind: 'paragraph' | 'item' | 'table' | 'code';
  readonly line: number;
  readonly endLine: number;
  readonly text: string;
  readonly headings: readonly string[];
  /** How many headings of the first level stand above it. */
  readonly chapter: number;
  /** A question in a list, over the nested items that answer it. */
  readonly heads?: true;
};

export type Heading = { readonly level: number; readonly text: string };
type Kind = Block['kind'];

const maxLines = 20_000;
const longestHeading = 200;
const fence = /^\s*(`{3,}|~{3,})(.*)$/;
/** A fence is closed by one of its own kind, at least as long, with nothing after it. */
const closes = (line: string, open: string): boolean => {
  const [, marks = '', rest = ''] = fence.exec(line) ?? [];
  return marks.startsWith(open) && rest.trim() === '';
};
const tagged = /^\s*(?:<details[^>]{0,100}>\s*)?<(h[1-6]|summary)\b[^>]{0,200}>(.{1,300}?)<\/\1>/i;
const tags = /<\/?[a-z][^>]{0,200}>/gi;
const item = /^\s*(([-*+•]|\d{1,3}[.)])\s+|<(li|p)\b[^>]{0,100}>)/;
const underline = /^\s*(={3,}|-{3,}|~{3,}|\^{3,})\s*$/;
const decoration = /^[\s=*#~_\-–—|.+]*$/;

const plain = (text: string): string =>
  text
    .slice(0, longestHeading)
    .replace(/[*_`#]+/g, '')
    .trim();

/** Comments are not shown to whoever reads the page. Lines stay where they are. */
const shown = (text: string): string => {
  const kept: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', open + 4);
    if (close < 0) break;
    kept.push(text.slice(at, open), text.slice(open, close).replace(/[^\n]+/g, ''));
    at = close + 3;
  }
  return [...kept, text.slice(at)].join('');
};

/** `# Title`, `**Title**`, `Title` over a line of dashes, or a short line in capitals. */
const headingAt = (line: string, next: string): Heading | null => {
  const marks = /^\s{0,3}(#{1,6})\s+(\S.*)$/.exec(line);
  if (marks?.[1] && marks[2]) return { level: marks[1].length, text: plain(marks[2]) };
  const [, tag, held] = tagged.exec(line.slice(0, 1_000)) ?? [];
  if (tag && held)
    return { level: /\d/.test(tag) ? Number(tag.slice(1)) : 5, text: plain(held.replace(tags, '')) };
  const trimmed = line.trim();
  if (trimmed.length === 0 || trimmed.length > 90) return null;
  if (underline.test(next) && !item.test(line) && !trimmed.includes('|'))
    return { level: next.includes('=') ? 1 : 2, text: plain(trimmed) };
  if (/^(\d{1,2}[.)]\s*)?\*\*[^*]+\*\*:?$/.test(trimmed)) return { level: 5, text: plain(trimmed) };
  const letters = trimmed.replace(/[^\p{L}]/gu, '');
  const capitals =
    letters.length >= 4 && letters === letters.toUpperCase() && letters !== letters.toLowerCase();
  return capitals && trimmed.split(/\s+/).length <= 10 ? { level: 4, text: plain(trimmed) } : null;
};

const indentOf = (line: string): number => (/^\s*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

type Question = { readonly indent: number; readonly title: string };

/** The question that nested items stand under, and is answered there, as they come by. */
const questions = () => {
  let before = 0;
  let open: Question | null = null;
  return {
    /** The title over the item on this line; `opens` where the block before it is that title. */
    over: (line: string, last: Block | null): { readonly title: string | null; readonly opens: boolean } => {
      const indent = indentOf(line);
      if (open && indent <= open.indent) open = null;
      const opens = last?.kind === 'item' && indent > before && /\?\W{0,3}$/.test(last.text);
      if (opens) open = { indent: before, title: plain(last.text) };
      before = indent;
      return { title: open?.title ?? null, opens };
    },
    end: (): void => {
      open = null;
    },
  };
};

const under = (open: readonly Heading[], heading: Heading): readonly Heading[] => [
  ...open.filter(({ level }) => level < heading.level),
  heading,
];

const kindOf = (line: string): Kind => {
  if (item.test(line)) return 'item';
  return /^\s*\|.*\|/.test(line) ? 'table' : 'paragraph';
};

/** Four spaces make code where no list item or paragraph goes on. */
const isIndented = (line: string, before: Block | null): boolean =>
  /^( {4}|\t)\s*\S/.test(line) && before?.kind !== 'item' && !item.test(line);

/** A line goes on with the block before it unless it starts a list item or leaves or enters a table. */
const continues = (before: Block | null, { kind, line }: { kind: Kind; line: number }): before is Block => {
  if (!before || kind === 'item' || before.endLine !== line - 1) return false;
  return before.kind === kind || (before.kind === 'item' && kind === 'paragraph');
};

export type Cut = { readonly blocks: readonly Block[]; readonly headings: readonly Heading[] };

/**
 * Cuts Markdown, reStructuredText or plain text into blocks. `first` is the line of the text's first line in its file,
 * `above` the headings that it stands under; the headings at its end are returned for the text that follows.
 */
export const cutBlocks = (
  text: string,
  { first, above }: { readonly first: number; readonly above: readonly Heading[] },
): Cut => {
  const lines = shown(text).split('\n', maxLines);
  const blocks: Block[] = [];
  let headings = above;
  let chapter = 0;
  let open: Block | null = null;
  let fenced: string | null = null;
  let asked: string | null = null;
  const listed = questions();
  const close = (): void => {
    if (open) blocks.push(open);
    open = null;
  };
  const extend = (kind: Kind, at: number, content: string): void => {
    const line = first + at;
    if (continues(open, { kind, line })) open = { ...open, endLine: line, text: `${open.text}\n${content}` };
    else {
      close();
      const titles = [...headings.map((heading) => heading.text), ...(asked === null ? [] : [asked])];
      open = { kind, line, endLine: line, text: content, headings: titles, chapter };
    }
  };
  lines.forEach((line, at) => {
    const [, marks] = fence.exec(line) ?? [];
    if (fenced !== null && closes(line, fenced)) {
      fenced = null;
      close();
    } else if (fenced !== null) extend('code', at, line);
    else if (marks) {
      fenced = marks;
      close();
    } else {
      const heading = headingAt(line, lines[at + 1] ?? '');
      if (heading) {
        close();
        headings = under(headings, heading);
        listed.end();
        asked = null;
        if (heading.level === 1) chapter += 1;
      } else if (line.includes('|') && open?.kind === 'table') extend('table', at, line);
      else if (decoration.test(line)) close();
      else if (isIndented(line, open ?? blocks.at(-1) ?? null)) extend('code', at, line);
      else {
        const kind = kindOf(line);
        if (kind === 'item') {
          close();
          const last = blocks.at(-1);
          const { title, opens } = listed.over(line, last ?? null);
          if (last && opens) blocks[blocks.length - 1] = { ...last, heads: true };
          asked = title;
        }
        extend(kind, at, line.replace(item, ''));
      }
    }
  });
  close();
  return { blocks, headings };
};
