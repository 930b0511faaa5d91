import { grouped } from './view/words.ts';
/** How much of a text is shown. `keep: 'end'` shows the last lines, where a log says why it stopped. */
export type Caps = {
  readonly lineLength: number;
  readonly lines: number;
  readonly characters: number;
  readonly keep?: 'start' | 'end';
};

const single = (length: number): Caps => ({ lineLength: length, lines: 1, characters: length });

/** `lines: 1` is for a single line of ours: line breaks and tabs are then shown as well. */
export const caps = {
  block: { lineLength: 2_000, lines: 200, characters: 65_536 },
  /** An error in words, or the beginning of a page. */
  body: { lineLength: 600, lines: 16, characters: 600 },
  evidence: { lineLength: 600, lines: 40, characters: 4_000 },
  log: { lineLength: 600, lines: 40, characters: 4_000, keep: 'end' },
  sentence: single(400),
  name: single(120),
  line: single(2_000),
  /** For attributes of our own pictures: a path has a few characters a point. */
  drawing: single(65_536),
} as const satisfies Record<string, Caps>;

/**
 * Everything that moves the cursor, reorders or hides text: controls, format characters (bidi, zero width, tags), line and
 * paragraph separators, default-ignorable code points, what XML forbids, and the fifth and later of stacked marks.
 * Emoji presentation selectors stay. Stripping is not enough (Trojan Source, CVE-2021-42574), so each one is named.
 */
const hidden = /(?![\uFE0E\uFE0F])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{DI}\uFFFE\uFFFF]|(?<=\p{M}{4})\p{M}/gu;
const hiddenInBlock = new RegExp(`(?![\\n\\t])(?:${hidden.source})`, 'gu');

const hex = (code: number, width: number): string => code.toString(16).padStart(width, '0');

const named = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${hex(code, 2)}` : `[U+${hex(code, 4).toUpperCase()}]`;
};

const counted = (count: number, noun: string): string =>
  `${grouped(count)} more ${noun}${count === 1 ? '' : 's'}`;

const note = (count: number, noun: string): string => `… truncated: ${counted(count, noun)}`;

const clip = (line: string, length: number): string =>
  line.length <= length ? line : `${line.slice(0, length)} ${note(line.length - length, 'character')}`;

const oneLine = (text: string, { lineLength }: Caps): string => {
  const kept = text.slice(0, lineLength).toWellFormed().replace(hidden, named);
  return text.length <= lineLength ? kept : `${kept} ${note(text.length - lineLength, 'character')}`;
};

const within = (text: string, { characters, keep }: Caps): string =>
  keep === 'end' ? text.slice(-characters) : text.slice(0, characters);

const notes = (lines: number, characters: number): string[] => [
  ...(lines > 0 ? [note(lines, 'line')] : []),
  ...(characters > 0 ? [note(characters, 'character')] : []),
];

const block = (text: string, limits: Caps): string => {
  const kept = within(text, limits).toWellFormed().replace(/\r\n/g, '\n').split('\n');
  const lines = limits.keep === 'end' ? kept.slice(-limits.lines) : kept.slice(0, limits.lines);
  const shown = lines.map((line) => clip(line, limits.lineLength).replace(hiddenInBlock, named));
  const left = notes(kept.length - lines.length, Math.max(0, text.length - limits.characters));
  return (limits.keep === 'end' ? [...left, ...shown] : [...shown, ...left]).join('\n');
};

/**
 * Hostile text made harmless for the eye and the terminal: what cannot be seen is named (`\x1b`, `[U+202E]`), and what is
 * too long is cut with a note that says by how much. Printable text within the caps comes back as it was. Markup is not
 * escaped here: that is the format's own step after this one.
 */
export const visible = (text: string, limits: Caps = caps.block): string =>
  limits.lines === 1 ? oneLine(text, limits) : block(text, limits);
