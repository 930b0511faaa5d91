import type { CodeEvidence } from '../../evidence/code.ts';
import type { Detail, Excerpt, Finding, Place } from '../../types.ts';
import { notApplicable, scored } from './check.ts';
import { lookedFor } from './details.ts';

type Named = { readonly name: string; readonly place: Place };

// More places say nothing that the first eight do not.
const enough = 8;

/** Nothing was written that could be asked: no code at all earns nothing, and code of another kind is not asked. */
export function nothingToRead(code: CodeEvidence, what: string): Finding {
  if (code.languages.length > 0) return notApplicable(`Its own code holds no ${what}.`);
  return scored({
    score: 0,
    summary: 'No code of its own was found.',
    details: lookedFor(what, 'the submission’s own code'),
  });
}

/**
 * What is left when `lost` of `total` are taken off, 0..1. Below `least`, each costs as if there were that many: one of three
 * functions is a slip, and not a third of the code.
 */
export function kept(lost: number, { total, least }: { total: number; least: number }): number {
  return Math.max(0, 1 - lost / Math.max(total, least));
}

/** Named places, what is named said beside each. */
export function namedPlaces(found: readonly Named[], note = ''): readonly Detail[] {
  return found
    .slice(0, enough)
    .map(({ name, place }) => ({ kind: 'place', ...place, note: note === '' ? name : `${name}: ${note}` }));
}

/** Lines that a reader can open, what they are said beside each. */
export function linesOf(found: readonly Excerpt[], note: string): readonly Detail[] {
  return found.slice(0, enough).map((excerpt) => ({ kind: 'place', ...excerpt, note }));
}
