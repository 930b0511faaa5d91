import type { Mutant } from './mutants-choose.ts';

/** A file with other text at some places; `places` do not overlap. */
const edited = (
  text: string,
  places: readonly { readonly start: number; readonly before: string; readonly after: string }[],
): string =>
  places
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (whole, { start, before, after }) => whole.slice(0, start) + after + whole.slice(start + before.length),
      text,
    );

/** Text that can be edited by the offsets that were read: written back, it has to be what it was. */
export const editableText = (bytes: Buffer): string | null => {
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) && !text.startsWith('\uFEFF') ? text : null;
};

export const stands = (text: string, { start, before }: Mutant): boolean =>
  text.startsWith(before, start) && before !== '';

export const broken = (text: string, mutant: Mutant): string => edited(text, [mutant]);

/** The same value by another way, so that the text, the syntax and the compiled code differ and what it does does not. */
const unchangedBy = ({ path, before }: Mutant): string =>
  /\.py$/.test(path)
    ? `((${before}) if __name__ else (${before}))`
    : `(globalThis ? (${before}) : (${before}))`;

/** Every place of a file edited without a change; one that lies inside another is left as it is. */
export const unbroken = (text: string, mutants: readonly Mutant[]): string => {
  const inOrder = mutants.toSorted((one, other) => one.start - other.start);
  const apart = inOrder.filter((one, at) =>
    inOrder.slice(0, at).every(({ start, before }) => start + before.length <= one.start),
  );
  return edited(
    text,
    apart.map((mutant) => ({ ...mutant, after: unchangedBy(mutant) })),
  );
};
