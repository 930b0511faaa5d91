import type { Estimate } from '../../evidence/common.ts';
import type { Detail, Excerpt, Place } from '../../types.ts';

// More places say nothing that the first five do not.
const enough = 5;

export function places(found: readonly (Place | Excerpt)[], note?: string): readonly Detail[] {
  return found.slice(0, enough).map((place) => ({ kind: 'place', ...place, ...(note ? { note } : {}) }));
}

/** An absence that can be disputed. */
export function lookedFor(what: string, where: string): readonly Detail[] {
  return [{ kind: 'looked-for', what, where }];
}

/** Tracking tools name runs at random: the folder is what stays the same from one grading to the next. */
export function topFolder(path: string): string {
  return path.split('/')[0] ?? path;
}

export function log(title: string, text: string): readonly Detail[] {
  return text.trim() === '' ? [] : [{ kind: 'log', title, text }];
}

export type Against = readonly { readonly label: string; readonly value: number }[];

/** A metric without a unit, with its 95 % interval and what it is compared with. */
export function measured(
  label: string,
  { estimate, against }: { estimate: Estimate; against: Against },
): Detail {
  return { kind: 'number', label, ...estimate, unit: '', against };
}

export function share(label: string, value: number): Detail {
  return { kind: 'number', label, value, unit: 'share' };
}
