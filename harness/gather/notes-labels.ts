import { wordsOf } from './notes-brief.ts';
import { cellsOf, type Statement } from './notes-statements.ts';
import type { Aspect } from './notes-weighing.ts';

type Labels = readonly (readonly [Aspect, RegExp])[];

/** `Why: …`, `Alternatives considered: …`, `Trade-off: …`. */
const labels: Labels = [
  [
    'reason',
    /^\W*(why|reasons?|rationale|reasoning|justification|motivation|benefits?|pros?|advantages?)( [\w ]{1,20})?\s*:/i,
  ],
  [
    'option',
    /^\W*(alternatives?|options?|rejected|considered|instead of)( (considered|rejected|tried))?\s*:/i,
  ],
  ['price', /^\W*(trade-?offs?|cons?|costs?|price|downsides?|drawbacks?|disadvantages?)\s*:/i],
];
const columns: Labels = [
  ['reason', /\b(why|reasons?|rationale|reasoning|justification|motivation|benefits?|pros|advantages?)\b/i],
  ['option', /\b(alternatives?|rejected|considered|instead of|other options?|not chosen)\b/i],
  ['price', /\b(trade-?offs?|cons|downsides?|drawbacks?|disadvantages?|given up)\b/i],
];
const choice =
  /\b(choices?|chosen|choose|decisions?|selected|picked|options?|approach(es)?|technolog(y|ies)|tools?|librar(y|ies)|frameworks?)\b/i;
/** Fewest words that make a cell say something: the name of what was not taken is enough. */
const fewest: Readonly<Record<Aspect, number>> = { reason: 3, option: 1, price: 2 };
const empty = /^\W*(none|n\/?a|tbd|todo)?\W*$/i;

const matching = (text: string, known: Labels): readonly Aspect[] =>
  known.flatMap(([aspect, pattern]) => (pattern.test(text) ? [aspect] : []));

/** What a template leaves to be filled in. */
const unfilled = /:\s*[{[][^}\]]*[}\]]\W{0,3}$/;

export const labelOf = ({ kind, text }: Statement): Aspect | null =>
  kind === 'code' || kind === 'table' || wordsOf(text).length < 4 || unfilled.test(text)
    ? null
    : (matching(text, labels)[0] ?? null);

export type Row = { readonly aspects: ReadonlySet<Aspect>; readonly isChoice: boolean };

/** What the row of a table of choices says of the one it is about; null for other tables. */
export const rowOf = ({ columns: names, raw }: Statement): Row | null => {
  const asked = names?.map((name) => matching(name, columns)) ?? [];
  if (!names || asked.flat().length === 0) return null;
  const cells = cellsOf(raw);
  const told = asked.flatMap((aspects, at) =>
    aspects.filter((aspect) => {
      const cell = cells[at] ?? '';
      return !empty.test(cell) && wordsOf(cell).length >= fewest[aspect];
    }),
  );
  return told.length > 0
    ? { aspects: new Set(told), isChoice: names.some((name) => choice.test(name)) }
    : null;
};
