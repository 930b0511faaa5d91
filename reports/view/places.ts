import type { Detail, Place } from '../../harness/types.ts';

/** Where lines of a file are drawn, by the anchor of the check that draws them; null where they are not. */
export type PlaceAnchor = (place: Place) => string | null;

const keyOf = ({ path, line, endLine = line }: Place): string => JSON.stringify([path, line, endLine]);

const drawn = (details: readonly Detail[]): readonly Place[] =>
  details.flatMap((detail) => (detail.kind === 'place' && 'text' in detail ? [detail] : []));

/** Lines that several checks point at are drawn at the first of them. `items` stand in the order of the page. */
export const placeAnchorOf = (
  items: readonly { readonly anchor: string; readonly details: readonly Detail[] }[],
): PlaceAnchor => {
  const first = new Map<string, string>();
  for (const { details, anchor } of items)
    for (const place of drawn(details)) {
      const key = keyOf(place);
      first.set(key, first.get(key) ?? anchor);
    }
  return (place) => first.get(keyOf(place)) ?? null;
};
